using OiPayments.Client;

namespace Storefront;

/// <summary>
/// Everything that moves money. Each call has a key made of the order: pressed twice, or repeated after a crash, it does the same thing once.
/// </summary>
public sealed class Till(OiPaymentsClient client, OrderBook orders, ShopAddress shop)
{
    /// <summary>Under this name payments carry their order.</summary>
    public const string OrderId = "orderId";

    /// <summary>Where the customer pays.</summary>
    /// <exception cref="OiPaymentsException">Not now: the order is kept, and can be paid later.</exception>
    public Task<Uri> StartAsync(Order order, CancellationToken ct) => order.ByInvoice ? InvoiceAsync(order, ct) : ChargeAsync(order, ct);

    /// <summary>What OI Payments knows by now, for a customer who comes back before the event does.</summary>
    public async Task<Order> RefreshAsync(Order order, CancellationToken ct)
    {
        if (order.Status is OrderStatus.Unpaid && order.Invoice is { } invoice)
        {
            var current = await client.Invoices.ReadAsync(invoice.Id, ct);
            return orders.Change(order.Id, known => known.With(current));
        }

        if (order.Status is OrderStatus.Unpaid && order.Payment is { } payment)
        {
            var current = await client.Payments.ReadAsync(payment.Id, ct);
            return orders.Change(order.Id, known => known.With(current));
        }

        if (order.Status is OrderStatus.Refunding && order.Refund is { } refund)
        {
            var current = await client.Refunds.ReadAsync(refund.Id, ct);
            return orders.Change(order.Id, known => known.With(current));
        }

        return order;
    }

    /// <summary>Gives back what is left of what was paid.</summary>
    /// <exception cref="OiPaymentsException">It was refused, or not answered.</exception>
    public async Task RefundAsync(Order order, CancellationToken ct)
    {
        if (order is not { Status: OrderStatus.Paid, Payment: { } payment }) return;
        var refund = await client.Refunds.CreateAsync(
            payment.Id, new() { AmountMinor = order.Total.MinorUnits, Reason = $"Order {order.Id} was taken back" },
            $"refund-{order.Id}-{order.FailedRefunds}", ct);
        orders.Change(order.Id, known => known.With(refund));
    }

    /// <summary>The invoice as a PDF.</summary>
    public Task<byte[]> InvoicePdfAsync(Invoice invoice, CancellationToken ct) => client.Invoices.ReadPdfAsync(invoice.Id, ct: ct);

    private async Task<Uri> ChargeAsync(Order order, CancellationToken ct)
    {
        order = await RefreshAsync(order, ct);
        if (order.Status is not OrderStatus.Unpaid) return shop.Order(order.Id);
        if (order.Payment is { } ended && ended.Status != PaymentStatus.Pending)
            order = orders.Change(order.Id, known => known with { EndedPayments = known.EndedPayments + 1 });

        var payment = await client.Payments.CreateAsync(
            new()
            {
                Amount = order.Total,
                CustomerReference = $"order-{order.Id}",
                ProductName = order.Title,
                ReturnUrl = shop.Order(order.Id),
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [OrderId] = order.Id },
            }, $"order-{order.Id}-{order.EndedPayments}", ct);
        orders.Change(order.Id, known => known.With(payment));
        return payment.CheckoutUrl;
    }

    private async Task<Uri> InvoiceAsync(Order order, CancellationToken ct)
    {
        var invoice = await client.Invoices.CreateAsync(
            new()
            {
                CustomerReference = $"order-{order.Id}",
                LineItems =
                [
                    .. order.Lines.Select(line => new NewInvoiceLine
                    {
                        Description = line.Product.Name, Qty = line.Quantity, UnitAmountMinor = line.Product.Price.MinorUnits,
                    }),
                ],
            }, $"invoice-{order.Id}", ct);
        orders.Change(order.Id, known => known.With(invoice));
        return invoice.PayableUrl ?? shop.Order(order.Id);
    }
}
