using System.Text;

namespace OiPayments;

/// <summary>Money as a person reads it: <c>৳12,34,567.00</c>, <c>$1,250.50</c>, <c>KWD 1.250</c>, <c>৳১,২৫০.৫০</c>.</summary>
public static class AmountWriter
{
    private const char NoBreakSpace = '\u00A0';
    private const char Minus = '\u2212';

    /// <summary>With the currency's sign, or with its code where no sign means it alone.</summary>
    public static string Write(Money amount, Numerals numerals) =>
        Write(amount, numerals, amount.Currency.Sign ?? $"{amount.Currency.Code}{NoBreakSpace}");

    /// <summary>The number alone, such as <c>12,34,567.00</c>, for a column whose heading names the currency.</summary>
    public static string WriteNumber(Money amount, Numerals numerals) => Write(amount, numerals, "");

    private static string Write(Money amount, Numerals numerals, string currency)
    {
        var digits = amount.ToMajorUnits();
        var isNegative = digits[0] == '-';
        var text = new StringBuilder();

        if (isNegative) text.Append(Minus);
        text.Append(currency);
        AppendGrouped(text, isNegative ? digits.AsSpan(1) : digits, numerals is Numerals.Bangla || amount.Currency.CountsInLakhs);
        return NumeralText.In(numerals, text.ToString());
    }

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
