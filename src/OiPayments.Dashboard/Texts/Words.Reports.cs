using OiPayments.Dashboard.Pages;
using OiPayments.Reports;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string GroupedBy => Say("By", "ভাগ");
    public string Total => Say("Total", "মোট");
    public string SucceededOfEnded => Say("Succeeded, of those that ended", "সফল, শেষ হওয়াগুলোর মধ্যে");
    public string RestOfEnded => Say("Ended without money", "টাকা ছাড়া শেষ");
    public string RestOfRefunds => Say("Asked for, not given back", "চাওয়া হয়েছে, ফেরত হয়নি");
    public string ChannelUnknown => Say("Unknown", "অজানা");
    public string NothingToReport => Say("Nothing happened in this time", "এই সময়ে কিছু হয়নি");
    public string NothingToReportNext => Say(
        "Choose other days or another app, or look in the other mode. A payment is in here from the moment it is paid.",
        "অন্য দিন বা অন্য অ্যাপ বেছে নিন, অথবা অন্য মোডে দেখুন। পেমেন্ট পরিশোধ হওয়ামাত্র এখানে আসে।");

    public string Day(DateOnly day) => Time(new(day.ToDateTime(new(12, 0)), TimeSpan.Zero)).Split(", ")[0];

    public string Days(DateOnly first, DateOnly last) => $"{Day(first)} – {Day(last)}";

    public string ChartOf(string what) =>
        Say($"{what} as a chart; the same numbers are in the table below it.", $"{what}, চিত্রে; একই সংখ্যা নিচের ছকে আছে।");

    /// <summary>By the names that addresses use.</summary>
    public string ReportName(string name) => name switch
    {
        ReportAddress.SuccessRate => SuccessRate,
        ReportAddress.Fees => Say("Fees", "ফি"),
        ReportAddress.Refunds => Refunds,
        _ => Say("Volume", "লেনদেনের পরিমাণ"),
    };

    public string ReportMeaning(string name) => name switch
    {
        ReportAddress.SuccessRate => Say(
            "What became of payments, by when they were opened. The rate leaves out those that can still be paid.",
            "পেমেন্টের পরিণতি, খোলার সময় অনুযায়ী। যেগুলো এখনও পরিশোধ করা যায়, হারে সেগুলো ধরা হয়নি।"),
        ReportAddress.Fees =>
            Say("What the gateway keeps of what was paid, as far as it said.", "পরিশোধিত টাকা থেকে গেটওয়ে যা রাখে, যতটা সে জানিয়েছে।"),
        ReportAddress.Refunds => Say(
            "What was asked to be given back, by when it was asked, and how much of it was.",
            "যা ফেরত চাওয়া হয়েছে, চাওয়ার সময় অনুযায়ী, এবং তার কতটা ফেরত হয়েছে।"),
        _ => Say("What was paid, by when it was.", "যা পরিশোধ হয়েছে, পরিশোধের সময় অনুযায়ী।"),
    };

    public string Of(ReportGrouping grouping) => grouping switch
    {
        ReportGrouping.Day => Say("Day", "দিন"),
        ReportGrouping.Application => App,
        ReportGrouping.Channel => Channel,
    };

    /// <summary>By the names that the API uses.</summary>
    public string ReportColumn(string name) => name switch
    {
        "payments" => Payments,
        "amountMinor" => Amount_,
        "feeMinor" => Fee,
        "netMinor" => Say("What is left", "অবশিষ্ট"),
        "opened" => Say("Opened", "খোলা"),
        "succeeded" => Of(OiPayments.Payments.PaymentStatus.Succeeded),
        "failed" => Of(OiPayments.Payments.PaymentStatus.Failed),
        "expired" => Of(OiPayments.Payments.PaymentStatus.Expired),
        "cancelled" => Of(OiPayments.Payments.PaymentStatus.Cancelled),
        "pending" => Of(OiPayments.Payments.PaymentStatus.Pending),
        "successBasisPoints" => SuccessRate,
        "requested" => Say("Asked for", "চাওয়া হয়েছে"),
        "requestedMinor" => Say("Amount asked for", "চাওয়া পরিমাণ"),
        "succeededMinor" => Refunded,
        "ended" => Say("Came to nothing", "হয়নি"),
        "waiting" => Say("Waiting", "অপেক্ষায়"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A report has a column that nobody named."),
    };
}
