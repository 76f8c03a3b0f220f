using OiPayments.Api;
using OiPayments.Dashboard.Pages;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Months => Say("Months", "মাস");
    public string MonthWord => Say("Month", "মাস");
    public string ClosedBy => Say("Closed by", "যিনি বন্ধ করেছেন");
    public string MonthlyStatement => Say("Statement", "মাসের বিবরণী");
    public string BooksAsFiles => Say("The books as files", "ফাইল আকারে হিসাব");
    public string MonthsMeaning => Say(
        "Nothing is booked into a closed month any more: what comes later counts from then on. The months of Bangladesh count. The files "
            + "are for programs of plain text accounting.",
        "বন্ধ মাসে আর কিছু লেখা হয় না: পরে যা আসে তা তখন থেকে ধরা হয়। মাস গোনা হয় বাংলাদেশের দিন ধরে। ফাইলগুলো plain text "
            + "হিসাবের প্রোগ্রামের জন্য।");
    public string CloseMonthTitle(Month month) => Say($"Close {Of(month)}", $"{Of(month)} বন্ধ করা");
    public string CloseMonth(Month month) => Say($"Close {Of(month)}", $"{Of(month)} বন্ধ করুন");
    public string CloseMonthMeaning(Month month, string app) => Say(
        $"What every account of {app} holds at the end of {Of(month)} is kept for good, and nothing is booked into it, or a month before "
            + "it, any more. It cannot be opened again.",
        $"{Of(month)}-এর শেষে {app}-এর প্রতিটি হিসাবে যা আছে তা স্থায়ীভাবে রাখা হয়, আর এই মাসে বা আগের কোনো মাসে কিছু লেখা যায় না। "
            + "এটি আর খোলা যায় না।");
    public string MonthClosed(Month month) => Say($"{Of(month)} is closed.", $"{Of(month)} বন্ধ হয়েছে।");
    public string ClosedWith(Month month) => Say($"with {Of(month)}", $"{Of(month)}-এর সঙ্গে");
    public string EarlierMonthsFirst => Say("after the months before it", "আগের মাসগুলোর পরে");

    /// <summary>Such as Aug 2026.</summary>
    public string Of(Month month) => Day(month.FirstDay).Split(' ', 2)[1];

    public string Of(MonthState state) => state switch
    {
        MonthState.Running => Say("Not over yet", "এখনও চলছে"),
        MonthState.Open => Say("Open", "খোলা"),
        MonthState.Closed => Say("Closed", "বন্ধ"),
    };
}
