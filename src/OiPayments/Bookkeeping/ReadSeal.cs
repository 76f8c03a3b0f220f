using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /ledger/seals/{position}</c>: one seal of an application's own books, to compare with what was kept.</summary>
internal sealed class ReadSeal(SealChain chain)
{
    public static void Map(RouteGroupBuilder ledger) => Describe(ledger.MapGet("/seals/{position:long}", HandleAsync), "readSeal")
        .Refuses(ErrorCode.ResourceNotFound);

    /// <summary>What is said of it under both addresses.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read a seal")
        .WithDescription("The seal at a position, to compare with what was kept. Never changes. Strongly consistent.")
        .Produces<Envelope<SealDto>>();

    public async Task<Outcome<SealDto>> RunAsync(Scope scope, long position, CancellationToken ct) =>
        await chain.FindAsync(scope, position, ct) is { } seal ? SealDto.From(seal) : Refusal.NotFound("seal");

    private static async Task<Reply> HandleAsync(
        long position, CallingApplication caller, ReadSeal read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller.Scope, position, ct), SealsJson.Default.SealDto, clock);
}
