using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /ledger/trial-balance</c>: all accounts of an application's own books side by side.</summary>
internal sealed class ReadTrialBalance(Book book)
{
    public static void Map(RouteGroupBuilder ledger) => Describe(ledger.MapGet("/trial-balance", HandleAsync), "readTrialBalance");

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read the trial balance")
        .WithDescription("Every account in each currency, with the sums of both columns, which are equal. Strongly consistent.")
        .Query<string>("asOf", "Balances as of this instant, or the end of this day; now when left out.")
        .InTimeZone()
        .Produces<Envelope<TrialBalanceDto>>()
        .Refuses(ErrorCode.ValidationError);

    public async Task<TrialBalanceDto> RunAsync(Scope scope, DateTimeOffset asOf, CancellationToken ct)
    {
        var balances = await book.BalancesAsync(scope, asOf, ct);
        List<TrialBalanceTotal> totals =
        [
            .. balances.GroupBy(balance => balance.Currency.Code)
                .Select(currency => new TrialBalanceTotal(currency.Key, currency.Sum(b => b.DebitMinor), currency.Sum(b => b.CreditMinor))),
        ];
        return new(asOf, [.. balances.Select(AccountDto.From)], totals, totals.All(total => total.DebitMinor == total.CreditMinor));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, CallingApplication caller, ReadTrialBalance read, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => query.AsOf("asOf") ?? clock.GetUtcNow()).IsRefused(out var unreadable, out var asOf)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(caller.Scope, asOf, ct), LedgerJson.Default.TrialBalanceDto, clock);
}
