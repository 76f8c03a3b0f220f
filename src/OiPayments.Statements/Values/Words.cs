using System.Globalization;
using System.Text;

namespace OiPayments.Statements.Values;

/// <summary>
/// Compares what people call things: <c>Tran_ID</c>, <c>TRAN ID</c> and <c>tranId</c> are one. The vowel signs of Bangla are marks and not
/// letters, and belong to the word.
/// </summary>
internal static class Words
{
    private static readonly HashSet<string> TotalWords =
        ["total", "totals", "grandtotal", "subtotal", "nettotal", "মোট", "সর্বমোট"];

    private const string EndMark = "<END>";
    private const int LongestTotal = 24;

    /// <summary>The letters and digits alone, in small letters.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter) || IsMark(letter)) plain.Append(char.ToLowerInvariant(letter));
        }

        // The vowel o is typed as one sign or as its two halves.
        return plain.Replace("\u09C7\u09BE", "\u09CB").ToString();
    }

    /// <summary>Whether a cell says that its row sums up the others.</summary>
    public static bool IsTotal(string text)
    {
        if (text.Length is 0 or > LongestTotal) return false;
        var word = text.AsSpan().Trim();
        if (word.Length == 0 || word[0] is not ('t' or 'T' or 'g' or 'G' or 's' or 'S' or 'n' or 'N' or 'ম' or 'স' or '<')) return false;
        return IsEndMark(text) || TotalWords.Contains(Plain(text));
    }

    /// <summary>The last row of some gateways' files, which says that none is missing.</summary>
    public static bool IsEndMark(string text) => text.AsSpan().Trim().Equals(EndMark, StringComparison.OrdinalIgnoreCase);

    private static bool IsMark(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
