using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Checkout;

/// <summary>A payment as its customer's pages need it: with who asks for it, and what was tried so far, newest first.</summary>
internal sealed record CheckoutSubject(Payment Payment, string ApplicationName, IReadOnlyList<PaymentAttempt> Attempts);

/// <summary>
/// Finds a payment by the public reference in a customer's hands. The reference is the whole permission: unguessable, and good
/// for nothing but looking and paying.
/// </summary>
internal sealed class FindCheckout(OiPaymentsDb db)
{
    /// <summary>For showing. Null for a mistyped reference, which costs no query, and for one nobody has.</summary>
    public Task<CheckoutSubject?> ToShowAsync(string text, CancellationToken ct) => FindAsync(text, QueryTrackingBehavior.NoTracking, ct);

    /// <summary>As <see cref="ToShowAsync"/>, for a unit of work that will change what it finds.</summary>
    public Task<CheckoutSubject?> ToChangeAsync(string text, CancellationToken ct) => FindAsync(text, QueryTrackingBehavior.TrackAll, ct);

    private async Task<CheckoutSubject?> FindAsync(string text, QueryTrackingBehavior tracking, CancellationToken ct)
    {
        if (!Reference.TryParse(text, Payment.ReferencePrefix, out var reference)) return null;

        var found = await db.Of<Payment>(reference.ApplicationId).AsTracking(tracking)
            .Where(p => p.Reference == reference.Text)
            .Join(db.Directory<Application>(), p => p.ApplicationId, a => a.Id, (payment, application) => new { payment, application.Name })
            .SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var attempts = await db.Of<PaymentAttempt>(reference.ApplicationId).AsTracking(tracking)
            .Where(a => a.PaymentId == found.payment.Id).OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id).ToListAsync(ct);
        return new(found.payment, found.Name, attempts);
    }
}
