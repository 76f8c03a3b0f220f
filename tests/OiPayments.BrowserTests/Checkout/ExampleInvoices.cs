using OiPayments.InvoicePages;
using OiPayments.Invoices;

namespace OiPayments.BrowserTests.Checkout;

/// <summary>An invoice's page in each of its states, with texts that are as awkward as people write them.</summary>
internal static class ExampleInvoices
{
    private static readonly InvoiceView ToPay = new()
    {
        Reference = "inv_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
        Sender = "Storefront Ltd",
        Mode = Mode.Test,
        Number = "INV-2026-000007",
        Status = InvoiceStatus.Issued,
        IsOverdue = false,
        IssuedOn = new(2026, 6, 4),
        DueOn = new(2026, 7, 4),
        CustomerName = "Rahima Khatun",
        Notes = "Thank you for your order.",
        Lines = [new("Design work", 1.5m, Taka(100_000), Taka(150_000)), new("Hosting", 12, Taka(5_000), Taka(60_000))],
        Subtotal = Taka(210_000),
        Discount = Taka(10_000),
        Taxes = [(1500, Taka(21_000))],
        Total = Taka(221_000),
        Paid = Taka(0),
        Withheld = Taka(0),
        Credited = Taka(0),
        Due = Taka(221_000),
        Parts = [],
        LogoPath = null,
        Notice = InvoiceNotice.None,
    };

    /// <summary>By the name of the page; null is an invoice that nobody has.</summary>
    public static IReadOnlyDictionary<string, InvoiceView?> All { get; } = new Dictionary<string, InvoiceView?>(StringComparer.Ordinal)
    {
        ["invoice-to-pay"] = ToPay,
        ["invoice-parts"] = ToPay with
        {
            Status = InvoiceStatus.PartiallyPaid,
            IsOverdue = true,
            Paid = Taka(100_000),
            Withheld = Taka(20_000),
            Credited = Taka(1_000),
            Due = Taka(100_000),
            Parts =
            [
                new(1, new(2026, 6, 20), Taka(100_000), Taka(0), IsOverdue: false),
                new(2, new(2026, 7, 4), Taka(60_000), Taka(39_000), IsOverdue: true),
                new(3, new(2026, 8, 4), Taka(61_000), Taka(61_000), IsOverdue: false),
            ],
        },
        ["invoice-paid"] = ToPay with { Status = InvoiceStatus.Paid, Paid = Taka(221_000), Due = Taka(0) },
        ["invoice-void"] = ToPay with { Status = InvoiceStatus.Void, Due = Taka(0) },
        ["invoice-replaced"] = ToPay with { Notice = InvoiceNotice.LinkReplaced },
        ["invoice-closed"] = ToPay with { Notice = InvoiceNotice.ShopClosed },
        ["invoice-cannot"] = ToPay with { Notice = InvoiceNotice.CannotBePaid },
        ["invoice-unknown"] = null,
        ["invoice-awkward"] = ToPay with
        {
            Sender = "জিরাফ অ্যান্ড সন্স লিমিটেড, ধানমন্ডি শাখা",
            CustomerName = string.Concat(Enumerable.Repeat("কক্ষ", 50)),
            Notes = "<b>=1+1</b> " + new string('w', 200),
            Lines =
            [
                new("مرحبا بكم في المتجر", 0.125m, Taka(99_999_999_999), Taka(12_500_000_000)),
                new(string.Concat(Enumerable.Repeat("বিশ্ববিদ্যালয়", 20)), 1_000_000, Taka(1), Taka(1_000_000)),
                .. Enumerable.Range(1, 20).Select(number => new InvoiceView.Line($"Line {number}", number, Taka(100), Taka(100 * number))),
            ],
            Total = Taka(12_501_000_000),
            Due = Taka(12_501_000_000),
            DueOn = null,
        },
    };

    private static Money Taka(long minor) => new(minor, Currency.Bdt);
}
