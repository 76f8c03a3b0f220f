using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Documents;
using OiPayments.Printing;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>GET /ledger/monthly-statement</c>: what the gateway took and paid out in a month of an application's own books, in each currency, as
/// a file to keep.
/// </summary>
internal sealed class DownloadMonthlyStatement(SumUpMonth sum, DrawDocuments draw)
{
    private static readonly string[] Columns =
    [
        "month", "applicationId", "mode", "currency", "openingOwedMinor", "inMinor", "feesMinor", "refundsMinor", "settledMinor",
        "adjustedMinor", "closingOwedMinor",
    ];

    /// <param name="Month">In Dhaka.</param>
    /// <param name="Form">CSV or PDF.</param>
    public sealed record Request(Month Month, StatementForm Form)
    {
        public static Request Read(QueryFields query, FieldErrors errors)
        {
            var month = query.Month("month");
            if (month is null) errors.Add("month", "Is required: a month such as 2026-08.");
            return new(month.GetValueOrDefault(), StatementForm.Read(query));
        }
    }

    public static void Map(RouteGroupBuilder ledger) =>
        Describe(ledger.MapGet("/monthly-statement", HandleAsync), "downloadMonthlyStatement").Refuses(ErrorCode.ValidationError);

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => StatementForm.Describe(endpoint)
        .WithName(name)
        .WithSummary("Download a month's statement")
        .WithDescription("For each currency what the gateway owed when the month began, what customers paid, the gateway's fees, what went "
            + "back, what was paid out, what operators corrected by hand, and what it owes at the end: openingOwed + in − fees − refunds − "
            + "settled + adjusted = closingOwed. A refund counts when the gateway has given it back. A closed month always gives the same "
            + "PDF. Strongly consistent.")
        .Query<string>("month", "A month of Dhaka, such as `2026-08`.", isRequired: true)
        .Refuses(ErrorCode.ServiceUnavailable);

    /// <param name="scope">Whose books.</param>
    /// <param name="name">The application's.</param>
    /// <param name="request">Which month, and as what.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<Outcome<IResult>> RunAsync(Scope scope, string name, Request request, CancellationToken ct)
    {
        var month = request.Month;
        var sums = await sum.RunAsync(scope, month.Begin(JournalDate.Zone), month.End(JournalDate.Zone), ct);
        if (!request.Form.IsPdf) return new CsvDownload("monthly-statement.csv", (csv, gone) => WriteAsync(csv, scope, month, sums, gone));

        var statement = new MonthlyStatement
        {
            Language = request.Form.Language,
            Brand = new() { CompanyName = name },
            Mode = WireNames<Mode>.Of(scope.Mode),
            Period = new(month.FirstDay, month.LastDay),
            Figures = [.. sums.Select(Print)],
        };
        return (await draw.DrawAsync(statement, ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named($"monthly-statement-{month}", pdf);
    }

    private static MonthlyFigures Print(MonthSums sums)
    {
        return new(
            In(sums.OpeningMinor), In(sums.InMinor), In(sums.FeesMinor), In(sums.RefundsMinor), In(sums.SettledMinor),
            In(sums.AdjustedMinor), In(sums.ClosingMinor));

        Money In(long minor) => new(minor, sums.Currency);
    }

    private static async Task WriteAsync(
        CsvText csv, Scope scope, Month month, IReadOnlyList<MonthSums> all, CancellationToken gone)
    {
        foreach (var column in Columns) csv.Text(column);
        csv.EndRow();
        foreach (var sums in all)
        {
            csv.Text($"{month}").Number(scope.ApplicationId.Value).Text(WireNames<Mode>.Of(scope.Mode)).Text(sums.Currency.Code)
                .Number(sums.OpeningMinor).Number(sums.InMinor).Number(sums.FeesMinor).Number(sums.RefundsMinor)
                .Number(sums.SettledMinor).Number(sums.AdjustedMinor).Number(sums.ClosingMinor).EndRow();
        }

        await csv.FlushAsync(gone);
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, CallingApplication caller, DownloadMonthlyStatement download, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, Request.Read).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : (await download.RunAsync(caller.Scope, caller.Name, asked, ct)).IsRefused(out var refusal, out var file)
                ? Reply.Refused(refusal, clock)
                : file;
}
