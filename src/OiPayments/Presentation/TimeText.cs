using System.Globalization;

namespace OiPayments.Presentation;

/// <summary>A moment as a customer in Bangladesh reads it: <c>22 November 2026, 9:12 pm</c>, <c>২২ নভেম্বর ২০২৬, রাত ৯:১২</c>.</summary>
public static class TimeText
{
    // Bangladesh keeps one time all year; a constant needs no time zone data on the server.
    private static readonly TimeSpan Dhaka = TimeSpan.FromHours(6);

    public static string For(DateTimeOffset moment, PageLanguage language) => Write(moment, language, "h:mm");

    /// <summary>To the second, for stories whose steps share a minute.</summary>
    public static string WithSeconds(DateTimeOffset moment, PageLanguage language) => Write(moment, language, "h:mm:ss");

    private static string Write(DateTimeOffset moment, PageLanguage language, string clockFormat)
    {
        var local = moment.ToOffset(Dhaka);
        var clock = local.ToString(clockFormat, CultureInfo.InvariantCulture);
        var day = DateOnly.FromDateTime(local.Date);
        return language switch
        {
            PageLanguage.English => $"{DateWriter.English(day)}, {clock}\u00A0{(local.Hour < 12 ? "am" : "pm")}",
            PageLanguage.Bangla =>
                $"{DateWriter.Bangla(day)}, {PartOfDay(local.Hour)}\u00A0{BanglaDigits.In(language, clock)}",
        };
    }

    // The hours at which Unicode's CLDR changes the word for Bangla.
    private static string PartOfDay(int hour) => hour switch
    {
        < 4 => "রাত",
        < 6 => "ভোর",
        < 12 => "সকাল",
        < 16 => "দুপুর",
        < 18 => "বিকাল",
        < 20 => "সন্ধ্যা",
        _ => "রাত",
    };
}
