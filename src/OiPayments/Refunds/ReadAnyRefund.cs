using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>GET /admin/refunds/{id}</c>: a refund with what an operator has to know to decide about it.</summary>
internal sealed class ReadAnyRefund(OiPaymentsDb db, DescribeRefunds describe)
{
    public static void Map(RouteGroupBuilder refunds) => refunds.MapGet("/{id}", HandleAsync)
        .WithName("readAnyRefund")
        .WithSummary("Read a refund of any application")
        .WithDescription("Strongly consistent.")
        .Produces<Envelope<RefundDto>>()
        .Needs(Permission.RefundRead)
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<RefundDto>> RunAsync(SignedInOperator who, Id<Refund> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.RefundRead) is { } refusal) return refusal;
        return await db.RecordFor(who, Permission.RefundRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is { } refund
            ? await describe.OneAsync(who, refund, ct)
            : Refusal.NotFound("refund");
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Refund> id, SignedInOperator who, OiPaymentsDb db, ReadAnyRefund read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(
            await read.RunAsync(who, await db.NumberOfAsync(who, Permission.RefundRead, id, ct), ct), RefundsJson.Default.RefundDto, clock);
}
