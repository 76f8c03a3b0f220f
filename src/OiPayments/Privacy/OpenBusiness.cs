using OiPayments.Invoices;
using OiPayments.Mail;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Privacy;

/// <summary>
/// What is not settled between a customer and an application. While there is any nothing is erased: a refund, a claim or a dispute could
/// not be told from another any more, and what is in work would write what was just erased.
/// </summary>
internal sealed class OpenBusiness(OiPaymentsDb db)
{
    public async Task<IReadOnlyList<OpenBusinessDto>> FindAsync(NamedCustomer customer, CancellationToken ct)
    {
        var (application, payments, invoices) = (customer.ApplicationId, customer.PaymentsIn(db), customer.InvoicesIn(db));
        var (ids, invoiceIds) = (payments.Select(p => p.Id), invoices.Select(i => i.Id));
        var unindexed = db.Of<UnindexedPayment>(application).Select(u => u.PaymentId);
        var suspended = db.Of<PaymentAttempt>(application).Where(PaymentAttempt.IsSuspended);
        var retrying = db.Of<WebhookDelivery>(application).Where(d => d.Status == DeliveryStatus.Retrying)
            .Join(db.Of<WebhookEvent>(application), d => d.EventId, e => e.Id, (_, e) => e.Subject);
        var found = new[]
        {
            new OpenBusinessDto(
                "payments", await payments.CountAsync(
                    p => p.Status == PaymentStatus.Pending || p.DueAt != null || unindexed.Contains(p.Id), ct),
                "Wait until they have ended and the gateway was asked for the last time, which takes at most two days."),
            new(
                "heldPayments", await payments.CountAsync(p => p.HeldAt != null, ct), "Release each, or give the money back."),
            new(
                "suspendedMoney", await suspended.CountAsync(a => ids.Contains(a.PaymentId), ct),
                "Give the money back that arrived and does not count."),
            new(
                "refunds", await db.Of<Refund>(application).CountAsync(
                    r => ids.Contains(r.PaymentId)
                        && (r.Status == RefundStatus.AwaitingApproval || r.Status == RefundStatus.Pending || r.DueAt != null
                            || r.Attention != null), ct),
                "Approve, reject or resolve each, or wait until the gateway has said what became of it."),
            new(
                "drafts", await invoices.CountAsync(i => i.Status == InvoiceStatus.Draft, ct), "Delete each draft, or issue it."),
            new(
                "invoices", await invoices.CountAsync(
                    i => i.Status == InvoiceStatus.Issued || i.Status == InvoiceStatus.PartiallyPaid, ct),
                "Void or credit each unpaid invoice, or wait until it is paid."),
            new(
                "mails", await db.Of<InvoiceMail>(application).CountAsync(m => m.DueAt != null && invoiceIds.Contains(m.InvoiceId), ct),
                "Wait until they are sent, or have failed."),
            new(
                "events", await retrying.CountAsync(
                    subject => payments.Select(p => p.Reference).Contains(subject)
                        || db.Of<Refund>(application).Where(r => ids.Contains(r.PaymentId)).Select(r => r.Reference).Contains(subject)
                        || invoices.Select(i => i.Reference).Contains(subject), ct),
                "Wait until they are delivered, or every try is used up, which takes at most five days."),
        };
        return [.. found.Where(one => one.Count > 0)];
    }
}
