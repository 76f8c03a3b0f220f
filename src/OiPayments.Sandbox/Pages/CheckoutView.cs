using System.Globalization;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Pages;

/// <summary>What the hosted page shows of a session, in words ready to print.</summary>
public sealed record CheckoutView
{
    private CheckoutView()
    {
    }

    public required string StoreName { get; init; }

    /// <summary>Such as <c>BDT 1,250.50</c>.</summary>
    public required string Amount { get; init; }

    /// <summary>The merchant's own currency and the rate; null when it asked for BDT.</summary>
    public required string? Conversion { get; init; }

    public required string TransactionId { get; init; }

    public required string ProductName { get; init; }

    /// <summary>The page's own path, for its links and forms.</summary>
    public required string Path { get; init; }

    internal static CheckoutView Of(PaymentSession session)
    {
        var order = session.Order;
        return new()
        {
            StoreName = session.Store.Name,
            Amount = Money("BDT", order.Amount),
            Conversion = order.Currency == "BDT"
                ? null
                : $"{Money(order.Currency, order.CurrencyAmount)} at {Amounts.Rate(order.Rate)}",
            TransactionId = order.TransactionId,
            ProductName = order.ProductName,
            Path = $"/EasyCheckOut/testcde{session.Key.ToLowerInvariant()}",
        };
    }

    private static string Money(string currency, decimal amount) =>
        $"{currency} {amount.ToString("#,##0.00", CultureInfo.InvariantCulture)}";
}
