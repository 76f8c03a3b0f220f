using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary><c>GET /payments/{id}</c>, by number or reference: one of an application's own payments, of its credential's mode.</summary>
internal sealed class ReadPayment(OiPaymentsDb db, PublicUrls urls, IBusinessClock clock)
{
    public static void Map(RouteGroupBuilder payments) => payments.MapGet("/{id}", HandleAsync)
        .WithName("readPayment")
        .WithSummary("Read a payment")
        .WithDescription("By id or by reference. Strongly consistent. A payment of another application, or of the other mode, is not "
            + "found.")
        .Produces<Envelope<PaymentDto>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<PaymentDto>> RunAsync(CallingApplication caller, RecordName<Payment> id, CancellationToken ct) =>
        db.Of<Payment>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } payment
            ? PaymentDto.From(payment, urls, clock.Now(caller.Scope), CustomerView.Whole)
            : Refusal.NotFound("payment");

    private static async Task<Reply> HandleAsync(
        RecordName<Payment> id, CallingApplication caller, ReadPayment read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(caller, id, ct), PaymentsJson.Default.PaymentDto, clock);
}
