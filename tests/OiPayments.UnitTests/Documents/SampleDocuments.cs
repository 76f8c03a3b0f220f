using OiPayments.Documents;
using SkiaSharp;

namespace OiPayments.UnitTests.Documents;

/// <summary>Documents to draw, for the tests and for bench/documents. The amounts add up as an invoice's do.</summary>
internal static class SampleDocuments
{
    public const string Link = "https://pay.example.com/i/7Hq2ZtWmKx4dVb9R";

    public const string LongDescription =
        "Maintenance of the shop's web pages in November: updates, daily copies of the data, watching the certificate, and two hours of "
        + "changes asked for by telephone, of which the second was done on a holiday";

    public const string BanglaDescription = "ক্ষুদ্র ব্যবসার জন্য হিসাবরক্ষণ সেবা, প্রতিষ্ঠানের পূর্ণাঙ্গ প্রতিবেদনসহ";

    private const string Number = "INV-2026-000417";
    private static readonly DateOnly Issued = new(2026, 11, 28);

    public static Brand Brand { get; } = new()
    {
        CompanyName = "Shapla Software Ltd.",
        Address = "House 12, Road 7\nDhanmondi, Dhaka 1205\nBangladesh",
        Email = "billing@example.com",
        Phone = "+880 2 5500 0000",
        Website = "www.example.com",
        Bin = "000123456-0101",
        Accent = Parse("#0b7a75"),
        FooterNote = "Thank you for your business. Questions about this document: billing@example.com, Sunday to Thursday, 9 to 5.",
    };

    public static DocumentParty Buyer { get; } = new()
    {
        Name = "Padma Traders",
        Address = "45 Agrabad Commercial Area\nChattogram 4100\nBangladesh",
        Email = "accounts@example.org",
        Bin = "000987654-0202",
    };

    public static DocumentParty BanglaBuyer { get; } = new()
    {
        Name = "পদ্মা ট্রেডার্স লিমিটেড",
        Address = "৪৫ আগ্রাবাদ বাণিজ্যিক এলাকা\nচট্টগ্রাম ৪১০০",
        Email = "accounts@example.org",
        Bin = "000987654-0202",
    };

    public static Document Invoice(DocumentLanguage language = DocumentLanguage.English, int lines = 5)
    {
        var items = Enumerable.Range(0, lines).Select(i => Line(i, language)).ToList();
        var subtotal = Sum(items.Select(line => line.Total));
        var taxes = items.Where(line => line.TaxRateBasisPoints > 0).GroupBy(line => line.TaxRateBasisPoints!.Value).Select(group =>
        {
            var taxable = Sum(group.Select(line => line.Total));
            return new TaxLine(TaxName(language), group.Key, taxable, TaxOn(taxable, group.Key));
        }).ToList();
        var total = taxes.Aggregate(subtotal, (sum, tax) => sum + tax.Amount);
        return new()
        {
            Kind = DocumentKind.Invoice,
            Language = language,
            Brand = Brand,
            BillTo = language is DocumentLanguage.English ? Buyer : BanglaBuyer,
            Number = Number,
            IssuedOn = Issued,
            DueOn = Issued.AddDays(30),
            Status = DocumentStatus.Open,
            Reference = "PO-8841",
            Lines = items,
            Subtotal = subtotal,
            Taxes = taxes,
            Total = total,
            Due = total,
            Notes = "Please pay by the date due. A certificate of tax withheld at source may be sent to the address above.",
            PayableLink = Payable(Link),
        };
    }

    public static Document WithEverything(DocumentLanguage language)
    {
        var invoice = Invoice(language);
        var discount = Taka(50_000);
        var total = invoice.Total - discount;
        var (withheld, paid, credited) = (Taka(75_000), Taka(5_00_000), Taka(10_000));
        var due = total - withheld - paid - credited;
        return invoice with
        {
            Status = DocumentStatus.PartlyPaid,
            Lines = [.. invoice.Lines.Select((line, i) => i == 1 ? line with { Discount = Taka(12_500) } : line)],
            Discount = discount,
            Total = total,
            Withheld = withheld,
            Paid = paid,
            Credited = credited,
            Due = due,
            Instalments =
            [
                new(Issued, paid, paid, DocumentStatus.Paid),
                new(Issued.AddDays(30), Taka(due.MinorUnits / 2), Taka(0), DocumentStatus.Open),
                new(Issued.AddDays(60), Taka(due.MinorUnits - (due.MinorUnits / 2)), Taka(0), DocumentStatus.Open),
            ],
        };
    }

    public static Document Receipt(DocumentLanguage language = DocumentLanguage.English)
    {
        var invoice = Invoice(language);
        return invoice with
        {
            Kind = DocumentKind.Receipt,
            Number = "RCT-2026-000388",
            IssuedOn = Issued.AddDays(3),
            DueOn = null,
            Status = DocumentStatus.Paid,
            Original = new(Number, Issued),
            Payment = new(Issued.AddDays(3), "bKash", "pay_7Hq2ZtWmKx4dVb9R"),
            Paid = invoice.Total,
            Due = Taka(0),
            PayableLink = null,
            Notes = null,
        };
    }

