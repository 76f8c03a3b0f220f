using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>GET /ledger/export</c>: an application's own books as text that hledger and ledger read, so that a program nobody here wrote can
/// check them.
/// </summary>
internal sealed class ExportLedger(LedgerFacts books)
{
    private const string Description =
        "The books as a journal of hledger (hledger.org), oldest first, as a stream of any length, each dated by the day of `timeZone`, "
            + "as reports are: `hledger -f books.journal --strict check` checks them, `hledger -f books.journal balance` adds them up. "
            + "ledger (ledger-cli.org) reads them too, `--pedantic` as well. The last line says how many journals there were; without it "
            + "the download was cut off. Strongly consistent.";

    /// <summary>From when to when, and whose midnight begins a day.</summary>
    public sealed record Request(DateTimeOffset? From, DateTimeOffset? To, TimeZoneInfo Zone)
    {
        public static Request Read(QueryFields query)
        {
            var ((from, to), zone) = (query.Period(), query.Zone());
            return new(from, to, zone);
        }
    }

    public static void Map(RouteGroupBuilder ledger) =>
        Describe(ledger.MapGet("/export", HandleAsync), "exportLedger").Refuses(ErrorCode.ValidationError);

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Export the ledger for hledger")
        .WithDescription(Description)
        .WithinPeriod("journals posted")
        .Produces<string>(StatusCodes.Status200OK, "text/plain");

    /// <summary>Reads nothing before it is sent.</summary>
    public Task<HledgerDownload> RunAsync(Scope scope, Request request) =>
        Task.FromResult(
            new HledgerDownload((text, gone) => HledgerText.WriteAsync(text, books, scope, request.From, request.To, request.Zone, gone)));

    private static async Task<IResult> HandleAsync(
        HttpRequest request, CallingApplication caller, ExportLedger export, TimeProvider clock) =>
        QueryFields.Read(request, (query, _) => Request.Read(query)).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : await export.RunAsync(caller.Scope, asked);
}
