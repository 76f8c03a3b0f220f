using System.Globalization;
using System.Text.RegularExpressions;

namespace OiPayments.Statements.Workbooks;

/// <summary>Workbooks write what XML cannot hold as <c>_x000D_</c>.</summary>
internal static partial class EscapedText
{
    public static string Unescaped(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(text, Letter) : text;

    private static string Letter(Match escape)
    {
        var letter = (char)ushort.Parse(escape.ValueSpan[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        // Half a letter would be no text any more.
        return char.IsSurrogate(letter) ? escape.Value : letter.ToString();
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.None, 1000)]
    private static partial Regex Escape();
}
