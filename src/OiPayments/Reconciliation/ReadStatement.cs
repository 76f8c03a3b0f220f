using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>GET /admin/reconciliation/statements/{id}</c>: a settlement file, and how far it has come.</summary>
internal sealed class ReadStatement(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/statements/{id:long}", HandleAsync)
        .WithName("readSettlementStatement")
        .WithSummary("Read a settlement file's progress")
        .WithDescription("How many rows are read so far and what became of them, what is wrong with a refused file, and its first rows. "
            + "Strongly consistent.")
        .Produces<Envelope<SettlementStatementDto>>()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<SettlementStatementDto>> RunAsync(SignedInOperator who, Id<SettlementStatement> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        return await db.RecordsFor<SettlementStatement>(who, Permission.ReportRead).AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id, ct) is { } statement
            ? SettlementStatementDto.From(statement)
            : Refusal.NotFound("settlement file");
    }

    private static async Task<Reply> HandleAsync(
        long id, SignedInOperator who, ReadStatement read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, new(id), ct), ReconciliationJson.Default.SettlementStatementDto, clock);
}