    public static Document CreditNote(DocumentLanguage language = DocumentLanguage.English)
    {
        var invoice = Invoice(language, 2);
        return invoice with
        {
            Kind = DocumentKind.CreditNote,
            Number = "CN-2026-000012",
            DueOn = null,
            Due = null,
            Status = null,
            Original = new(Number, Issued),
            Reason = "Two of the items were returned unopened.",
            PayableLink = null,
            Notes = null,
        };
    }

    public static Document Mushak(DocumentLanguage language = DocumentLanguage.Bangla, int lines = 6)
    {
        var invoice = Invoice(language, lines);
        var items = invoice.Lines.Select((line, i) =>
        {
            var duty = Taka(i % 3 == 0 ? line.Total.MinorUnits / 20 : 0);
            var tax = TaxOn(line.Total + duty, line.TaxRateBasisPoints ?? 0);
            return line with { SupplementaryDuty = duty, Tax = tax, TotalWithTaxes = line.Total + duty + tax };
        }).ToList();
        var taxes = items.Where(line => line.TaxRateBasisPoints > 0).GroupBy(line => line.TaxRateBasisPoints!.Value).Select(group =>
        {
            var taxable = Sum(group.Select(line => line.Total + line.SupplementaryDuty!.Value));
            return new TaxLine(TaxName(language), group.Key, taxable, Sum(group.Select(line => line.Tax!.Value)));
        }).ToList();
        var total = Sum(items.Select(line => line.TotalWithTaxes!.Value));
        return invoice with
        {
            BillTo = invoice.BillTo with { Destination = "Warehouse 3, Sadarghat Road, Chattogram" },
            Lines = items,
            SupplementaryDuty = Sum(items.Select(line => line.SupplementaryDuty!.Value)),
            Taxes = taxes,
            Total = total,
            Due = total,
            Mushak63 = new() { IssuedAt = new(14, 35), OfficerName = "Head of accounts", OfficerPosition = "Manager" },
        };
    }

    /// <summary>A sign and a word in two colours, as a PNG of 1200 × 360 pixels.</summary>
    public static byte[] LogoFile(SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var surface = SKSurface.Create(new SKImageInfo(1200, 360, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var paint = new SKPaint { IsAntialias = true, Color = new(0xFF0B7A75) };
        for (var petal = 0; petal < 6; petal++)
        {
            surface.Canvas.Save();
            surface.Canvas.RotateDegrees(petal * 60, 180, 180);
            surface.Canvas.DrawOval(180, 85, 42, 80, paint);
            surface.Canvas.Restore();
        }

        paint.Color = new(0xFFE8A33D);
        surface.Canvas.DrawCircle(180, 180, 34, paint);
        for (var bar = 0; bar < 3; bar++) surface.Canvas.DrawRoundRect(420, 90 + (bar * 70), 700 - (bar * 190), 40, 20, 20, paint);
        using var image = surface.Snapshot();
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    public static Logo Logo(SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Must(OiPayments.Documents.Logo.Read(LogoFile(format)));

    public static PayableLink Payable(string address) =>
        Must(PayableLink.For(new(address)));

    public static AccentColour Parse(string colour) =>
        Must(AccentColour.Parse(colour));

    public static byte[] Pdf(Document document) =>
        Must(DocumentPdf.Render(document));

    public static Money Taka(long minorUnits) => new(minorUnits, Currency.Bdt);

    private static T Must<T>(Outcome<T> outcome)
        where T : notnull =>
            outcome.IsRefused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Message) : value;

    private static string TaxName(DocumentLanguage language) => language is DocumentLanguage.Bangla ? "মূসক" : "VAT";

    private static Money TaxOn(Money taxable, int basisPoints) => Taka(((taxable.MinorUnits * basisPoints) + 5_000) / 10_000);

    private static DocumentLine Line(int i, DocumentLanguage language)
    {
        string[] english =
        [
            "Annual licence, five seats", "Setting up and training on site", LongDescription, "Printed rolls of receipt paper",
            "Freight to Chattogram",
        ];
        string[] bangla =
        [
            "বার্ষিক লাইসেন্স, পাঁচজন ব্যবহারকারী", "স্থাপন ও প্রশিক্ষণ", BanglaDescription, "রসিদের কাগজের রোল",
            "চট্টগ্রাম পর্যন্ত পরিবহন",
        ];
        long[] prices = [1_250_000, 480_050, 900_000, 12_575, 150_000];
        decimal[] quantities = [1, 2.5m, 1, 40, 1];
        string?[] units = [null, language is DocumentLanguage.English ? "days" : "দিন", null, null, null];
        var kind = i % english.Length;
        return new()
        {
            Description = language switch
            {
                DocumentLanguage.English => english[kind],
                DocumentLanguage.Bangla => bangla[kind],
                DocumentLanguage.Both => $"{english[kind]}\n{bangla[kind]}",
            },
            Quantity = quantities[kind],
            Unit = units[kind],
            UnitPrice = Taka(prices[kind]),
            TaxRateBasisPoints = kind == 4 ? 0 : kind == 3 ? 750 : 1_500,
            Total = Taka((long)(prices[kind] * quantities[kind])),
        };
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Taka(0), (sum, amount) => sum + amount);
}
