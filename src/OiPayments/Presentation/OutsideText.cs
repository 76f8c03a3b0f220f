using System.Globalization;
using System.Text;

namespace OiPayments.Presentation;

/// <summary>Text that others wrote, made fit to stand inside our sentences. HTML is escaped elsewhere, by Razor.</summary>
internal static class OutsideText
{
    /// <summary>
    /// Takes out what can turn the words around it (the bidirectional controls, with which a product name could read
    /// backwards into the amount) and makes line breaks and other controls spaces. Joiners stay: Bangla and emoji need them.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsBidirectionalControl(rune.Value)) continue;
            var isBreak = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (isBreak) clean.Append(' ');
            else clean.Append(rune);
        }

        return clean.ToString().Trim();
    }

    /// <summary>As <see cref="Clean"/>; null when nothing readable is left.</summary>
    public static string? CleanOrNull(string? text) => text is not null && Clean(text) is { Length: > 0 } clean ? clean : null;

    private static bool IsBidirectionalControl(int rune) =>
        rune is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
