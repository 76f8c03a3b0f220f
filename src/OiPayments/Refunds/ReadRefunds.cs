using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Refunds;

/// <summary><c>GET /refunds/{id}</c> and <c>GET /payments/{id}/refunds</c>: an application's own refunds, of its credential's mode.</summary>
internal static class ReadRefunds
{
    public static void Map(RouteGroupBuilder payments, RouteGroupBuilder refunds)
    {
        refunds.MapGet("/{id:long}", ReadAsync)
            .WithName("readRefund")
            .WithSummary("Read a refund")
            .WithDescription("Strongly consistent. Another application's refund, or one of the other mode, is not found.")
            .Produces<Envelope<RefundDto>>()
            .Refuses(ErrorCode.ResourceNotFound);
        payments.MapGet("/{id:long}/refunds", ListAsync)
            .WithName("listRefunds")
            .WithSummary("List a payment's refunds")
            .WithDescription("Newest first, whoever asked for them. Strongly consistent.")
            .Produces<Envelope<IReadOnlyList<RefundDto>>>()
            .Paged(hasCursor: true)
            .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);
    }

    private static async Task<Reply> ReadAsync(long id, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var wanted = new Id<Refund>(id);
        return await db.Of<Refund>(caller.Scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == wanted, ct) is { } refund
            ? Reply.Ok(RefundDto.From(refund), RefundsJson.Default.RefundDto, clock)
            : Reply.Refused(Refusal.NotFound("refund"), clock);
    }

    private static async Task<Reply> ListAsync(long id, HttpRequest request, CallingApplication caller, OiPaymentsDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var page = new QueryFields(request.Query, errors).Page();
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var payment = new Id<Payment>(id);
        if (!await db.Of<Payment>(caller.Scope).AnyAsync(p => p.Id == payment, ct)) return Reply.Refused(Refusal.NotFound("payment"), clock);

        var found = await db.Of<Refund>(caller.Scope).Where(r => r.PaymentId == payment).TakePageAsync(page, ct);
        return Reply.Page(found.Select(RefundDto.From), RefundsJson.Default.IReadOnlyListRefundDto, clock);
    }
}
