using System.Globalization;
using OiPayments.Dashboard.Shell;
using OiPayments.Reconciliation;

namespace OiPayments.Dashboard.Pages;

/// <summary>Which results the address of the list means. Words that nobody knows are no question.</summary>
internal static class SettlementQuery
{
    public static ResultFilter Read(
        Mode mode, string? status, string? reason, string? resolved, string? app, string? file, string? day) => new()
        {
            ApplicationId = InvoiceQuery.App(app),
            Mode = mode,
            Status = WireNames<ResultStatus>.TryParse(status, out var known) ? known : null,
            Reason = WireNames<ResultReason>.TryParse(reason, out var why) ? why : null,
            StatementId = NumberOf(file) is { } number ? new Id<SettlementStatement>(number) : null,
            Period = Period.Day(day),
            Resolved = resolved switch { "yes" => true, "no" => false, _ => null },
        };

    /// <summary>The number of a file or a row; null for what is none.</summary>
    public static long? NumberOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
