using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary><c>GET /payments/{id}/refunds</c>: the refunds of one of an application's own payments.</summary>
internal sealed class ListRefunds(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder payments) => payments.MapGet("/{id}/refunds", HandleAsync)
        .WithName("listRefunds")
        .WithSummary("List a payment's refunds")
        .WithDescription("Newest first, whoever requested them. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<RefundDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound);

    public async Task<Outcome<Page<RefundDto>>> RunAsync(
        CallingApplication caller, RecordName<Payment> id, PageRequest page, CancellationToken ct)
    {
        if (db.Of<Payment>(caller.Scope).Named(id) is not { } named
            || await named.Select(p => p.Id).SingleOrDefaultAsync(ct) is not { Value: > 0 } payment)
            return Refusal.NotFound("payment");

        var found = await db.Of<Refund>(caller.Scope).Where(r => r.PaymentId == payment).TakePageAsync(page, ct);
        return found.Select(RefundDto.From);
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Payment> id, HttpRequest request, CallingApplication caller, ListRefunds list, TimeProvider clock,
        CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var unreadable, out var page)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(caller, id, page, ct), RefundsJson.Default.IReadOnlyListRefundDto, clock);
}
