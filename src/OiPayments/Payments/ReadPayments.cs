using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary><c>GET /payments/{id}</c>, by number or reference, and <c>GET /payments</c>: an application's own payments, of its credential's mode.</summary>
internal static class ReadPayments
{
    public static void Map(RouteGroupBuilder payments)
    {
        payments.MapGet("/{id}", ReadAsync)
            .WithName("readPayment")
            .WithSummary("Read a payment")
            .WithDescription("By its id or its reference. Strongly consistent. Another application's payment, or one of the other mode, is not found.")
            .Produces<Envelope<PaymentDto>>()
            .Refuses(ErrorCode.ResourceNotFound);
        payments.MapGet("", ListAsync)
            .WithName("listPayments")
            .WithSummary("List payments")
            .WithDescription("Newest first. Strongly consistent. Follow `pagination.nextCursor` for long lists: every page then costs the same.")
            .Query<string>("customerReference", "Only payments with exactly this customer reference.")
            .Query<string>("reference", "Only the payment with this public reference.")
            .Query<PaymentStatus>("status", "Only payments in this status.")
            .WithinPeriod("payments created")
            .Produces<Envelope<IReadOnlyList<PaymentDto>>>()
            .Paged()
            .Refuses(ErrorCode.ValidationError);
    }

    private static async Task<Reply> ReadAsync(
        RecordName<Payment> id, CallingApplication caller, OiPaymentsDb db, PublicUrls urls, IBusinessClock time, TimeProvider clock, CancellationToken ct)
    {
        return db.Of<Payment>(caller.Scope).AsNoTracking().Named(id) is { } named && await named.SingleOrDefaultAsync(ct) is { } payment
            ? Reply.Ok(PaymentDto.From(payment, urls, time.Now(caller.Scope), CustomerView.Whole), PaymentsJson.Default.PaymentDto, clock)
            : Reply.Refused(Refusal.NotFound("payment"), clock);
    }

    private static async Task<Reply> ListAsync(
        HttpRequest request, CallingApplication caller, OiPaymentsDb db, PublicUrls urls, IBusinessClock time, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var page = query.Page();
        var wanted = Filter(db.Of<Payment>(caller.Scope), query);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var found = await wanted.TakePageAsync(page, ct);
        return Reply.Page(found.Select(payment => PaymentDto.From(payment, urls, time.Now(caller.Scope), CustomerView.Whole)), PaymentsJson.Default.IReadOnlyListPaymentDto, clock);
    }

    /// <summary>Only the payments that the query asks for; every complaint about it is noted there.</summary>
    public static IQueryable<Payment> Filter(IQueryable<Payment> wanted, QueryFields query)
    {
        if (query.Text("customerReference", CreatePayment.MaxReferenceLength) is { } customer) wanted = wanted.Where(p => p.CustomerReference == customer);
        if (query.Text("reference", 64) is { } reference) wanted = wanted.Where(p => p.Reference == reference);
        if (query.Enum<PaymentStatus>("status") is { } status) wanted = wanted.Where(p => p.Status == status);
        var (begin, end) = query.Period();
        if (begin is { } from) wanted = wanted.Where(p => p.CreatedAt >= from);
        if (end is { } to) wanted = wanted.Where(p => p.CreatedAt < to);
        return wanted;
    }
}
