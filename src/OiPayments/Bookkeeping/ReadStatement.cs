using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Lists;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /ledger/accounts/{code}/entries</c>: what moved on one account of an application's own books.</summary>
internal sealed class ReadStatement(Book book)
{
    /// <summary>In which currency, and from when to when: at <see cref="To"/> itself is the next period's.</summary>
    public sealed record Request(Currency Currency, DateTimeOffset? From, DateTimeOffset? To)
    {
        public static Request Read(QueryFields query)
        {
            var (currency, (from, to)) = (query.Currency("currency") ?? Currency.Bdt, query.Period());
            return new(currency, from, to);
        }
    }

    public static void Map(RouteGroupBuilder ledger) => Describe(ledger.MapGet("/accounts/{code}/entries", HandleAsync), "readStatement");

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read a statement")
        .WithDescription("One account's entries, oldest first, between an opening and a closing balance. Strongly consistent.")
        .Query<string>("currency", "ISO 4217 in capitals; BDT when left out.")
        .WithinPeriod("entries posted")
        .Produces<Envelope<StatementDto>>()
        .Paged(hasCursor: false)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    /// <returns>The page, and how many entries there are in all.</returns>
    public async Task<(StatementDto Statement, long Total)> RunAsync(
        Scope scope, Account account, Request request, PageRequest page, CancellationToken ct)
    {
        var found = await book.StatementAsync(
            scope, account, request.Currency, request.From, request.To, page.Number * page.Size, page.Size, ct);
        return (
            new(account, request.Currency.Code, found.OpeningMinor, [.. found.Entries.Select(EntryDto.From)], found.ClosingMinor),
            found.TotalEntries);
    }

    private static async Task<Reply> HandleAsync(
        string code, HttpRequest request, CallingApplication caller, ReadStatement read, TimeProvider clock, CancellationToken ct)
    {
        if (QueryFields.Read(request, (query, _) => (Page: query.Page(), Period: Request.Read(query))).IsRefused(
            out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        if (!WireNames<Account>.TryParse(code, out var account)) return Reply.Refused(Refusal.NotFound("account"), clock);

        var (statement, total) = await read.RunAsync(caller.Scope, account, asked.Period, asked.Page, ct);
        return Reply.PageOf(statement, LedgerJson.Default.StatementDto, asked.Page, total, clock);
    }
}
