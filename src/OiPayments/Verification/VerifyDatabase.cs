using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Verification;

/// <summary><c>GET /admin/verify</c>: what <c>oi-server verify</c> prints, as an answer.</summary>
internal sealed class VerifyDatabase(Verifier verifier, TimeProvider clock)
{
    public sealed record Response(
        [property: Description("Whether the database is right: every invariant that is no warning holds.")] bool Holds,
        [property: Description("The instant the check began, UTC. What was written later is not in it.")] DateTimeOffset AsOf,
        [property: Description("Each invariant, in the order they were checked.")] IReadOnlyList<InvariantDto> Invariants);

    public sealed record InvariantDto(
        [property: Description("A sentence that is true when it holds.")] string Name,
        [property: Description("Whether it holds.")] bool Holds,
        [property: Description("Whether not holding calls for a look and not for an alarm.")] bool IsWarning,
        [property: Description("How many records it speaks of.")] long Checked,
        [property: Description("How often it does not hold.")] long Violations,
        [property: Description("The first of those, at most 20, each naming its record.")] IReadOnlyList<string> Examples);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/admin/verify", HandleAsync).WithTags("Verification").RequireOperator()
        .WithName("verifyDatabase")
        .WithSummary("Verify the database")
        .WithDescription("Checks every invariant of the whole database in one read-only snapshot, beside the running service: books, "
            + "payments, events, ids and seals. Reads everything there is, so it takes its time: `oi-server verify` does the same without "
            + "a request to keep open. Strongly consistent.")
        .Produces<Envelope<Response>>()
        .Needs(Permission.LedgerRead);

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for every application, since it tells of all of them.</summary>
    public async Task<Outcome<Response>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.LedgerRead) is { } forbidden) return forbidden;

        var asOf = clock.GetUtcNow();
        var findings = new List<Finding>();
        await foreach (var finding in verifier.RunAsync(begins: null, ct)) findings.Add(finding);
        return new Response(!findings.Any(finding => finding.IsAlarm), asOf, [.. findings.Select(Describe)]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, VerifyDatabase verify, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await verify.RunAsync(who, ct), VerificationJson.Default.Response, clock);

    private static InvariantDto Describe(Finding f) => new(f.Name, f.Holds, f.IsWarning, f.Checked, f.Violations, f.Examples);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(VerifyDatabase.Response))]
internal sealed partial class VerificationJson : JsonSerializerContext;
