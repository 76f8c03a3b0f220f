using System.Globalization;

namespace OiPayments;

/// <summary>A day as a person reads it: <c>22 November 2026</c>, <c>২২ নভেম্বর ২০২৬</c>.</summary>
public static class DateWriter
{
    private static readonly string[] EnglishMonths =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] BanglaMonths =
    [
        "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন",
        "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর",
    ];

    public static string English(DateOnly day) => Write(day, EnglishMonths);

    public static string Bangla(DateOnly day) => NumeralText.In(Numerals.Bangla, Write(day, BanglaMonths));

    private static string Write(DateOnly day, string[] months) =>
        $"{day.Day.ToString(CultureInfo.InvariantCulture)} {months[day.Month - 1]} {day.Year.ToString(CultureInfo.InvariantCulture)}";
}
