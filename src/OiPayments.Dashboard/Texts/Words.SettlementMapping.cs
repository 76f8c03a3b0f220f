using System.Text.RegularExpressions;
using OiPayments.Statements;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string FirstRows(int rows) => Say($"The first {Number(rows)} rows", $"প্রথম {Number(rows)}টি সারি");
    public string HowFileIsRead => Say("How the files of this store are read", "এই স্টোরের ফাইল যেভাবে পড়া হয়");
    public string MappingSaved => Say("It is saved and counts for every file from now on.", "এটি সংরক্ষিত, এখন থেকে প্রতিটি ফাইলে চলবে।");
    public string MappingProposed => Say(
        "This is what the look at the file proposes. Nothing is saved yet: look at every column, correct it, and save it.",
        "ফাইলটি দেখে এই প্রস্তাব। এখনও কিছু সংরক্ষিত নয়: প্রতিটি কলাম দেখে ঠিক করুন, তারপর সংরক্ষণ করুন।");
    public string ProposalDoubts => Say("What the proposal is not sure of", "প্রস্তাবটি যা নিয়ে নিশ্চিত নয়");
    public string ColumnsGone(string headers) => Say(
        $"The saved reading has columns that this file has not: {headers}. They are left out when you save it.",
        $"সংরক্ষিত নিয়মে এমন কলাম আছে যা এই ফাইলে নেই: {headers}। সংরক্ষণ করলে সেগুলো বাদ যাবে।");
    public string Columns => Say("Columns", "কলাম");
    public string ForExample(string value) => Say($"such as {value}", $"যেমন {value}");
    public string ColumnHolds => Say("Holds", "এতে আছে");
    public string ChooseOne => Say("Choose…", "বেছে নিন…");
    public string NotNeeded => Say("Nothing that is needed", "দরকারি কিছু নয়");
    public string HowAmountsAreWritten => Say("Amounts are written", "টাকা যেভাবে লেখা");
    public string NoSigns => Say(
        "The file writes refunds without a minus: the word of a row says whether money comes or goes",
        "ফাইলে রিফান্ড বিয়োগচিহ্ন ছাড়া লেখা: সারির শব্দই বলে টাকা আসছে না যাচ্ছে");

    public string OtherSign => Say("With the other sign", "উল্টো চিহ্নে লেখা");
    public string DatePattern => Say("Pattern of dates", "তারিখের ধরন");
    public string DatePatternHint => Say(
        "Such as dd/MM/yyyy; empty for 2026-01-31.", "যেমন dd/MM/yyyy; 2026-01-31 হলে ফাঁকা রাখুন।");
    public string WordsOfKinds => Say("What the words of the kind mean", "ধরনের শব্দগুলোর অর্থ");
    public string OtherWordsOfKinds(int count) => Say(
        $"Words that these rows do not have ({Number(count)})", $"যেসব শব্দ এই সারিগুলোতে নেই ({Number(count)})");
    public string WordOfKind => Say("Word", "শব্দ");
    public string MeaningOfKind => Say("Means", "অর্থ");
    public string AddWord => Say("Add a word", "শব্দ যোগ করুন");
    public string MappingCurrencyHint => Say("Of rows that name none.", "যে সারিতে মুদ্রা লেখা নেই তার জন্য।");
    public string ExpectedDaysWord => Say("Working days until a file tells of a payment", "কত কার্যদিবসে ফাইলে পেমেন্টটি আসে");
    public string ExpectedDaysHint => Say(
        "Fridays and Saturdays are none. What comes later is flagged.", "শুক্র ও শনিবার বাদে। এর পরে এলে চিহ্নিত হয়।");
    public string HolidaysWord => Say("Banks’ holidays", "ব্যাংকের ছুটি");
    public string HolidaysHint => Say(
        "Days such as 2026-12-16, with spaces between.", "তারিখ যেমন 2026-12-16, মাঝে ফাঁকা দিন।");
    public string NotDays => Say("Write days such as 2026-12-16, with spaces between.", "2026-12-16-এর মতো তারিখ লিখুন, মাঝে ফাঁকা দিন।");
    public string MappingTaken => Say(
        "Somebody else saved another reading meanwhile. Yours is not saved; load the page again to see theirs.",
        "এর মধ্যে অন্য কেউ অন্য নিয়ম সংরক্ষণ করেছেন। আপনারটি সংরক্ষিত হয়নি; তাঁরটি দেখতে পাতাটি আবার লোড করুন।");

    public string ReadItNow => Say("Read this file with it", "এই নিয়মে ফাইলটি পড়ুন");
    public string ReadItNowMeaning => Say(
        "The file is still here, you need not upload it again. What is changed above has to be saved first.",
        "ফাইলটি এখানেই আছে, আবার আপলোড করতে হবে না। ওপরে যা বদলেছেন তা আগে সংরক্ষণ করুন।");
    public string TryAgain => Say("Try it out again", "আবার যাচাই করুন");
    public string Import => Say("Import", "গ্রহণ করুন");
    public string ImportMeaning(string file) => Say(
        $"Every row of {file} counts from then on, and what agrees is booked. It cannot be taken back.",
        $"এরপর {file}-এর প্রতিটি সারি হিসাবে আসবে, আর যা মেলে তা খাতায় লেখা হবে। এটি ফেরানো যায় না।");

    /// <summary>What is wrong with a mapping, with the names that the form has for what columns hold.</summary>
    public string WithFieldNames(string problem) => FieldCode().Replace(
        problem, code => WireNames<SettlementField>.TryParse(code.Value, out var field) ? $"“{Of(field)}”" : code.Value);

    public string Of(SettlementField field) => field switch
    {
        SettlementField.TransactionId => Say("Our transaction id (oi…)", "আমাদের লেনদেন আইডি (oi…)"),
        SettlementField.ValidationId => Say("The gateway’s id", "গেটওয়ের আইডি"),
        SettlementField.BankTransactionId => Say("The bank’s id", "ব্যাংকের আইডি"),
        SettlementField.RefundId => Say("The gateway’s id of a refund", "গেটওয়ের রিফান্ড আইডি"),
        SettlementField.Kind => Say("The kind of row", "সারির ধরন"),
        SettlementField.Gross => Say("Gross: what was paid", "মোট: যা পরিশোধ হয়েছে"),
        SettlementField.Fee => Fee,
        SettlementField.FeeVat => Say("VAT on the fee", "ফি-র ওপর ভ্যাট"),
        SettlementField.Net => Say("Net: what you get", "নিট: আপনি যা পান"),
        SettlementField.Debit => Say("Debit: what you owe", "ডেবিট: আপনার দেনা"),
        SettlementField.Credit => Say("Credit: what you get", "ক্রেডিট: আপনার পাওনা"),
        SettlementField.Currency => CurrencyWord,
        SettlementField.TransactedAt => Say("When it was paid", "কখন পরিশোধ হয়েছে"),
        SettlementField.SettledOn => Say("The day of the payout", "পেআউটের দিন"),
        SettlementField.PayoutReference => Say("The payout’s reference", "পেআউটের রেফারেন্স"),
        SettlementField.Label => Say("A note", "মন্তব্য"),
    };

    public string Of(DecimalStyle style) => style switch
    {
        DecimalStyle.Point => Say("1,23,456.50", "১,২৩,৪৫৬.৫০"),
        DecimalStyle.Comma => Say("1.23.456,50", "১.২৩.৪৫৬,৫০"),
        DecimalStyle.MinorUnits => Say("12345650, in minor units", "12345650, পয়সায়"),
    };

    public string Of(SettlementRowKind kind) => kind switch
    {
        SettlementRowKind.Payment => Payment,
        SettlementRowKind.Refund => RefundWord,
        SettlementRowKind.Chargeback => Say("Chargeback", "চার্জব্যাক"),
        SettlementRowKind.ChargebackReversal => Say("Chargeback given back", "চার্জব্যাক ফেরত"),
        SettlementRowKind.FeeReversal => Say("Fee given back", "ফি ফেরত"),
        SettlementRowKind.Adjustment => Say("Adjustment", "সমন্বয়"),
        SettlementRowKind.Reserve => Say("Reserve", "সংরক্ষিত অর্থ"),
        SettlementRowKind.Payout => Say("Payout to the bank", "ব্যাংকে পেআউট"),
    };

    [GeneratedRegex("[A-Z_]{3,}", RegexOptions.None, 1000)]
    private static partial Regex FieldCode();
}
