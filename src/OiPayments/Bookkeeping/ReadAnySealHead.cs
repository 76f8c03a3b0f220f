using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/seals/head</c>: the newest seal of any application's books.</summary>
internal sealed class ReadAnySealHead(OpenBooks books, ReadSealHead read)
{
    public static void Map(RouteGroupBuilder admin) =>
        ReadSealHead.Describe(admin.MapGet("/seals/head", HandleAsync), "readAnySealHead").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<SealDto>> RunAsync(SignedInOperator who, Scope scope, CancellationToken ct) =>
        await books.RefuseAsync(who, scope, ct) is { } refusal ? refusal : await read.RunAsync(scope, ct);

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ReadAnySealHead read, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who).IsRefused(out var unreadable, out var scope)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(who, scope, ct), SealsJson.Default.SealDto, clock);
}
