using OiPayments.Client;

namespace Storefront;

/// <summary>How far an order has come.</summary>
public enum OrderStatus
{
    /// <summary>Nothing is paid. Whether the customer is paying now, only OI Payments knows.</summary>
    Unpaid,

    /// <summary>Deliver it.</summary>
    Paid,

    /// <summary>The money is on its way back.</summary>
    Refunding,

    Refunded,
}

/// <summary>What a customer ordered, and what became of the money.</summary>
public sealed record Order(string Id, IReadOnlyList<CartLine> Lines, bool ByInvoice)
{
    public OrderStatus Status { get; init; }

    /// <summary>Null until the payment was created, or that is known.</summary>
    public Payment? Payment { get; init; }

    /// <summary>Null for an order that is paid on the checkout page.</summary>
    public Invoice? Invoice { get; init; }

    /// <summary>The last refund; null when there was none.</summary>
    public Refund? Refund { get; init; }

    /// <summary>How many refunds the gateway did not do: the next one is a new one, with a key of its own.</summary>
    public int FailedRefunds { get; init; }

    public Money Total => Lines.Aggregate(Money.Bdt(0), (sum, line) => sum + line.Total);

    public string Title => string.Join(", ", Lines.Select(line => $"{line.Quantity} × {line.Product.Name}"));

    /// <summary>How many of its payments ended without money: the next one is a new one, with a key of its own.</summary>
    public int EndedPayments { get; init; }

    /// <summary>
    /// What is known of a payment by now. Only one of the whole amount counts, and of those that ended only the last is told of: money that
    /// comes late for an earlier one is money all the same.
    /// </summary>
    public Order With(Payment payment) => Payment?.Id > payment.Id && payment.Status != PaymentStatus.Succeeded ? this : this with
    {
        Payment = payment,
        Status = Status is OrderStatus.Unpaid && payment.Status == PaymentStatus.Succeeded && payment.Amount == Total
            ? OrderStatus.Paid
            : Status,
    };

    public Order With(Invoice invoice) => this with
    {
        Invoice = invoice,
        Payment = invoice.Payments.FirstOrDefault(payment => payment.Status == PaymentStatus.Succeeded) ?? Payment,
        Status = Status is OrderStatus.Unpaid && invoice.Status == InvoiceStatus.Paid ? OrderStatus.Paid : Status,
    };

    public Order With(Refund refund) => this with
    {
        Refund = refund,
        Status = refund.Status == RefundStatus.Succeeded ? OrderStatus.Refunded
            : refund.Status == RefundStatus.Failed || refund.Status == RefundStatus.Rejected ? OrderStatus.Paid
            : OrderStatus.Refunding,
        FailedRefunds = refund.Status == RefundStatus.Failed && Refund?.Status != RefundStatus.Failed ? FailedRefunds + 1 : FailedRefunds,
    };
}
