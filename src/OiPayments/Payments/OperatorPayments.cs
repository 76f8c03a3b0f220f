using System.ComponentModel;
using OiPayments.Applications;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Payments;

/// <summary>One try at the gateway, as operators see it. Amounts are in minor units.</summary>
internal sealed record PaymentAttemptDto(
    [property: Description("Our id for it at the gateway.")] string TransactionId,
    [property: Description("How far it has come.")] AttemptStatus Status,
    [property: Description("Minor units that the gateway charged; null while it charged nothing.")] long? ChargedMinor,
    [property: Description("ISO 4217, of what was charged.")] string? ChargedCurrency,
    [property: Description("Minor units that the gateway keeps of it; null when it did not say.")] long? FeeMinor,
    [property: Description("The gateway's own id of the success.")] string? GatewayTxnId,
    [property: Description("What the customer paid with, in the gateway's words.")] string? Channel,
    [property: Description("Whether the gateway calls the money risky.")] bool Risky,
    [property: Description("Why it ended without money, in the gateway's words.")] string? Reason,
    [property: Description("The refund that gives its suspended money back; null while none does.")] long? ReturnedByRefundId,
    [property: Description("When it began, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When it last changed, UTC.")] DateTimeOffset UpdatedAt)
{
    public static PaymentAttemptDto From(PaymentAttempt a) => new(
        a.TransactionId, a.Status, a.ChargedMinor, a.ChargedCurrency?.Code, a.FeeMinor, a.BankTransactionId, a.Channel, a.IsRisky, a.Reason,
        a.ReturnedByRefundId, a.CreatedAt, a.UpdatedAt);
}

/// <summary>A payment and what was tried to collect it.</summary>
internal sealed record PaymentCase(
    [property: Description("The payment, as its application sees it.")] PaymentDto Payment,
    [property: Description("Every try at the gateway, oldest first.")] IReadOnlyList<PaymentAttemptDto> Attempts);

/// <summary><c>GET /admin/payments</c> and <c>GET /admin/payments/{id}</c>: payments of every application, for operators.</summary>
internal static class OperatorPayments
{
    public static void Map(RouteGroupBuilder payments)
    {
        payments.MapGet("", ListAsync)
            .WithName("listAllPayments")
            .WithSummary("List payments of every application")
            .WithDescription("Newest first. Strongly consistent.")
            .Query<long>("applicationId", "Only payments of this application.")
            .Query<Mode>("mode", "Only payments of this mode.")
            .Query<bool>("held", "true: only payments whose money waits for an operator.")
            .Query<bool>("suspended", "true: only payments with money in suspense that nobody is giving back: held, surplus, or of a return that failed.")
            .Query<string>("customerReference", "Only payments with exactly this customer reference.")
            .Query<string>("reference", "Only the payment with this public reference.")
            .Query<PaymentStatus>("status", "Only payments in this status.")
            .Query<DateTimeOffset>("from", "Only payments created at or after this instant.")
            .Query<DateTimeOffset>("to", "Only payments created before this instant.")
            .Produces<Envelope<IReadOnlyList<PaymentDto>>>()
            .Paged(hasCursor: true)
            .Refuses(ErrorCode.ValidationError);
        payments.MapGet("/{id:long}", ReadAsync)
            .WithName("readPaymentCase")
            .WithSummary("Read a payment and its attempts")
            .WithDescription("Strongly consistent.")
            .Produces<Envelope<PaymentCase>>()
            .Refuses(ErrorCode.ResourceNotFound);
        ReleasePayment.Map(payments);
    }

    private static async Task<Reply> ListAsync(HttpRequest request, SignedInOperator who, OiPaymentsDb db, PublicUrls urls, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var page = query.Page();
        var wanted = ReadPayments.Filter(query.Application("applicationId") is { } application ? db.Of<Payment>(application) : db.AcrossApplications<Payment>(), query);
        if (query.Enum<Mode>("mode") is { } mode) wanted = wanted.Where(p => p.Mode == mode);
        if (query.Boolean("held") is { } held) wanted = wanted.Where(p => p.HeldAt != null == held);
        if (query.Boolean("suspended") is { } suspended)
        {
            var attempts = db.AcrossApplications<PaymentAttempt>().Where(a =>
                a.ReturnedByRefundId == null && (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Surplus || a.Status == AttemptStatus.Mismatched));
            wanted = wanted.Where(p => attempts.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id) == suspended);
        }

        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        var found = await wanted.TakePageAsync(page, ct);
        return Reply.Page(found.Select(payment => PaymentDto.From(payment, urls, clock.GetUtcNow())), PaymentsJson.Default.IReadOnlyListPaymentDto, clock);
    }

    private static async Task<Reply> ReadAsync(long id, SignedInOperator who, OiPaymentsDb db, PublicUrls urls, TimeProvider clock, CancellationToken ct)
    {
        if (await db.RecordFor(who, Permission.PaymentRead, new Id<Payment>(id)).AsNoTracking().SingleOrDefaultAsync(ct) is not { } payment)
            return Reply.Refused(Refusal.NotFound("payment"), clock);

        var attempts = await db.Of<PaymentAttempt>(payment.Scope).AsNoTracking().Where(a => a.PaymentId == payment.Id).OrderBy(a => a.Id).ToListAsync(ct);
        return Reply.Ok(
            new PaymentCase(PaymentDto.From(payment, urls, clock.GetUtcNow()), [.. attempts.Select(PaymentAttemptDto.From)]), PaymentsJson.Default.PaymentCase, clock);
    }
}
