using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>GET /refunds/{id}</c>: one of an application's own refunds, of its credential's mode.</summary>
internal sealed class ReadRefund(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder refunds) => refunds.MapGet("/{id}", HandleAsync)
        .WithName("readRefund")
        .WithSummary("Read a refund")
        .WithDescription("By id or by reference. Strongly consistent. A refund of another application, or of the other mode, is not found.")
        .Produces<Envelope<RefundDto>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<RefundDto>> RunAsync(CallingApplication caller, RecordName<Refund> id, CancellationToken ct) =>
        db.Of<Refund>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } refund
            ? RefundDto.From(refund)
            : Refusal.NotFound("refund");

    private static async Task<Reply> HandleAsync(
        RecordName<Refund> id, CallingApplication caller, ReadRefund read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, id, ct), RefundsJson.Default.RefundDto, clock);
}
