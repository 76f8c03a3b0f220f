using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/accounts</c>: every account of any application's books, with its balance.</summary>
internal sealed class ListAnyAccounts(OpenBooks books, ListAccounts read)
{
    public static void Map(RouteGroupBuilder admin) =>
        ListAccounts.Describe(admin.MapGet("/accounts", HandleAsync), "listAnyAccounts").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<IReadOnlyList<AccountDto>>> RunAsync(
        SignedInOperator who, Scope scope, DateTimeOffset asOf, CancellationToken ct) =>
        await books.RefuseAsync(who, scope, ct) is { } refusal ? refusal : Outcome.Of(await read.RunAsync(scope, asOf, ct));

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListAnyAccounts list, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who, query => query.AsOf("asOf") ?? clock.GetUtcNow()).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await list.RunAsync(who, asked.Books, asked.Else, ct), LedgerJson.Default.IReadOnlyListAccountDto, clock);
}
