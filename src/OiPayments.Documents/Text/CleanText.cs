using System.Globalization;
using System.Text;

namespace OiPayments.Documents.Text;

/// <summary>Text that others wrote, without what cannot be drawn or would turn the words around it.</summary>
internal static class CleanText
{
    /// <summary>
    /// Line breaks of every kind become <c>\n</c>, tabs become spaces; controls, also the bidirectional ones, are dropped.
    /// </summary>
    public static string Of(string text)
    {
        if (text.All(letter => letter is >= ' ' and <= '~')) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\t') clean.Append(' ');
            else if (rune.Value is '\n' or '\r' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                clean.Append('\n');
            else if (category is not UnicodeCategory.Control && !IsBidirectionalControl(rune.Value)) clean.Append(rune);
        }

        return clean.ToString();
    }

    private static bool IsBidirectionalControl(int rune) =>
        rune is 0x061C or 0x200E or 0x200F or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
