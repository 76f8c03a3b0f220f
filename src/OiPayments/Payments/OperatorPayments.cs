using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>One try at the gateway, as operators see it. Amounts are in minor units.</summary>
internal sealed record PaymentAttemptDto(
    [property: Description("Our id for it at the gateway.")] string TransactionId,
    [property: Description("How far it has come.")] AttemptStatus Status,
    [property: Description("The application's own store that it was made with: whose merchant panel knows it. Null: the service's store.")] string? OwnStoreId,
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
        a.TransactionId, a.Status, a.Override?.StoreId, a.ChargedMinor, a.ChargedCurrency?.Code, a.FeeMinor, a.BankTransactionId, a.Channel, a.IsRisky, a.Reason,
        a.ReturnedByRefundId, a.CreatedAt, a.UpdatedAt);
}

/// <summary>A payment and what was tried to collect it.</summary>
internal sealed record PaymentCase(
    [property: Description("The payment, as its application sees it.")] PaymentDto Payment,
    [property: Description("Every try at the gateway, oldest first.")] IReadOnlyList<PaymentAttemptDto> Attempts);

/// <summary>Payments in the operators' hands: those of every application that they were granted.</summary>
internal sealed class OperatorPayments(OiPaymentsDb db, PublicUrls urls, IBusinessClock clock)
{
    /// <summary>Refused to who may see payments nowhere; everybody else sees the payments of their applications.</summary>
    public async Task<Outcome<Page<PaymentDto>>> ListAsync(SignedInOperator who, PaymentFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;

        var found = await filter.PageAsync(db, who, Permission.PaymentRead, page, ct);
        return found.Select(payment => PaymentDto.From(payment, urls, clock.Now(payment.Scope), who.ViewOfCustomers(payment.ApplicationId)));
    }

    public async Task<Outcome<PaymentCase>> ReadAsync(SignedInOperator who, Id<Payment> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;
        if (await db.RecordFor(who, Permission.PaymentRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is not { } payment) return Refusal.NotFound("payment");

        var attempts = await db.Of<PaymentAttempt>(payment.Scope).AsNoTracking().Include(a => a.Override).Where(a => a.PaymentId == payment.Id).OrderBy(a => a.Id).ToListAsync(ct);
        return new PaymentCase(PaymentDto.From(payment, urls, clock.Now(payment.Scope), who.ViewOfCustomers(payment.ApplicationId)), [.. attempts.Select(PaymentAttemptDto.From)]);
    }
}
