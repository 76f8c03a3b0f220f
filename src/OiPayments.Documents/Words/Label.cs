namespace OiPayments.Documents.Words;

/// <summary>A fixed text of documents in both languages.</summary>
internal sealed record Label(string English, string Bangla)
{
    public static readonly Label Invoice = new("Invoice", "চালান");
    public static readonly Label Receipt = new("Receipt", "রসিদ");
    public static readonly Label CreditNote = new("Credit note", "ক্রেডিট নোট");

    public static readonly Label InvoiceNumber = new("Invoice number", "চালান নম্বর");
    public static readonly Label ReceiptNumber = new("Receipt number", "রসিদ নম্বর");
    public static readonly Label CreditNoteNumber = new("Credit note number", "ক্রেডিট নোট নম্বর");
    public static readonly Label IssuedOn = new("Date of issue", "ইস্যুর তারিখ");
    public static readonly Label DueOn = new("Date due", "পরিশোধের শেষ তারিখ");
    public static readonly Label PaidOn = new("Date paid", "পরিশোধের তারিখ");
    public static readonly Label PaymentMethod = new("Payment method", "পরিশোধের মাধ্যম");
    public static readonly Label PaymentReference = new("Payment reference", "পরিশোধের রেফারেন্স");
    public static readonly Label Reference = new("Your reference", "আপনার রেফারেন্স");
    public static readonly Label OriginalNumber = new("Original invoice", "মূল চালান");
    public static readonly Label InvoiceDate = new("Invoice date", "চালানের তারিখ");
    public static readonly Label OriginalDate = new("Original date", "মূল চালানের তারিখ");
    public static readonly Label Reason = new("Reason", "কারণ");

    public static readonly Label From = new("From", "প্রেরক");
    public static readonly Label BillTo = new("Bill to", "প্রাপক");
    public static readonly Label PaidBy = new("Paid by", "পরিশোধকারী");
    public static readonly Label ShipTo = new("Destination", "গন্তব্য");
    public static readonly Label Bin = new("BIN", "বিআইএন");

    public static readonly Label ScanToPay = new("Scan to pay", "স্ক্যান করে পরিশোধ করুন");
    public static readonly Label PayOnline = new("Pay online", "অনলাইনে পরিশোধ করুন");

    public static readonly Label Description = new("Description", "বিবরণ");
    public static readonly Label Quantity = new("Qty", "পরিমাণ");
    public static readonly Label UnitPrice = new("Unit price", "একক মূল্য");
    public static readonly Label LineDiscount = new("Discount", "ছাড়");
    public static readonly Label TaxRate = new("Tax", "কর");
    public static readonly Label Amount = new("Amount", "মূল্য");

    public static readonly Label Subtotal = new("Subtotal", "উপমোট");
    public static readonly Label Discount = new("Discount", "ছাড়");
    public static readonly Label SupplementaryDuty = new("Supplementary duty", "সম্পূরক শুল্ক");
    public static readonly Label Total = new("Total", "মোট");
    public static readonly Label Withheld = new("Withheld at source", "উৎসে কর্তন");
    public static readonly Label Credited = new("Credited", "ক্রেডিট");
    public static readonly Label Paid = new("Paid", "পরিশোধিত");
    public static readonly Label Refunded = new("Refunded", "ফেরত");
    public static readonly Label AmountDue = new("Amount due", "বকেয়া");
    public static readonly Label InWords = new("In words", "কথায়");

    public static readonly Label PaymentPlan = new("Payment plan", "কিস্তির পরিকল্পনা");
    public static readonly Label Instalment = new("Instalment", "কিস্তি");
    public static readonly Label Status = new("Status", "অবস্থা");
    public static readonly Label Notes = new("Notes", "মন্তব্য");

