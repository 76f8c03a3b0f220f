using System.Globalization;

namespace OiPayments.Documents.Text;

/// <summary>The letters of a text as a reader sees them. None of them is ever cut.</summary>
internal static class Graphemes
{
    private const char BanglaVirama = '\u09CD';
    private const char Joiner = '\u200D';

    /// <summary>
    /// The length, in chars, of the letter at the start of <paramref name="text"/>. Unicode's rules may end a letter behind a virama, but
    /// the consonant that follows is written into the same conjunct.
    /// </summary>
    public static int LengthOfFirst(ReadOnlySpan<char> text)
    {
        var length = StringInfo.GetNextTextElementLength(text);
        while (length < text.Length && text[..length].TrimEnd(Joiner).EndsWith(BanglaVirama))
            length += StringInfo.GetNextTextElementLength(text[length..]);
        return length;
    }

    /// <summary>Where each letter begins, and at last the length of the text.</summary>
    public static List<int> Starts(string text)
    {
        var starts = new List<int>(text.Length + 1) { 0 };
        while (starts[^1] < text.Length) starts.Add(starts[^1] + LengthOfFirst(text.AsSpan(starts[^1])));
        return starts;
    }
}
