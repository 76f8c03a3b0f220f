using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>A seal of a ledger's hash chain. Whoever keeps one can tell later whether anything before it was changed, or cut off.</summary>
internal sealed record SealDto(
    [property: Description("Its place in the chain of this application and mode, counted from 1 in the order of sealing.")] long Position,
    [property: Description("SHA-256 over the seal before it and the journal, 64 hexadecimal digits; docs/ledger has the exact text.")] string Hash,
    [property: Description("When the journal was sealed, UTC: within seconds of its commit.")] DateTimeOffset SealedAt);

/// <summary><c>GET /ledger/seals/head</c>, <c>GET /ledger/seals/{position}</c>, and the same under <c>/admin</c>.</summary>
internal static class ReadSeals
{
    public static void Map(RouteGroupBuilder ledger, RouteGroupBuilder admin)
    {
        DescribeHead(ledger.MapGet("/seals/head", ReadOwnHeadAsync), "readSealHead").Refuses(ErrorCode.ResourceNotFound);
        DescribeHead(admin.MapGet("/seals/head", ReadAnyHeadAsync), "readAnySealHead").OfAnyBooks();
        DescribeOne(ledger.MapGet("/seals/{position:long}", ReadOwnAsync), "readSeal").Refuses(ErrorCode.ResourceNotFound);
        DescribeOne(admin.MapGet("/seals/{position:long}", ReadAnyAsync), "readAnySeal").OfAnyBooks();
    }

    private static RouteHandlerBuilder DescribeHead(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read the newest seal")
        .WithDescription("The head of the hash chain over the journals. Keep position and hash outside this service: as long as the seal at that position has that hash, "
            + "nothing before it was changed or removed. Not found while nothing is sealed. Journals are sealed within seconds, so this is eventually consistent.")
        .Produces<Envelope<SealDto>>();

    private static RouteHandlerBuilder DescribeOne(RouteHandlerBuilder endpoint, string name) => endpoint
        .WithName(name)
        .WithSummary("Read a seal")
        .WithDescription("The seal at a position, to compare with what was kept. Never changes. Strongly consistent.")
        .Produces<Envelope<SealDto>>();

    private static Task<Reply> ReadOwnHeadAsync(CallingApplication caller, SealChain chain, TimeProvider clock, CancellationToken ct) =>
        ReadAsync(caller.Scope, null, chain, clock, ct);

    private static Task<Reply> ReadOwnAsync(long position, CallingApplication caller, SealChain chain, TimeProvider clock, CancellationToken ct) =>
        ReadAsync(caller.Scope, position, chain, clock, ct);

    private static async Task<Reply> ReadAnyHeadAsync(
        HttpRequest request, SignedInOperator who, OperatorBooks books, SealChain chain, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, request, ct)).IsRefused(out var refusal, out var scope)
            ? Reply.Refused(refusal, clock)
            : await ReadAsync(scope, null, chain, clock, ct);

    private static async Task<Reply> ReadAnyAsync(
        long position, HttpRequest request, SignedInOperator who, OperatorBooks books, SealChain chain, TimeProvider clock, CancellationToken ct) =>
        (await books.OpenAsync(who, request, ct)).IsRefused(out var refusal, out var scope)
            ? Reply.Refused(refusal, clock)
            : await ReadAsync(scope, position, chain, clock, ct);

    private static async Task<Reply> ReadAsync(Scope scope, long? position, SealChain chain, TimeProvider clock, CancellationToken ct) =>
        await chain.FindAsync(scope, position, ct) is { } seal
            ? Reply.Ok(new(seal.Position, seal.Hash, seal.SealedAt), SealsJson.Default.SealDto, clock)
            : Reply.Refused(Refusal.NotFound("seal"), clock);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(SealDto))]
internal sealed partial class SealsJson : JsonSerializerContext;
