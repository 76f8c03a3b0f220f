using OiPayments.Applications;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Receipts;

/// <summary>What a receipt is made of.</summary>
/// <param name="Payment">It SUCCEEDED.</param>
/// <param name="Looks">The application's template as it is now. It names a company.</param>
/// <param name="Invoice">What it paid; null when it paid none.</param>
internal sealed record Receipt(Payment Payment, InvoiceTemplateDto Looks, Invoice? Invoice)
{
    public DateTimeOffset PaidAt => Payment.PaidAt ?? Payment.UpdatedAt;
}

/// <summary>Finds the receipt of a payment.</summary>
internal sealed class FindReceipt(OiPaymentsDb db)
{
    /// <summary>
    /// By the reference in a customer's hands, which is the whole permission. Null for a mistyped one, for one nobody has, for a payment
    /// that is not paid, and where the application gives no receipts.
    /// </summary>
    public async Task<Receipt?> OfReferenceAsync(string text, CancellationToken ct)
    {
        if (!Reference.TryParse(text, Payment.ReferencePrefix, out var reference)) return null;
        var givesReceipts = db.Directory<Application>().Where(a => a.Id == reference.ApplicationId && a.ReceiptsEnabled);
        var payment = await db.Of<Payment>(reference.ApplicationId).AsNoTracking()
            .SingleOrDefaultAsync(p => p.Reference == reference.Text && givesReceipts.Any(), ct);
        return payment is null ? null : await OfAsync(payment, ct);
    }

    /// <summary>Null for one that is not paid.</summary>
    public async Task<Receipt?> OfAsync(Payment payment, CancellationToken ct)
    {
        if (payment.Status is not PaymentStatus.Succeeded) return null;
        var looks = await db.LooksOfAsync(payment.ApplicationId, ct);
        return new(payment, looks, payment.InvoiceId is { } number ? await InvoiceAsync(payment.Scope, new(number), ct) : null);
    }

    private Task<Invoice> InvoiceAsync(Scope scope, Id<Invoice> id, CancellationToken ct) =>
        db.Of<Invoice>(scope).AsNoTracking().SingleAsync(invoice => invoice.Id == id, ct);
}
