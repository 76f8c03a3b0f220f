using System.Globalization;
using System.Text;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>Text as a form field or a database column can take it: one line, well-formed, within a length.</summary>
internal static class FieldText
{
    /// <summary>
    /// Cuts between what a reader sees as letters, so that no emoji is halved and no Bangla letter loses its vowel sign. Control characters
    /// become blanks, halves of surrogate pairs U+FFFD.
    /// </summary>
    public static string Fit(string? text, int maxLength)
    {
        var line = OneLine(text, maxLength);
        if (line.Length <= maxLength) return line;

        var end = 0;
        for (var next = 0; next <= maxLength; next += StringInfo.GetNextTextElementLength(line, next)) end = next;

        // A "letter" of more marks than fit is no letter: then only surrogate pairs are kept whole.
        if (end == 0) end = char.IsLowSurrogate(line[maxLength]) ? maxLength - 1 : maxLength;
        return line[..end].TrimEnd();
    }

    /// <summary>Whether text has the shape of an id as this service and the gateway write them.</summary>
    public static bool IsId(string? text, int maxLength) =>
        text is { Length: > 0 }
            && text.Length <= maxLength
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static string OneLine(string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";

        // A stranger's megabytes are not walked through: two characters beyond the length tell as much as all of them.
        text = text.TrimStart();
        if (text.Length > maxLength + 2) text = text[..(maxLength + 2)];

        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var breaksLine = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            line.Append(breaksLine ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }
}
