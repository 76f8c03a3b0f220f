using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>What payments are for, where that is an invoice: how much of it is owed, and what it means when money comes or goes back.</summary>
internal sealed class PayInvoice(OiPaymentsDb db, SettleInvoice settle) : IPaymentPurpose, IPaymentListener
{
    public async Task<Refusal?> WhyNotPayableAsync(Payment payment, CancellationToken ct)
    {
        if (payment.InvoiceId is null) return null;
        if (await OfPayment(payment).AsNoTracking().SingleOrDefaultAsync(ct) is not { } invoice) return Refusal.NotFound("invoice");
        if (WhyNotOwed(invoice, payment) is { } notOwed) return notOwed;
        if (payment.Installment is not { } number) return null;

        var plan = (await db.WithLinesAsync(invoice, ct)).Plan;
        return plan.FirstOrDefault(one => one.Position == number) is { } one && payment.AmountMinor <= one.DueMinor
            ? null
            : new Refusal(ErrorCode.AmountOutOfBounds, $"Instalment {number} is owed less than {payment.AmountMinor} minor units by now.");
    }

    public async Task<Refusal?> WhyNotOwedAsync(Payment payment, CancellationToken ct) =>
        payment.InvoiceId is null ? null
        : await OfPayment(payment).SingleOrDefaultAsync(ct) is { } invoice ? WhyNotOwed(invoice, payment)
        : throw new InvalidOperationException($"Payment {payment.Reference} pays an invoice that is not there.");

    /// <summary>What all its payments brought by now, less what was refunded, is what is paid.</summary>
    public async Task<Refusal?> HearAsync(Payment payment, PaymentChange change, CancellationToken ct)
    {
        if (payment.InvoiceId is null) return null;
        var (kind, subject) = change switch
        {
            PaymentChange.Succeeded => (JournalKind.InvoicePayment, payment.Reference),
            PaymentChange.Refunded { Refund: { IsOfCapture: true } refund } => (JournalKind.InvoiceRefund, refund.Reference),
            PaymentChange.RefundUndone { Refund: { IsOfCapture: true } refund } => (JournalKind.InvoiceRefundUndone, refund.Reference),
            _ => default,
        };
        if (subject is null) return null;

        var invoice = await OfPayment(payment).SingleAsync(ct);
        var it = await db.WithLinesAsync(invoice, ct);

        // The database still has its status of before.
        if (!it.Payments.Contains(payment)) it = it with { Payments = [payment, .. it.Payments] };
        var paid = it.Payments.Where(p => p.Status is PaymentStatus.Succeeded).Sum(p => p.AmountMinor - p.RefundedMinor);
        if (paid != invoice.PaidMinor) await settle.RunAsync(it, new(kind, subject, PaidMinor: paid - invoice.PaidMinor), ct);
        return null;
    }

    private IQueryable<Invoice> OfPayment(Payment payment) =>
        db.Of<Invoice>(payment.Scope).Where(i => i.Id == new Id<Invoice>(payment.InvoiceId ?? 0));

    private static Refusal? WhyNotOwed(Invoice invoice, Payment payment)
    {
        if (invoice.Currency != payment.Currency)
            return new(ErrorCode.InvalidOperationState, $"This invoice is in {invoice.Currency}, and the payment in {payment.Currency}.");
        if (!invoice.Counts) return invoice.OnlyIssued("be paid");
        if (payment.AmountMinor <= invoice.DueMinor) return null;
        return invoice.DueMinor == 0
            ? new(ErrorCode.InvalidOperationState, "This invoice is owed nothing any more.")
            : new(ErrorCode.AmountOutOfBounds, $"This invoice is owed {invoice.DueMinor} {invoice.Currency} minor units by now.");
    }
}
