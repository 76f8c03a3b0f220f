using System.Globalization;
using System.Text;

namespace OiPayments.Documents.Text;

/// <summary>
/// A stretch of one line of text that one font draws in one direction. <see cref="Level"/> is the depth of embedding of Unicode's
/// bidirectional algorithm: 0 runs to the right, 1 to the left, 2 is a number within that. When <paramref name="IsSubstituted"/>, no font
/// has these letters: each is drawn as the sign for that, while the text behind it stays what it was.
/// </summary>
internal readonly record struct TextRun(int Start, int Length, FontFile Font, int Level, bool IsSubstituted)
{
    private enum Direction
    {
        Right,
        Left,
        Number,
        Neutral,
    }

    /// <summary>The runs of a line in the order in which they are read.</summary>
    public static List<TextRun> Of(string text, Weight weight)
    {
        var starts = Graphemes.Starts(text);
        var levels = Levels(text, starts);
        var runs = new List<TextRun>();
        for (var i = 0; i + 1 < starts.Count; i++)
        {
            var letter = text.AsSpan(starts[i], starts[i + 1] - starts[i]);
            var font = FontFor(letter, weight, runs is [.., { IsSubstituted: false } previous] ? previous.Font : null);
            var run = new TextRun(starts[i], letter.Length, font ?? FontFile.Of(weight)[0], levels[i], font is null);
            if (runs is [.., var before] && before with { Start = run.Start, Length = run.Length } == run)
                runs[^1] = before with { Length = before.Length + run.Length };
            else runs.Add(run);
        }

        return runs;
    }

    /// <summary>The runs in the order in which they stand on the paper, from the left (rule L2 of UAX #9).</summary>
    public static void Reorder(List<TextRun> runs)
    {
        for (var level = 2; level >= 1; level--)
        {
            for (var start = 0; start < runs.Count; start++)
            {
                var end = start;
                while (end < runs.Count && runs[end].Level >= level) end++;
                if (end - start > 1) runs.Reverse(start, end - start);
                if (end > start) start = end;
            }
        }
    }

    // What stands between two runs of Bangla (blanks, digits, brackets) stays with them, so that a sentence is few runs and its words
    // keep together.
    private static FontFile? FontFor(ReadOnlySpan<char> letter, Weight weight, FontFile? previous)
    {
        Rune.DecodeFromUtf16(letter, out var first, out _);
        if (previous is not null && !Rune.IsLetter(first) && Covers(previous, letter)) return previous;
        foreach (var font in FontFile.Of(weight))
        {
            if (Covers(font, letter)) return font;
        }

        return null;
    }

    private static bool Covers(FontFile font, ReadOnlySpan<char> letter)
    {
        foreach (var rune in letter.EnumerateRunes())
        {
            if (!IsInvisible(rune.Value) && !font.Has(rune.Value) && !(StandIn(rune.Value) is { } other && font.Has(other))) return false;
        }

        return true;
    }

    /// <summary>Joiners and variation selectors: they change their neighbours and are never drawn.</summary>
    private static bool IsInvisible(int rune) => rune is 0x00AD or (>= 0x200B and <= 0x200D) or 0x2060 or (>= 0xFE00 and <= 0xFE0F);

    /// <summary>A character that looks the same, for one that the fonts lack.</summary>
    public static int? StandIn(int rune) => rune switch
    {
        0x2212 => 0x2013, // minus: en dash
        0x2010 or 0x2011 => '-',
        0x2007 or 0x2009 or 0x202F => 0x00A0, // blanks of other widths
        _ => null,
    };

    // The part of UAX #9 that a line from the left needs: a number belongs to the words from the right before it, and what stands between
    // two such stretches belongs to them. No explicit embedding: its controls are taken out before.
    private static int[] Levels(string text, List<int> starts)
    {
        var levels = new int[starts.Count - 1];
        var directions = new Direction[levels.Length];
        for (var i = 0; i < levels.Length; i++) directions[i] = DirectionOf(text, starts[i]);
        if (!directions.Contains(Direction.Left)) return levels;

        var strong = Direction.Right;
        for (var i = 0; i < levels.Length; i++)
        {
            if (directions[i] is Direction.Right or Direction.Left) strong = directions[i];
            levels[i] = (directions[i], strong) switch
            {
                (Direction.Left, _) => 1,
                (Direction.Number, Direction.Left) => 2,
                _ => 0,
            };
        }

        for (var i = 0; i < levels.Length; i++)
        {
            if (directions[i] is not Direction.Neutral) continue;
            var end = i;
            while (end < levels.Length && directions[end] is Direction.Neutral) end++;
            if (i > 0 && end < levels.Length && levels[i - 1] > 0 && levels[end] > 0)
                Array.Fill(levels, levels[i - 1] == 2 && levels[end] == 2 && end - i == 1 ? 2 : 1, i, end - i);
            i = end;
        }

        return levels;
    }

    private static Direction DirectionOf(string text, int start)
    {
        Rune.DecodeFromUtf16(text.AsSpan(start), out var rune, out _);
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber) return Direction.Number;
        if (IsFromTheRight(rune.Value)) return Direction.Left;
        return Rune.IsLetter(rune) ? Direction.Right : Direction.Neutral;
    }

    // The blocks of Unicode whose scripts run to the left: Hebrew to Arabic Extended, presentation forms, and the historic ones.
    private static bool IsFromTheRight(int rune) =>
        rune is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
