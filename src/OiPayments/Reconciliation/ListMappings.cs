using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>GET /admin/reconciliation/mappings</c>: how the settlement files of each gateway account are laid out.</summary>
internal sealed class ListMappings(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/mappings", HandleAsync)
        .WithName("listSettlementMappings")
        .WithSummary("List how settlement files are laid out")
        .WithDescription("Every gateway account that files were uploaded for, or that somebody has saved a mapping of: those of the "
            + "applications you may read reports of, and the service's own store for who may read all reports. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<SettlementAccountDto>>>()
        .Needs(Permission.ReportRead);

    public async Task<Outcome<IReadOnlyList<SettlementAccountDto>>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var accounts = await db.RecordsFor<SettlementAccount>(who, Permission.ReportRead).AsNoTracking()
            .OrderBy(a => a.ApplicationId).ThenBy(a => a.Mode).ThenBy(a => a.Gateway).ToListAsync(ct);
        return Outcome.Of<IReadOnlyList<SettlementAccountDto>>([.. accounts.Select(SettlementAccountDto.From)]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, ListMappings list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(who, ct), ReconciliationJson.Default.IReadOnlyListSettlementAccountDto, clock);
}
