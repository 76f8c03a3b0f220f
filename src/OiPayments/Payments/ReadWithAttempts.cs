using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>A payment and every try at the gateway to collect it, oldest first.</summary>
internal sealed record PaymentWithAttempts(PaymentDto Payment, IReadOnlyList<PaymentAttemptDto> Attempts);

/// <summary>What this room tells an operator of one payment, for those who put more beside it.</summary>
internal sealed class ReadWithAttempts(OiPaymentsDb db, PublicUrls urls, IBusinessClock clock)
{
    /// <summary>Takes <see cref="Permission.PaymentRead"/>.</summary>
    public async Task<Outcome<PaymentWithAttempts>> RunAsync(SignedInOperator who, Id<Payment> id, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;
        if (await db.RecordFor(who, Permission.PaymentRead, id).AsNoTracking().SingleOrDefaultAsync(ct) is not { } payment)
            return Refusal.NotFound("payment");

        var attempts = await db.Of<PaymentAttempt>(payment.Scope)
            .AsNoTracking()
            .Include(a => a.Override)
            .Where(a => a.PaymentId == payment.Id)
            .OrderBy(a => a.Id)
            .ToListAsync(ct);
        return new PaymentWithAttempts(
            PaymentDto.From(payment, urls, clock.Now(payment.Scope), who.ViewOfCustomers(payment.ApplicationId)),
            [.. attempts.Select(PaymentAttemptDto.From)]);
    }
}
