using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/seals/{position}</c>: one seal of any application's books.</summary>
internal sealed class ReadAnySeal(OpenBooks books, ReadSeal read)
{
    public static void Map(RouteGroupBuilder admin) =>
        ReadSeal.Describe(admin.MapGet("/seals/{position:long}", HandleAsync), "readAnySeal").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<SealDto>> RunAsync(SignedInOperator who, Scope scope, long position, CancellationToken ct) =>
        await books.RefuseAsync(who, scope, ct) is { } refusal ? refusal : await read.RunAsync(scope, position, ct);

    private static async Task<Reply> HandleAsync(
        long position, HttpRequest request, SignedInOperator who, ReadAnySeal read, TimeProvider clock, CancellationToken ct) =>
        OpenBooks.Read(request, who).IsRefused(out var unreadable, out var scope)
            ? Reply.Refused(unreadable, clock)
            : Reply.Ok(await read.RunAsync(who, scope, position, ct), SealsJson.Default.SealDto, clock);
}
