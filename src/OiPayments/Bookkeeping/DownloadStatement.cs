using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Documents;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Printing;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>GET /ledger/accounts/{code}/statement</c>: what moved on one account of an application's own books, as a file to keep: opening
/// balance, entries, closing balance.
/// </summary>
internal sealed class DownloadStatement(OiPaymentsDb db, Book book, DrawDocuments draw)
{
    /// <summary>More than that fill a hundred pages that nobody reads: those are for a program, and so for CSV.</summary>
    public const int MaxPrinted = DocumentRules.MaxLines;

    private const int RowsBetweenFlushes = 1000;

    private static readonly string[] Columns =
    [
        "account", "currency", "postedAt", "kind", "cause", "journalId", "line", "counterpart", "debitMinor", "creditMinor",
        "balanceMinor",
    ];

    /// <summary>In which currency, from when to when (at <see cref="To"/> itself is the next period's), and as what.</summary>
    /// <param name="Currency">Of all amounts.</param>
    /// <param name="From">Null from the beginning on.</param>
    /// <param name="To">Null until now.</param>
    /// <param name="Zone">Whose days a PDF names.</param>
    /// <param name="Form">CSV or PDF.</param>
    public sealed record Request(
        Currency Currency, DateTimeOffset? From, DateTimeOffset? To, TimeZoneInfo Zone, StatementForm Form)
    {
        public static Request Read(QueryFields query)
        {
            var ((from, to), form) = (query.PeriodOrMonth(), StatementForm.Read(query));
            return new(query.Currency("currency") ?? Currency.Bdt, from, to, query.Zone(), form);
        }

        public StatementPeriod Period => new(
            From is { } from ? TimeZones.DayOf(Zone, from) : null,
            To is { } to ? TimeZones.DayOf(Zone, to.AddTicks(-1)) : null);
    }

    public static void Map(RouteGroupBuilder ledger) =>
        Describe(ledger.MapGet("/accounts/{code}/statement", HandleAsync), "downloadStatement");

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => StatementForm.Describe(endpoint)
        .WithName(name)
        .WithSummary("Download a statement")
        .WithDescription("One account's entries, oldest first, between an opening and a closing balance. As CSV a stream of any length: "
            + "the last row has the kind CLOSING, and without it the download was cut off. As PDF at most 5000 entries, on A4; the same "
            + "books give the same bytes, so a closed month always does. Strongly consistent.")
        .Query<string>("currency", "ISO 4217 in capitals; BDT when left out.")
        .Query<string>("month", "Only entries posted in this month, such as `2026-08`; then `from` and `to` are left out.")
        .WithinPeriod("entries posted")
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ServiceUnavailable);

    /// <param name="scope">Whose books.</param>
    /// <param name="name">The application's.</param>
    /// <param name="account">Which account.</param>
    /// <param name="request">What of it, and as what.</param>
    /// <param name="ct">Ends it; a CSV is read while it is sent.</param>
    public async Task<Outcome<IResult>> RunAsync(
        Scope scope, string name, Account account, Request request, CancellationToken ct)
    {
        if (!request.Form.IsPdf)
            return new CsvDownload("statement.csv", (csv, gone) => WriteAsync(csv, scope, account, request, gone));

        if ((await ReadAsync(scope, name, account, request, ct)).IsRefused(out var tooMany, out var statement)) return tooMany;
        return (await draw.DrawAsync(statement, ct)).IsRefused(out var busy, out var pdf)
            ? busy
            : PdfDownload.Named($"statement-{statement.Account}-{NameOf(statement.Period)}", pdf);
    }

    private async Task WriteAsync(CsvText csv, Scope scope, Account account, Request request, CancellationToken gone)
    {
        foreach (var column in Columns) csv.Text(column);
        csv.EndRow();

        // Of one moment: what is posted while this is read is neither in the balance nor among the entries.
        await using var snapshot = await db.BeginSnapshotAsync(gone);
        var balance = request.From is { } begin ? await book.BalanceBeforeAsync(scope, account, request.Currency, begin, gone) : 0;
        Begin(request.From, "OPENING").Text(null).Number(null).Number(null).Text(null).Number(null).Number(null).Number(balance).EndRow();
        var rows = 0;
        await foreach (var entry in book.EntriesAsync(
            scope, account, request.Currency, (request.From, request.To), balance, gone))
        {
            Begin(entry.PostedAt, WireNames<JournalKind>.Of(entry.Kind)).Text(entry.Cause).Number(entry.JournalId).Number(entry.Line)
                .Text(WireNames<Account>.Of(entry.Counterpart)).Number(entry.DebitMinor).Number(entry.CreditMinor)
                .Number(entry.BalanceMinor).EndRow();
            balance = entry.BalanceMinor;
            if (++rows % RowsBetweenFlushes == 0) await csv.FlushAsync(gone);
        }

        Begin(request.To, "CLOSING").Text(null).Number(null).Number(null).Text(null).Number(null).Number(null).Number(balance).EndRow();
        await csv.FlushAsync(gone);

        CsvText Begin(DateTimeOffset? time, string kind) =>
            csv.Text(WireNames<Account>.Of(account)).Text(request.Currency.Code).Time(time).Text(kind);
    }

    private async Task<Outcome<AccountStatement>> ReadAsync(
        Scope scope, string name, Account account, Request request, CancellationToken ct)
    {
        await using var snapshot = await db.BeginSnapshotAsync(ct);
        var found = await book.StatementAsync(scope, account, request.Currency, request.From, request.To, skip: 0, MaxPrinted, ct);
        if (found.TotalEntries > MaxPrinted)
            return FieldErrors.One(
                "format", $"A PDF holds at most {MaxPrinted} entries, and these are {found.TotalEntries}: take a shorter time, or csv.");

        return new AccountStatement
        {
            Language = request.Form.Language,
            Brand = new() { CompanyName = name },
            Account = WireNames<Account>.Of(account),
            Mode = WireNames<Mode>.Of(scope.Mode),
            Period = request.Period,
            Opening = new(found.OpeningMinor, request.Currency),
            Entries = [.. found.Entries.Select(entry => Print(entry, request))],
            Closing = new(found.ClosingMinor, request.Currency),
        };
    }

    private static AccountStatementEntry Print(StatementEntry entry, Request request) => new(
        TimeZones.DayOf(request.Zone, entry.PostedAt), WireNames<JournalKind>.Of(entry.Kind), entry.Cause,
        WireNames<Account>.Of(entry.Counterpart), entry.DebitMinor > 0 ? new Money(entry.DebitMinor, request.Currency) : null,
        entry.CreditMinor > 0 ? new Money(entry.CreditMinor, request.Currency) : null, new(entry.BalanceMinor, request.Currency));

    private static string NameOf(StatementPeriod period) =>
        $"{(period.First is { } first ? IsoTime.Day(first) : "")}-{(period.Last is { } last ? IsoTime.Day(last) : "")}".Trim('-');

    private static async Task<IResult> HandleAsync(
        string code, HttpRequest request, CallingApplication caller, DownloadStatement download, TimeProvider clock, CancellationToken ct)
    {
        if (QueryFields.Read(request, (query, _) => Request.Read(query)).IsRefused(out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        if (!WireNames<Account>.TryParse(code, out var account)) return Reply.Refused(Refusal.NotFound("account"), clock);

        return (await download.RunAsync(caller.Scope, caller.Name, account, asked, ct)).IsRefused(out var refusal, out var file)
            ? Reply.Refused(refusal, clock)
            : file;
    }
}
