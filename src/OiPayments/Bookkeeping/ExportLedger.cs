using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>GET /ledger/export</c>: an application's own books as text that hledger, ledger or beancount reads, so that a program nobody here
/// wrote can check them.
/// </summary>
internal sealed class ExportLedger(LedgerFacts books)
{
    private const string Description =
        "The books as text for a program of plain text accounting, oldest first, as a stream of any length, each journal dated by the day "
            + "of `timeZone`, as reports are. hledger (hledger.org) and ledger (ledger-cli.org) read the same text: `hledger -f "
            + "books.journal --strict check` checks it, `hledger -f books.journal balance` adds it up. For beancount "
            + "(beancount.github.io) ask with `format=beancount`: `bean-check books.beancount`. A million journals cost these programs "
            + "minutes and gigabytes: take them by `month`. The last line says how many journals there were; without it the download was "
            + "cut off. Strongly consistent.";

    /// <summary>From when to when, whose midnight begins a day, and for which program.</summary>
    public sealed record Request(DateTimeOffset? From, DateTimeOffset? To, TimeZoneInfo Zone, string Format)
    {
        public static Request Read(QueryFields query)
        {
            var ((from, to), zone, format) = (
                query.PeriodOrMonth(), query.Zone(),
                query.OneOf("format", LedgerFormat.Hledger, LedgerFormat.Ledger, LedgerFormat.Beancount));
            return new(from, to, zone, format ?? LedgerFormat.Hledger);
        }
    }

    public static void Map(RouteGroupBuilder ledger) =>
        Describe(ledger.MapGet("/export", HandleAsync), "exportLedger").Refuses(ErrorCode.ValidationError);

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Export the ledger")
        .WithDescription(Description)
        .Query<string>("format", "For which program: hledger, ledger or beancount; hledger when left out.")
        .Query<string>("month", "Only journals posted in this month, such as `2026-08`; then `from` and `to` are left out.")
        .WithinPeriod("journals posted")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");

    /// <summary>Reads nothing before it is sent.</summary>
    public Task<LedgerDownload> RunAsync(Scope scope, Request request) =>
        Task.FromResult(
            new LedgerDownload((text, gone) => LedgerText.WriteAsync(text, books, scope, request, gone)));

    private static async Task<IResult> HandleAsync(
        HttpRequest request, CallingApplication caller, ExportLedger export, TimeProvider clock) =>
        QueryFields.Read(request, (query, _) => Request.Read(query)).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : await export.RunAsync(caller.Scope, asked);
}
