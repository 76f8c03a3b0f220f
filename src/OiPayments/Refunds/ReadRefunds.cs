using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>GET /refunds/{id}</c> and <c>GET /payments/{id}/refunds</c>: an application's own refunds, of its credential's mode.</summary>
internal static class ReadRefunds
{
    public static void Map(RouteGroupBuilder payments, RouteGroupBuilder refunds)
    {
        refunds.MapGet("/{id}", ReadAsync)
            .WithName("readRefund")
            .WithSummary("Read a refund")
            .WithDescription("By its id or its reference. Strongly consistent. Another application's refund, or one of the other mode, is not found.")
            .Produces<Envelope<RefundDto>>()
            .Refuses(ErrorCode.ResourceNotFound);
        payments.MapGet("/{id}/refunds", ListAsync)
            .WithName("listRefunds")
            .WithSummary("List a payment's refunds")
            .WithDescription("Newest first, whoever asked for them. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<RefundDto>>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
    }

    private static async Task<Reply> ReadAsync(RecordName<Refund> id, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        return db.Of<Refund>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } refund
            ? Reply.Ok(RefundDto.From(refund), RefundsJson.Default.RefundDto, clock)
            : Reply.Refused(Refusal.NotFound("refund"), clock);
    }

    private static async Task<Reply> ListAsync(
        RecordName<Payment> id, HttpRequest request, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var page = new QueryFields(request.Query, errors).Page();
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        if (db.Of<Payment>(caller.Scope).Named(id) is not { } named || await named.Select(p => p.Id).SingleOrDefaultAsync(ct) is not { Value: > 0 } payment)
            return Reply.Refused(Refusal.NotFound("payment"), clock);

        var found = await db.Of<Refund>(caller.Scope).Where(r => r.PaymentId == payment).TakePageAsync(page, ct);
        return Reply.Page(found.Select(RefundDto.From), RefundsJson.Default.IReadOnlyListRefundDto, clock);
    }
}
