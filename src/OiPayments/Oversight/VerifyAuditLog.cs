using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;

namespace OiPayments.Oversight;

/// <summary>Whether the audit log is what was written.</summary>
internal sealed record AuditVerdictDto(
    [property: Description("Whether every chain holds.")] bool Holds,
    [property: Description("One chain per application, and the service's own.")] IReadOnlyList<AuditChainDto> Chains);

/// <summary>One chain of seals.</summary>
internal sealed record AuditChainDto(
    [property: Description("Whose; null: the service's own.")] ApplicationId? ApplicationId,
    [property: Description("How many lines hold, from the first on.")] long Checked,
    [property: Description("What is wrong with the next one; null when all hold.")] string? Fault);

/// <summary><c>GET /admin/audit-logs/verify</c>: proof that nobody changed the log since it was written.</summary>
internal sealed class VerifyAuditLog(AuditChain chain)
{
    public static void Map(RouteGroupBuilder log) => log.MapGet("/verify", HandleAsync)
        .WithName("verifyAuditLog")
        .WithSummary("Verify the audit log")
        .WithDescription("Computes every seal of the log again and compares. Reads the whole log; `oi-server verify` does the same without "
            + "an open request.")
        .Produces<Envelope<AuditVerdictDto>>()
        .Needs(Permission.AuditRead);

    /// <param name="who">Needs audit:read everywhere.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task<Outcome<AuditVerdictDto>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.AuditRead) is { } forbidden) return forbidden;
        var chains = new List<AuditChainDto>();
        foreach (var application in await chain.ListAsync(ct))
        {
            var (count, fault) = await chain.VerifyAsync(application, ct);
            chains.Add(new(application == AuditEntry.OfTheService ? null : application, count, fault));
        }

        return new AuditVerdictDto(chains.TrueForAll(found => found.Fault is null), chains);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, VerifyAuditLog verify, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await verify.RunAsync(who, ct), OversightJson.Default.AuditVerdictDto, clock);
}
