using System.Runtime.InteropServices;

namespace OiPayments.Documents.Text;

/// <summary>
/// Breaks text into lines, for one document. Each different text is shaped once: a document repeats most of its own. Not for several
/// threads at once.
/// </summary>
internal sealed class Typesetter
{
    private readonly Dictionary<(string Text, Weight Weight), ShapedText> shaped = [];

    /// <summary>The text as one line, however long; line breaks in it become spaces.</summary>
    public ShapedText Line(string text, Weight weight = Weight.Regular) => Shape(CleanText.Of(text).Replace('\n', ' '), weight);

    /// <summary>
    /// The text in lines of at most <paramref name="width"/> points: broken at its own line breaks, at blanks, behind hyphens and
    /// slashes, and within a word that fits no line, between two letters.
    /// </summary>
    public List<ShapedText> Wrap(string text, float width, float size, Weight weight = Weight.Regular)
    {
        var lines = new List<ShapedText>();
        foreach (var paragraph in CleanText.Of(text).Trim().Split('\n'))
            WrapParagraph(paragraph.TrimEnd(' '), width * 1000 / size, weight, lines);
        return lines;
    }

    private void WrapParagraph(string text, float width, Weight weight, List<ShapedText> lines)
    {
        if (text.Length <= MostOnALine(width) && Shape(text, weight) is var whole && whole.Width <= width)
        {
            lines.Add(whole);
            return;
        }

        var start = 0;
        while (start < text.Length)
        {
            var end = EndOfLine(text, start, width, weight);
            lines.Add(Shape(text[start..end].TrimEnd(' '), weight));
            start = end;
            while (start < text.Length && text[start] == ' ') start++;
        }
    }

    private int EndOfLine(string text, int start, float width, Weight weight)
    {
        var (end, used) = (start, 0f);
        while (end < text.Length)
        {
            var next = EndOfWord(text, end);
            var word = text[end..next];
            if (word.Length > MostOnALine(width) || used + Shape(word.TrimEnd(' '), weight).Width > width) break;
            used += Shape(word, weight).Width;
            end = next;
        }

        return end > start ? end : EndWithinWord(text, start, width, weight);
    }

    // The most letters of the word that fit, by doubling and then halving; one at least, however narrow the line.
    private static int EndWithinWord(string text, int start, float width, Weight weight)
    {
        var word = text[start..Math.Min(EndOfWord(text, start), start + MostOnALine(width))];
        var ends = CollectionsMarshal.AsSpan(Graphemes.Starts(word))[1..];
        // The last letter may be cut by the limit above.
        var last = Math.Max(0, ends.Length - 2);
        var (low, high) = (0, Math.Min(16, last));
        while (high < last && ShapedText.Of(word[..ends[high]], weight).Width <= width) (low, high) = (high, Math.Min(2 * high, last));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (ShapedText.Of(word[..ends[middle]], weight).Width <= width) low = middle;
            else high = middle - 1;
        }

        return start + ends[low];
    }

    private static int EndOfWord(string text, int start)
    {
        var i = start;
        while (i < text.Length && text[i] == ' ') i++;
        for (; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                while (i < text.Length && text[i] == ' ') i++;
                return i;
            }

            var isWithinAWord = i > start && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]);
            if (text[i] is '-' or '/' && isWithinAWord) return i + 1;
        }

        return text.Length;
    }

    /// <summary>
    /// More chars than a line can hold unless they are invisible: what is longer is not shaped only to see that it does not fit.
    /// </summary>
    private static int MostOnALine(float width) => Math.Max(16, (int)(width / 60));

    private ShapedText Shape(string text, Weight weight)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(shaped, (text, weight), out _);
        return known ??= ShapedText.Of(text, weight);
    }
}
