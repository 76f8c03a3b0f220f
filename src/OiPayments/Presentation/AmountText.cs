using System.Text;

namespace OiPayments.Presentation;

/// <summary>Money as a customer reads it: <c>৳12,34,567.00</c>, <c>$1,250.50</c>, <c>KWD 1.250</c>, <c>৳১,২৫০.৫০</c>.</summary>
public static class AmountText
{
    private const char NoBreakSpace = '\u00A0';
    private const char Minus = '\u2212';

    public static string For(Money amount, PageLanguage language)
    {
        var digits = amount.ToMajorUnits();
        var isNegative = digits[0] == '-';
        var text = new StringBuilder();

        if (isNegative) text.Append(Minus);
        text.Append(amount.Currency.Sign ?? $"{amount.Currency.Code}{NoBreakSpace}");
        AppendGrouped(text, isNegative ? digits.AsSpan(1) : digits, CountsInLakhs(amount.Currency, language));
        return BanglaDigits.In(language, text.ToString());
    }

    // Bangla counts in lakhs whatever it counts; English does so for the money of the subcontinent.
    private static bool CountsInLakhs(Currency currency, PageLanguage language) =>
        language is PageLanguage.Bangla || currency.Code is "BDT" or "INR" or "PKR" or "NPR";

    private static void AppendGrouped(StringBuilder text, ReadOnlySpan<char> digits, bool inLakhs)
    {
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];

        for (var i = 0; i < whole.Length; i++)
        {
            var left = whole.Length - i;
            var startsGroup = left == 3 || (left > 3 && (inLakhs ? left % 2 == 1 : left % 3 == 0));
            if (i > 0 && startsGroup) text.Append(',');
            text.Append(whole[i]);
        }

        if (point >= 0) text.Append(digits[point..]);
    }
}