    public static readonly Label AccountStatement = new("Account statement", "হিসাবের বিবরণী");
    public static readonly Label MonthlyStatement = new("Monthly statement", "মাসিক বিবরণী");
    public static readonly Label Account = new("Account", "হিসাব");
    public static readonly Label Mode = new("Mode", "মোড");
    public static readonly Label Period = new("Period", "সময়কাল");
    public static readonly Label FromTheBeginning = new("from the beginning", "শুরু থেকে");
    public static readonly Label UntilNow = new("until now", "এ পর্যন্ত");
    public static readonly Label OpeningBalance = new("Opening balance", "প্রারম্ভিক ব্যালেন্স");
    public static readonly Label ClosingBalance = new("Closing balance", "সমাপনী ব্যালেন্স");
    public static readonly Label PostedOn = new("Date", "তারিখ");
    public static readonly Label Cause = new("Cause", "কারণ");
    public static readonly Label OtherSide = new("Other side", "অপর পাশ");
    public static readonly Label Debit = new("Debit", "ডেবিট");
    public static readonly Label Credit = new("Credit", "ক্রেডিট");
    public static readonly Label Balance = new("Balance", "ব্যালেন্স");
    public static readonly Label OpeningOwed = new("Owed by the gateway at the beginning", "শুরুতে গেটওয়ের কাছে পাওনা");
    public static readonly Label CameIn = new("Paid by customers", "গ্রাহকেরা পরিশোধ করেছেন");
    public static readonly Label FeesOfTheGateway = new("Fees of the gateway", "গেটওয়ের ফি");
    public static readonly Label RefundsGiven = new("Refunds", "রিফান্ড");
    public static readonly Label PaidOut = new("Paid out by the gateway", "গেটওয়ের পেআউট");
    public static readonly Label Corrected = new("Corrected by hand", "হাতে সংশোধন");
    public static readonly Label ClosingOwed = new("Owed by the gateway at the end", "শেষে গেটওয়ের কাছে পাওনা");
    public static readonly Label NothingMoved = new("No money has ever moved in these books.", "এই হিসাবে এখনও কোনো টাকা সরেনি।");

    public static readonly Label Government = new("Government of the People's Republic of Bangladesh", "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার");
    public static readonly Label RevenueBoard = new("National Board of Revenue", "জাতীয় রাজস্ব বোর্ড");
    public static readonly Label TaxInvoice = new("Tax invoice", "কর চালানপত্র");
    public static readonly Label Mushak = new("Mushak-6.3", "মূসক-৬.৩");
    public static readonly Label SupplierName = new("Name of registered person", "নিবন্ধিত ব্যক্তির নাম");
    public static readonly Label SupplierBin = new("BIN of registered person", "নিবন্ধিত ব্যক্তির বিআইএন");
    public static readonly Label IssuingAddress = new("Address of issue", "চালানপত্র ইস্যুর ঠিকানা");
    public static readonly Label BuyerName = new("Name of buyer", "ক্রেতার নাম");
    public static readonly Label BuyerBin = new("BIN of buyer", "ক্রেতার বিআইএন");
    public static readonly Label BuyerAddress = new("Address of buyer", "ক্রেতার ঠিকানা");
    public static readonly Label Destination = new("Destination of supply", "সরবরাহের গন্তব্যস্থল");
    public static readonly Label MushakNumber = new("Number", "চালানপত্র নম্বর");
    public static readonly Label IssuedAt = new("Time of issue", "ইস্যুর সময়");
    public static readonly Label Serial = new("SL", "ক্রমিক");
    public static readonly Label Goods = new("Description of goods or service", "পণ্য বা সেবার বর্ণনা");
    public static readonly Label Unit = new("Unit", "একক");
    public static readonly Label MushakQuantity = new("Quantity", "পরিমাণ");
    public static readonly Label UnitValue = new("Unit value", "একক মূল্য");
    public static readonly Label TotalValue = new("Total value", "মোট মূল্য");
    public static readonly Label DutyAmount = new("SD", "সম্পূরক শুল্ক");
    public static readonly Label VatRate = new("VAT rate", "মূসক হার");
    public static readonly Label Vat = new("VAT", "মূসক");
    public static readonly Label ValueWithAll = new("Value with SD and VAT", "শুল্ক ও করসহ মূল্য");
    public static readonly Label OfficerName = new("Responsible officer", "দায়িত্বপ্রাপ্ত ব্যক্তির নাম");
    public static readonly Label OfficerPosition = new("Position", "পদবি");
    public static readonly Label Signature = new("Signature and seal", "স্বাক্ষর ও সিল");

