using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary><c>GET /payments</c>: an application's own payments, of its credential's mode.</summary>
internal sealed class ListPayments(OiPaymentsDb db, PublicUrls urls, IBusinessClock clock)
{
    /// <summary>Which of them. What is null is not asked about; everything else must hold.</summary>
    /// <param name="CustomerReference">The application's own name for the customer, exactly.</param>
    /// <param name="Reference">The payment's public name.</param>
    /// <param name="Status">How far it has come.</param>
    /// <param name="FromTime">Created at or after this instant.</param>
    /// <param name="ToTime">Created before this instant.</param>
    public sealed record Request(
        string? CustomerReference, string? Reference, PaymentStatus? Status, DateTimeOffset? FromTime, DateTimeOffset? ToTime)
    {
        public static Request Read(QueryFields query)
        {
            var (from, to) = query.Period();
            return new(
                query.Text("customerReference", CreatePayment.MaxReferenceLength), query.Text("reference", 64),
                query.Enum<PaymentStatus>("status"), from, to);
        }

        public IQueryable<Payment> Narrow(IQueryable<Payment> payments)
        {
            if (CustomerReference is { } customer) payments = payments.Where(p => p.CustomerReference == customer);
            if (Reference is { } reference) payments = payments.Where(p => p.Reference == reference);
            if (Status is { } status) payments = payments.Where(p => p.Status == status);
            if (FromTime is { } from) payments = payments.Where(p => p.CreatedAt >= from);
            if (ToTime is { } to) payments = payments.Where(p => p.CreatedAt < to);
            return payments;
        }
    }

    public static void Map(RouteGroupBuilder payments) => payments.MapGet("", HandleAsync)
        .WithName("listPayments")
        .WithSummary("List payments")
        .WithDescription(
            "Newest first. Strongly consistent. Follow `pagination.nextCursor` for long lists: every page then costs the same.")
        .Query<string>("customerReference", "Only payments with exactly this customer reference.")
        .Query<string>("reference", "Only the payment with this public reference.")
        .Query<PaymentStatus>("status", "Only payments in this status.")
        .WithinPeriod("payments created")
        .Produces<Envelope<IReadOnlyList<PaymentDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError);

    public async Task<Page<PaymentDto>> RunAsync(CallingApplication caller, Request request, PageRequest page, CancellationToken ct)
    {
        var found = await request.Narrow(db.Of<Payment>(caller.Scope)).TakePageAsync(page, ct);
        return found.Select(payment => PaymentDto.From(payment, urls, clock.Now(caller.Scope), CustomerView.Whole));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, CallingApplication caller, ListPayments list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Wanted: Request.Read(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(caller, asked.Wanted, asked.Page, ct), PaymentsJson.Default.IReadOnlyListPaymentDto, clock);
}
