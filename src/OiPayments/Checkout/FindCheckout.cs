using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Checkout;

/// <summary>A payment as its customer's pages need it: with who asks for it, and what was tried so far, newest first.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="ApplicationName">Who asks for it.</param>
/// <param name="IsClosed">Whether they take no payments at present: then none is begun any more, and what is on its way still
/// counts.</param>
/// <param name="Override">The store that the next attempt is made with; null: the service's.</param>
/// <param name="Attempts">Each with the store it was made with.</param>
/// <param name="ChargedIn">What the gateway charges the customer in.</param>
/// <param name="GivesReceipts">Whether they give customers receipts.</param>
/// <param name="IsOwed">Whether what it is for is still owed; false only of a pending payment.</param>
internal sealed record CheckoutSubject(
    Payment Payment, string ApplicationName, bool IsClosed, GatewayOverride? Override, IReadOnlyList<PaymentAttempt> Attempts,
    Currency ChargedIn, bool GivesReceipts, bool IsOwed)
{
    /// <summary>Whether an attempt may be begun, or gone on with, at this moment.</summary>
    public bool IsPayableAt(DateTimeOffset now) => !IsClosed && IsOwed && Payment.IsPayableAt(now);
}

/// <summary>
/// Finds a payment by the public reference in a customer's hands. The reference is the whole permission: unguessable, and good
/// for nothing but looking and paying.
/// </summary>
internal sealed class FindCheckout(OiPaymentsDb db, RegisteredGateways gateways, PaymentPurposes purposes)
{
    /// <summary>For showing. Null for a mistyped reference, which costs no query, and for one nobody has.</summary>
    public Task<CheckoutSubject?> ToShowAsync(string text, CancellationToken ct) => FindAsync(text, QueryTrackingBehavior.NoTracking, ct);

    /// <summary>As <see cref="ToShowAsync"/>, for a unit of work that will change what it finds.</summary>
    public Task<CheckoutSubject?> ToChangeAsync(string text, CancellationToken ct) => FindAsync(text, QueryTrackingBehavior.TrackAll, ct);

    /// <summary>The reference of the payment that one of our transaction ids at the gateway belongs to; null for one nobody has.</summary>
    public async Task<string?> OfTransactionAsync(string? transactionId, CancellationToken ct)
    {
        if (!Reference.TryParse(transactionId, PaymentAttempt.TransactionIdPrefix, out var transaction)) return null;
        return await db.Of<PaymentAttempt>(transaction.ApplicationId).Where(a => a.TransactionId == transaction.Text)
            .Join(db.Of<Payment>(transaction.ApplicationId), a => a.PaymentId, p => p.Id, (_, p) => p.Reference)
            .SingleOrDefaultAsync(ct);
    }

    private async Task<CheckoutSubject?> FindAsync(string text, QueryTrackingBehavior tracking, CancellationToken ct)
    {
        if (!Reference.TryParse(text, Payment.ReferencePrefix, out var reference)) return null;

        var found = await db.Of<Payment>(reference.ApplicationId).AsTracking(tracking)
            .Where(p => p.Reference == reference.Text)
            .Join(
                db.Directory<Application>(), p => p.ApplicationId, a => a.Id,
                (payment, application) => new { payment, application.Name, application.Status, application.ReceiptsEnabled })
            .LeftJoin(
                db.CurrentOverridesOf(reference.ApplicationId), found => new { found.payment.Gateway, found.payment.Mode },
                o => new { o.Gateway, o.Mode },
                (found, o) => new { found.payment, found.Name, found.Status, found.ReceiptsEnabled, Override = o })
            .SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var attempts = await db.Of<PaymentAttempt>(reference.ApplicationId).AsTracking(tracking).Include(a => a.Override)
            .Where(a => a.PaymentId == found.payment.Id).OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id).ToListAsync(ct);
        var asked = found.payment.Currency;
        var isOwed = found.payment.Status is not PaymentStatus.Pending || await purposes.WhyNotPayableAsync(found.payment, ct) is null;
        return new(
            found.payment, found.Name, found.Status is ApplicationStatus.Disabled, found.Override, attempts,
            gateways.Taking(found.payment.Gateway)?.ChargesIn(asked) ?? asked, found.ReceiptsEnabled, isOwed);
    }
}
