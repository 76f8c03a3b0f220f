using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary><c>GET /admin/payments</c> and <c>POST /admin/payments/{id}/release</c>.</summary>
internal static class OperatorPaymentEndpoints
{
    public static void Map(RouteGroupBuilder payments)
    {
        payments.MapGet("", ListAsync)
            .WithName("listAllPayments")
            .WithSummary("List payments of every application")
            .WithDescription("Of the applications you were granted, newest first. Strongly consistent, but for a search by what is indexed after the fact. When `pagination.totalIsExact` is false, there are at least `totalElements`.")
            .FiltersPayments()
            .Produces<Envelope<IReadOnlyList<PaymentDto>>>()
            .Paged()
            .Needs(Permission.PaymentRead)
            .Refuses(ErrorCode.ValidationError);
        payments.MapPost("/{id}/release", ReleaseAsync)
            .WithName("releasePayment")
            .WithSummary("Release a held payment")
            .WithDescription("Money that the gateway called risky counts from now on: the payment succeeds, and the application is told. "
                + "Money of a wrong amount can only be refunded.")
            .Produces<Envelope<PaymentDto>>()
            .Needs(Permission.RefundCreate)
            .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);
    }

    /// <summary>Describes what <see cref="PaymentFilter.From"/> reads.</summary>
    public static RouteHandlerBuilder FiltersPayments(this RouteHandlerBuilder endpoint) => endpoint
        .Query<long>("applicationId", "Only payments of this application.")
        .Query<Mode>("mode", "Only payments of this mode.")
        .Query<PaymentStatus>("status", "Only payments in this status.")
        .Query<bool>("held", "true: only payments whose money waits for an operator.")
        .Query<bool>("suspended", "true: only payments with money in suspense that nobody is giving back: held, surplus, or of a return that failed.")
        .Query<string>("customerReference", "Only payments with exactly this customer reference.")
        .Query<string>("reference", "Only the payment with this public reference.")
        .Query<string>("gatewayTxnId", "Only payments for which the gateway took money under this id of its own.")
        .Query<string>("search", "Whatever a caller reads out: the payment's number (`14` or `#14`), its reference or that of a refund, the customer reference, our transaction id "
            + "or the gateway's, a value of the metadata, the amount (`1250.50`, `1,250.50`, `৳1,250.50`). Of references and of metadata the beginning is enough, from 3 characters on; "
            + "of a reference also its last 6 characters, or 6 or more that follow its prefix. With the permission `customer:read` also the customer's name (the beginnings of its words), "
            + "e-mail address (whole, its beginning, what stands before the @) and telephone number (its last digits, from 4 on, in any spelling). "
            + "Other filters come first, then the newest that fit. A new payment is found at once by its number, references and transactions, and within seconds by everything else.")
        .WithinPeriod("payments created");

    private static async Task<Reply> ListAsync(HttpRequest request, SignedInOperator who, OperatorPayments payments, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, filter) = (query.Page(), PaymentFilter.From(query));
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        return (await payments.ListAsync(who, filter, page, ct)).IsRefused(out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(found, PaymentsJson.Default.IReadOnlyListPaymentDto, clock);
    }

    private static async Task<Reply> ReleaseAsync(
        RecordName<Payment> id, SignedInOperator who, OiPaymentsDb db, ReleasePayment release, TimeProvider clock, CancellationToken ct) =>
        (await release.HandleAsync(who, await db.NumberOfAsync(who, Permission.RefundCreate, id, ct), ct)).IsRefused(out var refusal, out var released)
            ? Reply.Refused(refusal, clock)
            : Reply.Ok(released, PaymentsJson.Default.PaymentDto, clock);
}
