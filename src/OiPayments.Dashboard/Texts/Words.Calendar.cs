using OiPayments.Api;
using OiPayments.Reconciliation;

namespace OiPayments.Dashboard.Texts;

internal sealed partial class Words
{
    public string Calendar => Say("Calendar", "ক্যালেন্ডার");
    public string CalendarOf(Month month) => Say($"Settlement in {Of(month)}", $"{Of(month)}-এর নিষ্পত্তি");
    public string CalendarMeaning => Say(
        "A row of a settlement file counts for the day of its payout; what no file names, for the day on which it was paid.",
        "নিষ্পত্তি ফাইলের সারি তার পেআউটের দিনে ধরা হয়; যা কোনো ফাইলে নেই তা পরিশোধের দিনে।");
    public string MonthBefore(Month month) => Say($"Before: {Of(month)}", $"আগের: {Of(month)}");
    public string MonthAfter(Month month) => Say($"After: {Of(month)}", $"পরের: {Of(month)}");

    public string Of(DayAgreement agreement) => agreement switch
    {
        DayAgreement.Nothing => Say("Nothing", "কিছু নেই"),
        DayAgreement.Agreed => Say("Agrees", "মিলেছে"),
        DayAgreement.Waiting => Say("Waits", "অপেক্ষায়"),
        DayAgreement.Differing => Say("Differs", "মেলেনি"),
    };

    /// <summary>How many results of a day are what; only what there is.</summary>
    public string CountsOf(CalendarDayDto day) => string.Join(" · ", new[]
    {
        (day.Flagged, Say($"{day.Flagged} differ", $"{Number(day.Flagged)}টি মেলেনি")),
        (day.Deferred, Say($"{day.Deferred} wait", $"{Number(day.Deferred)}টি অপেক্ষায়")),
        (day.Matched, Say($"{day.Matched} agree", $"{Number(day.Matched)}টি মিলেছে")),
        (day.Resolved, Say($"{day.Resolved} explained", $"{Number(day.Resolved)}টির ব্যাখ্যা আছে")),
    }.Where(count => count.Item1 > 0).Select(count => count.Item2));

    /// <summary>As the columns of a month are headed, Sunday first, as weeks begin in Bangladesh.</summary>
    public string Weekday(DayOfWeek day) => day switch
    {
        DayOfWeek.Sunday => Say("Sun", "রবি"),
        DayOfWeek.Monday => Say("Mon", "সোম"),
        DayOfWeek.Tuesday => Say("Tue", "মঙ্গল"),
        DayOfWeek.Wednesday => Say("Wed", "বুধ"),
        DayOfWeek.Thursday => Say("Thu", "বৃহস্পতি"),
        DayOfWeek.Friday => Say("Fri", "শুক্র"),
        _ => Say("Sat", "শনি"),
    };
}
