using System.Globalization;
using OiPayments.Presentation;

namespace OiPayments.Dashboard.Texts;

/// <summary>
/// Every word on the operators' pages. Both languages of a sentence stand side by side, so that one cannot be left out, or go on saying
/// what the other no longer says.
/// </summary>
internal sealed partial class Words
{
    private static readonly Words English = new(PageLanguage.English);
    private static readonly Words Bangla = new(PageLanguage.Bangla);

    private Words(PageLanguage language) => Language = language;

    public PageLanguage Language { get; }

    public static Words For(PageLanguage language) => language is PageLanguage.Bangla ? Bangla : English;

    /// <summary>A whole number with the language's digits and groups.</summary>
    public string Number(long number) => BanglaDigits.In(Language, number.ToString("N0", CultureInfo.InvariantCulture));

    public string Percent(double share) => BanglaDigits.In(Language, $"{(share * 100).ToString("0.#", CultureInfo.InvariantCulture)}%");

    public string Amount(long minor, string currency) =>
        Currency.TryParse(currency, out var known) ? AmountText.For(new(minor, known), Language) : $"{minor} {currency}";

    /// <summary>Without the part behind the point where that is nothing: for the sides of charts.</summary>
    public string WholeAmount(long minor, string currency)
    {
        var text = Amount(minor, currency);
        var point = text.LastIndexOf('.');
        return point > 0 && text[(point + 1)..].All(digit => digit is '0' or '০') ? text[..point] : text;
    }

    public string Amount(Money money) => AmountText.For(money, Language);

    /// <summary>Bangladesh time, as on the customers' pages.</summary>
    public string Time(DateTimeOffset time) => TimeText.For(time, Language);

    /// <summary>The same to the second.</summary>
    public string TimeWithSeconds(DateTimeOffset time) => TimeText.WithSeconds(time, Language);

    public string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < -60 } ahead => In(-ahead),
        { TotalSeconds: < 60 } => Say("just now", "এইমাত্র"),
        { TotalMinutes: < 60 } ago => Say($"{(int)ago.TotalMinutes} min ago", $"{Number((int)ago.TotalMinutes)} মিনিট আগে"),
        { TotalHours: < 24 } ago => Say($"{(int)ago.TotalHours} h ago", $"{Number((int)ago.TotalHours)} ঘণ্টা আগে"),
        { TotalDays: < 30 } ago => Say($"{(int)ago.TotalDays} d ago", $"{Number((int)ago.TotalDays)} দিন আগে"),
        _ => Time(time).Split(", ")[0],
    };

    /// <summary>How long something lasts, in the largest unit that is exact enough.</summary>
    public string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => Say($"{(int)time.TotalDays} days", $"{Number((int)time.TotalDays)} দিন"),
        { TotalHours: >= 2 } => Say($"{(int)time.TotalHours} hours", $"{Number((int)time.TotalHours)} ঘণ্টা"),
        _ => Say($"{(int)time.TotalMinutes} minutes", $"{Number((int)time.TotalMinutes)} মিনিট"),
    };

    private string In(TimeSpan ahead) => ahead switch
    {
        { TotalMinutes: < 60 } => Say($"in {(int)ahead.TotalMinutes} min", $"{Number((int)ahead.TotalMinutes)} মিনিট পরে"),
        { TotalHours: < 24 } => Say($"in {(int)ahead.TotalHours} h", $"{Number((int)ahead.TotalHours)} ঘণ্টা পরে"),
        _ => Say($"in {(int)ahead.TotalDays} d", $"{Number((int)ahead.TotalDays)} দিন পরে"),
    };

    private string Say(string english, string bangla) => Language is PageLanguage.Bangla ? bangla : english;
}
