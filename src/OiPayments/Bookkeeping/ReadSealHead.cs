using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /ledger/seals/head</c>: the newest seal of an application's own books.</summary>
internal sealed class ReadSealHead(SealChain chain)
{
    public static void Map(RouteGroupBuilder ledger) => Describe(ledger.MapGet("/seals/head", HandleAsync), "readSealHead")
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read the newest seal")
        .WithDescription("The head of the hash chain over the journals. Keep position and hash outside this service: as long as the seal "
            + "at that position has that hash, nothing before it was changed or removed. Not found while nothing is sealed. Journals are "
            + "sealed within seconds, so this is eventually consistent.")
        .Produces<Envelope<SealDto>>();

    public async Task<Outcome<SealDto>> RunAsync(Scope scope, CancellationToken ct) =>
        await chain.FindAsync(scope, position: null, ct) is { } seal ? SealDto.From(seal) : Refusal.NotFound("seal");

    private static async Task<Reply> HandleAsync(CallingApplication caller, ReadSealHead read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller.Scope, ct), SealsJson.Default.SealDto, clock);
}
