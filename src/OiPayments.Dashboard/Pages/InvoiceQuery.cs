using System.Globalization;
using OiPayments.Dashboard.Shell;
using OiPayments.Invoices;

namespace OiPayments.Dashboard.Pages;

/// <summary>What the address of the page of invoices says about which are meant. What cannot be read is no filter.</summary>
internal static class InvoiceQuery
{
    public static ApplicationId? App(string? app) =>
        uint.TryParse(app, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    /// <summary>A text that somebody looks for; null for nothing, and for what no invoice can have.</summary>
    public static string? Text(string? text, int maxLength) =>
        text?.Trim() is { Length: > 0 } wanted && wanted.Length <= maxLength && !wanted.Any(char.IsControl) ? wanted : null;

    public static InvoiceFilter Read(
        string? status, string? overdue, string? number, string? customer, string? dueBefore, string? from, string? to) =>
        new()
        {
            Status = WireNames<InvoiceStatus>.TryParse(status, out var known) ? known : null,
            Overdue = overdue switch { "yes" => true, "no" => false, _ => null },
            Number = Text(number, NumberPattern.MaxNumberLength),
            CustomerReference = Text(customer, InvoiceContent.MaxTextLength),
            DueBefore = Period.Day(dueBefore),
            FromTime = Period.Begin(from),
            ToTime = Period.End(to),
        };
}
