using System.Globalization;
using OiPayments.Invoices;
using OiPayments.Presentation;

namespace OiPayments.InvoicePages;

/// <summary>Every word of an invoice's page, in its language.</summary>
internal sealed class InvoiceTexts(PageLanguage language)
{
    public string NotFoundTitle => Say("No such invoice", "এমন কোনো ইনভয়েস নেই");
    public string NotFoundMeaning => Say(
        "Check the link, or ask whoever sent it to you.", "লিংকটি মিলিয়ে দেখুন, অথবা যিনি পাঠিয়েছেন তাঁর কাছে জেনে নিন।");

    public string Invoice(string number) => Say($"Invoice {number}", $"ইনভয়েস {number}");

    public string StateOf(InvoiceView view) => view switch
    {
        { Status: InvoiceStatus.Void } => Say("Void", "অকার্যকর"),
        { Status: InvoiceStatus.Paid } => Say("Paid", "পরিশোধিত"),
        { IsOverdue: true } => Say("Overdue", "সময় পেরিয়ে গেছে"),
        { Status: InvoiceStatus.PartiallyPaid } => Say("Partly paid", "আংশিক পরিশোধিত"),
        _ => Say("To be paid", "পরিশোধ বাকি"),
    };

    public string ToPay => Say("Still to pay", "বাকি টাকা");
    public string NothingToPay => Say("Nothing is left to pay. Thank you.", "আর কিছু পরিশোধ করতে হবে না। ধন্যবাদ।");
    public string IsVoid => Say(
        "This invoice counts no longer: please do not pay it. Ask the sender if you expected another.",
        "এই ইনভয়েস আর গণ্য নয়, অনুগ্রহ করে পরিশোধ করবেন না। নতুন ইনভয়েসের কথা থাকলে প্রেরকের কাছে জেনে নিন।");

    public string NoticeOf(InvoiceNotice notice, string sender) => notice switch
    {
        InvoiceNotice.LinkReplaced => Say(
            "The link you opened is no longer valid. What is owed now stands here, and can be paid here.",
            "আপনি যে লিংক খুলেছেন তা আর কার্যকর নয়। এখন যা বাকি তা এখানে দেখানো হয়েছে, এখানেই পরিশোধ করা যাবে।"),
        InvoiceNotice.ShopClosed => Say(
            $"{sender} takes no payments at present. Please ask them when you can pay.",
            $"{sender} এখন পেমেন্ট নিচ্ছে না। কখন পরিশোধ করা যাবে জেনে নিন।"),
        InvoiceNotice.CannotBePaid => Say(
            $"It could not be paid here just now. Nothing was charged. Try again later, or ask {sender}.",
            $"এখন এখানে পরিশোধ করা গেল না। কোনো টাকা নেওয়া হয়নি। পরে আবার চেষ্টা করুন, অথবা {sender}-এর কাছে জেনে নিন।"),
        _ => "",
    };

    public string BillTo => Say("For", "প্রাপক");
    public string Erased => Say("Personal data was erased", "ব্যক্তিগত তথ্য মুছে ফেলা হয়েছে");
    public string IssuedOn => Say("Date", "তারিখ");
    public string DueOn => Say("Pay by", "পরিশোধের শেষ দিন");
    public string Lines => Say("What it is for", "যা বাবদ");
    public string Description => Say("Description", "বিবরণ");
    public string Quantity => Say("Quantity", "পরিমাণ");
    public string UnitPrice => Say("Price", "একক মূল্য");
    public string Amount => Say("Amount", "টাকা");
    public string Subtotal => Say("Subtotal", "উপমোট");
    public string Discount => Say("Discount", "ছাড়");
    public string Total => Say("Total", "মোট");
    public string Paid => Say("Paid", "পরিশোধিত");
    public string Withheld => Say("Withheld at source", "উৎসে কর্তন");
    public string Credited => Say("Credited", "ক্রেডিট নোটে বাদ");
    public string Pay(Money amount) => Say($"Pay {Of(amount)}", $"{Of(amount)} পরিশোধ করুন");
    public string Parts => Say("Or pay one part", "অথবা এক কিস্তি পরিশোধ করুন");
    public string PartOf(InvoiceView.Part part) => Say(
        $"Part {part.Number}, by {Of(part.DueOn)}", $"কিস্তি {NumberOf(part.Number)}, {Of(part.DueOn)}-এর মধ্যে");
    public string PartIsPaid => Say("Paid", "পরিশোধিত");
    public string PartIsOverdue => Say("Overdue", "সময় পেরিয়ে গেছে");
    public string Pdf => Say("Download as PDF", "PDF নামান");
    public string Opening => Say("Opening the payment page.", "পেমেন্টের পাতা খোলা হচ্ছে।");

    public string TaxOf(int rate)
    {
        var percent = string.Create(CultureInfo.InvariantCulture, $"{rate / 100m:0.##}");
        return Say($"Tax {percent} %", $"কর {BanglaDigits.In(language, percent)}%");
    }

    public string Of(Money amount) => AmountText.For(amount, language);

    public string Of(DateOnly day) => language is PageLanguage.Bangla ? DateWriter.Bangla(day) : DateWriter.English(day);

    public string NumberOf(decimal number) => BanglaDigits.In(language, number.ToString("0.###", CultureInfo.InvariantCulture));

    private string Say(string english, string bangla) => language is PageLanguage.Bangla ? bangla : english;
}
