using System.Collections.Concurrent;
using System.Security.Cryptography;
using OiPayments.Client;

namespace Storefront;

/// <summary>
/// The orders of this run. A shop of yours keeps them in its database: before it calls OI Payments, so that after a crash it can call again
/// with the same key.
/// </summary>
public sealed partial class OrderBook(ILogger<OrderBook> log)
{
    private readonly ConcurrentDictionary<string, Order> orders = new(StringComparer.Ordinal);

    public IEnumerable<Order> All => orders.Values;

    public Order? Find(string id) => orders.GetValueOrDefault(id);

    /// <summary>An order by a name that nobody guesses: whoever has it sees the order.</summary>
    public Order Open(Cart cart, bool byInvoice)
    {
        var order = new Order(RandomNumberGenerator.GetHexString(24, lowercase: true), cart.Lines, byInvoice);
        orders[order.Id] = order;
        return order;
    }

    /// <summary>Changes an order, whoever else changes it at the same time.</summary>
    public Order Change(string id, Func<Order, Order> change) => orders.AddOrUpdate(
        id, _ => throw new InvalidOperationException($"There is no order {id}."), (_, order) => change(order));

    /// <summary>
    /// An event, verified. They come in any order: what counts is the status that they tell of, and not which came last.
    /// </summary>
    public void Take(OiPaymentsEvent told)
    {
        switch (told)
        {
            case PaymentEvent { Data: var payment } when Of(payment) is { } order:
                Change(order.Id, known => known.With(payment));
                break;
            case InvoiceEvent { Data: var invoice } when All.FirstOrDefault(one => one.Invoice?.Id == invoice.Id) is { } order:
                Change(order.Id, known => known.With(invoice));
                break;
            case RefundEvent { Data: var refund } when All.FirstOrDefault(one => one.Payment?.Id == refund.PaymentId) is { } order:
                Change(order.Id, known => known.With(refund));
                break;
            default:
                Noted(log, told.Type, told.Id);
                break;
        }
    }

    private Order? Of(Payment payment) =>
        payment.Metadata?.GetValueOrDefault(Till.OrderId) is { } id ? Find(id) : null;

    [LoggerMessage(LogLevel.Information, "{EventType} {EventId} is about no order of this run")]
    private static partial void Noted(ILogger log, EventType eventType, string eventId);
}
