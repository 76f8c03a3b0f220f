using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /ledger/accounts</c>: every account of an application's own books, with its balance.</summary>
internal sealed class ListAccounts(Book book)
{
    public static void Map(RouteGroupBuilder ledger) => Describe(ledger.MapGet("/accounts", HandleAsync), "listAccounts");

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("List accounts")
        .WithDescription("Every account with its balance, in each currency that was ever moved. Strongly consistent.")
        .Query<string>("asOf", "Balances as of this instant, or the end of this day; now when left out.")
        .InTimeZone()
        .Produces<Envelope<IReadOnlyList<AccountDto>>>()
        .Refuses(ErrorCode.ValidationError);

    public async Task<IReadOnlyList<AccountDto>> RunAsync(Scope scope, DateTimeOffset asOf, CancellationToken ct) =>
        [.. (await book.BalancesAsync(scope, asOf, ct)).Select(AccountDto.From)];

    private static async Task<Reply> HandleAsync(
        HttpRequest request, CallingApplication caller, ListAccounts list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => query.AsOf("asOf") ?? clock.GetUtcNow()).IsRefused(out var unreadable, out var asOf)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await list.RunAsync(caller.Scope, asOf, ct), LedgerJson.Default.IReadOnlyListAccountDto, clock);
}
