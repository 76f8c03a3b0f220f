using OiPayments.Applications;
using OiPayments.Links;
using OiPayments.Payments;

namespace OiPayments.Checkout;

/// <summary>What a customer is shown of a payment: what is confirmed, and nothing else.</summary>
internal static class CheckoutViews
{
    /// <summary>The page for a payment in the state it is in.</summary>
    /// <param name="subject">The payment; null when there is none.</param>
    /// <param name="now">The time of this answer.</param>
    /// <param name="isResult">Whether it is the page after the gateway, not the one before.</param>
    /// <param name="hasStore">Whether there is a store that the next attempt could be made with.</param>
    public static CheckoutView ViewOf(CheckoutSubject? subject, DateTimeOffset now, bool isResult, Func<bool> hasStore)
    {
        if (subject is not { Payment: { } payment }) return new CheckoutView.NotFound();

        var shown = Describe(subject);
        if (payment.HeldAt is not null) return new CheckoutView.Held(shown);
        return payment.Status switch
        {
            PaymentStatus.Succeeded => new CheckoutView.Paid(
                shown, payment.PaidAt ?? payment.UpdatedAt, payment.Channel,
                subject.GivesReceipts ? ReceiptPaths.Page(payment.Reference, language: null) : null,
                IsRevisit: !isResult, Beside: subject.Attempts.MoneyBeside()),
            PaymentStatus.Failed => new CheckoutView.Failed(shown, subject.Attempts.MoneyBeside()),
            PaymentStatus.Cancelled => new CheckoutView.Cancelled(shown, subject.Attempts.MoneyBeside()),
            PaymentStatus.Expired => new CheckoutView.Expired(shown, subject.Attempts.MoneyBeside()),
            PaymentStatus.Pending => WhilePending(subject, shown, now, isResult, hasStore),
        };
    }

    public static CheckoutPayment Describe(CheckoutSubject subject) => new()
    {
        Reference = Reference.Parse(subject.Payment.Reference, Payment.ReferencePrefix),
        ApplicationName = subject.ApplicationName,
        Mode = subject.Payment.Mode,
        Amount = subject.Payment.Amount,
        ExpiresAt = subject.Payment.ExpiresAt,
        GatewayName = subject.Payment.Gateway,
        ChargedIn = subject.ChargedIn == subject.Payment.Currency ? null : subject.ChargedIn,
        ProductName = subject.Payment.ProductName,
        CustomerName = subject.Payment.CustomerName,
        IsErased = subject.Payment.ErasedAt is not null,
        InvoicePath = subject.Payment.InvoiceId is null ? null : InvoicePaths.Page(subject.Payment.Reference, language: null),
        ReturnUrl = subject.Payment.ReturnUrl is { } url ? WithReference(url, subject.Payment.Reference) : null,
    };

    private static CheckoutView WhilePending(
        CheckoutSubject subject, CheckoutPayment shown, DateTimeOffset now, bool isResult, Func<bool> hasStore)
    {
        // Whatever is said of other attempts: nobody is asked to pay what may be paid.
        if (subject.Attempts.SaidToBePaidSince is { } since) return new CheckoutView.Waiting(shown, since, now);

        var last = subject.Attempts.Count > 0 ? subject.Attempts[0] : null;
        var isOver = now >= subject.Payment.ExpiresAt;
        if (last is { MayHaveBeenPaid: true } && (isResult || isOver))
            return new CheckoutView.Waiting(shown, last.UpdatedAt, now, MayGoOn: !isOver);
        if (isOver) return new CheckoutView.Expired(shown, subject.Attempts.MoneyBeside());
        if (!subject.IsOwed && last is not { Status: AttemptStatus.Mismatched })
            return new CheckoutView.NotOwed(shown, subject.Attempts.MoneyBeside());

        // Where an attempt may still have taken money, the page goes on telling of that.
        if (subject.IsClosed && last is not { Status: AttemptStatus.Mismatched })
        {
            return subject.Attempts.FirstOrDefault(attempt => attempt.IsOpen) is { } open
                ? new CheckoutView.Waiting(shown, open.UpdatedAt, now)
                : new CheckoutView.ShopClosed(shown);
        }

        return last switch
        {
            { IsOurFault: true } when !hasStore() => new CheckoutView.CannotTakePayments(shown),
            null or { Status: AttemptStatus.Unanswered } or { IsOurFault: true } => new CheckoutView.Open(shown),
            { Status: AttemptStatus.Mismatched } => new CheckoutView.Held(shown),
            { IsOpen: true } => new CheckoutView.Sent(shown),
            { Status: AttemptStatus.Refused } => new CheckoutView.Declined(shown, DeclineReason.NotStarted),
            { Status: AttemptStatus.Cancelled or AttemptStatus.Unattempted or AttemptStatus.Expired } =>
                new CheckoutView.NotPaidYet(shown, IsCancelled: last.Status is AttemptStatus.Cancelled),
            _ => new CheckoutView.Declined(shown, DeclineReason.From(last.Reason)),
        };
    }

    /// <summary>The application's page, with the reference and never a status: that, it has to ask us for.</summary>
    private static Uri WithReference(Uri returnUrl, string reference) => new UriBuilder(returnUrl)
    {
        Query = $"{(returnUrl.Query.Length > 1 ? returnUrl.Query[1..] + "&" : "")}reference={reference}",
    }.Uri;

    extension(RegisteredGateways gateways)
    {
        /// <summary>Where the pay form of a payment may lead: to its gateway's pages, or to what stands in for it in TEST.</summary>
        public IEnumerable<string> PaymentPagesOf(Payment? payment, GatewayAccounts accounts) => payment is null ? [] :
        [
            .. gateways.Taking(payment.Gateway)?.PaymentPages ?? [],
            .. accounts.AddressOf(payment.Gateway, payment.Mode) is { } address ? [address.GetLeftPart(UriPartial.Authority)]
                : Array.Empty<string>(),
        ];
    }
}
