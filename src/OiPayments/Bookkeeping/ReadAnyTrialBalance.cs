using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/trial-balance</c>: all accounts of any application's books side by side.</summary>
internal sealed class ReadAnyTrialBalance(OpenBooks books, ReadTrialBalance read)
{
    public static void Map(RouteGroupBuilder admin) =>
        ReadTrialBalance.Describe(admin.MapGet("/trial-balance", HandleAsync), "readAnyTrialBalance").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<TrialBalanceDto>> RunAsync(SignedInOperator who, Scope scope, DateTimeOffset asOf, CancellationToken ct) =>
        await books.RefuseAsync(who, scope, ct) is { } refusal ? refusal : await read.RunAsync(scope, asOf, ct);

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadAnyTrialBalance read, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who, query => query.AsOf("asOf") ?? clock.GetUtcNow()).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(who, asked.Books, asked.Else, ct), LedgerJson.Default.TrialBalanceDto, clock);
}