    /// <summary>The head of a column of amounts: <c>Amount (BDT)</c>, <c>মূল্য (টাকা)</c>.</summary>
    public Label In(Currency currency)
    {
        var name = AmountInWords.Name(currency);
        return new($"{English} ({name.English})", $"{Bangla} ({name.Bangla})");
    }

    public static Label Title(DocumentKind kind) => kind switch
    {
        DocumentKind.Invoice => Invoice,
        DocumentKind.Receipt => Receipt,
        DocumentKind.CreditNote => CreditNote,
    };

    public static Label Number(DocumentKind kind) => kind switch
    {
        DocumentKind.Invoice => InvoiceNumber,
        DocumentKind.Receipt => ReceiptNumber,
        DocumentKind.CreditNote => CreditNoteNumber,
    };

    public static Label Party(DocumentKind kind) => kind is DocumentKind.Receipt ? PaidBy : BillTo;

    /// <summary>What a credit note corrects is the original; what a receipt confirms the payment of is the invoice.</summary>
    public static Label OriginalOf(DocumentKind kind) => kind is DocumentKind.Receipt ? InvoiceNumber : OriginalNumber;

    public static Label OriginalDateOf(DocumentKind kind) => kind is DocumentKind.Receipt ? InvoiceDate : OriginalDate;

    public static Label Of(DocumentStatus status) => status switch
    {
        DocumentStatus.Draft => new("Draft", "খসড়া"),
        DocumentStatus.Open => new("Open", "বকেয়া"),
        DocumentStatus.PartlyPaid => new("Partly paid", "আংশিক পরিশোধিত"),
        DocumentStatus.Paid => new("Paid", "পরিশোধিত"),
        DocumentStatus.Overdue => new("Overdue", "মেয়াদোত্তীর্ণ"),
        DocumentStatus.Void => new("Void", "বাতিল"),
        DocumentStatus.WrittenOff => new("Written off", "অবলোপিত"),
    };

    /// <summary>What a document asks for or confirms, beneath its head: <c>৳1,200.00 due 30 December 2026</c>.</summary>
    public static Label Headline(Document document, Wording wording)
    {
        var amount = wording.Amount(document.Due ?? document.Total);
        var total = wording.Amount(document.Total);
        var paid = wording.Amount(document.Paid ?? document.Total);
        return document switch
        {
            { Kind: DocumentKind.CreditNote } => new($"{total} credited", $"{total} ক্রেডিট করা হয়েছে"),
            { Kind: DocumentKind.Receipt, Payment: { } payment } => new(
                $"{paid} paid on {DateWriter.English(payment.PaidOn)}",
                $"{DateWriter.Bangla(payment.PaidOn)} তারিখে {paid} পরিশোধিত"),
            { Kind: DocumentKind.Receipt } => new($"{paid} paid", $"{paid} পরিশোধিত"),
            { Status: DocumentStatus.Draft } => new($"Draft over {total}: not issued yet", $"{total} এর খসড়া: এখনো ইস্যু করা হয়নি"),
            { Status: DocumentStatus.Void } => new("Void: nothing is to be paid", "বাতিল: কিছুই পরিশোধ করতে হবে না"),
            { Due.MinorUnits: 0 } => new("Paid in full", "সম্পূর্ণ পরিশোধিত"),
            { DueOn: { } due } => new(
                $"{amount} due {DateWriter.English(due)}",
                $"{DateWriter.Bangla(due)} তারিখের মধ্যে {amount} পরিশোধ্য"),
            _ => new($"{amount} due", $"{amount} পরিশোধ্য"),
        };
    }
}
