using OiPayments.Receipts;

namespace OiPayments.BrowserTests.Checkout;

/// <summary>A receipt's page in each of its states, with texts that are as awkward as people write them.</summary>
internal static class ExampleReceipts
{
    private static readonly ReceiptView Paid = new()
    {
        Reference = "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
        Sender = "Storefront Ltd",
        Mode = Mode.Live,
        Amount = Taka(125_050),
        PaidAt = new(2026, 6, 4, 10, 2, 11, TimeSpan.Zero),
        Method = "bKash",
        ProductName = "Tea, 1 kg",
        CustomerName = "Rahima Khatun",
        GatewayReference = "2606041000ab12CD34",
        Refunded = Taka(0),
    };

    /// <summary>By the name of the page; null is a receipt that nobody has.</summary>
    public static IReadOnlyDictionary<string, ReceiptView?> All { get; } = new Dictionary<string, ReceiptView?>(StringComparer.Ordinal)
    {
        ["receipt"] = Paid,
        ["receipt-test"] = Paid with { Mode = Mode.Test, Method = null, GatewayReference = null, CustomerName = null, ProductName = null },
        ["receipt-invoice"] = Paid with { ProductName = null, InvoiceNumber = "INV-2026-27-000007", Installment = 2 },
        ["receipt-refunded-part"] = Paid with { Refunded = Taka(50_000) },
        ["receipt-refunded"] = Paid with { Refunded = Taka(125_050) },
        ["receipt-unknown"] = null,
        ["receipt-awkward"] = Paid with
        {
            Sender = "জিরাফ অ্যান্ড সন্স লিমিটেড, ধানমন্ডি শাখা",
            Amount = Taka(99_999_999_999),
            Refunded = Taka(88_888_888_888),
            CustomerName = string.Concat(Enumerable.Repeat("কক্ষ", 50)),
            ProductName = "<b>=1+1</b> " + new string('w', 200),
            GatewayReference = new string('9', 80),
            InvoiceNumber = new string('N', 60),
        },
    };

    private static Money Taka(long minor) => new(minor, Currency.Bdt);
}
