namespace OiPayments.Statements.Tables;

/// <summary>Finds what stands between the cells of a text file: what cuts most of its first lines into the same number of cells.</summary>
internal static class Separator
{
    private const int LookedAt = 40;
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>The separator, and whether the first line only names it, as Excel understands: <c>sep=;</c>.</summary>
    public static (char Separator, bool IsNamed) Find(string sample)
    {
        var first = sample.AsSpan();
        var end = first.IndexOfAny('\r', '\n');
        if (end >= 0) first = first[..end];
        first = first.Trim('"');
        if (first.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return (first[4], true);

        return (Candidates.MaxBy(candidate => Score(sample, candidate)), false);
    }

    // Lines that agree count for more than cells: a comma in every amount must not win over the semicolon between them.
    private static int Score(string sample, char separator)
    {
        var counts = CountsOf(sample, separator);
        if (counts.Count == 0) return 0;

        var usual = counts.GroupBy(count => count).MaxBy(group => group.Count() * (group.Key > 0 ? 2 : 1))!;
        return usual.Key == 0 ? 0 : (usual.Count() * 1000 / counts.Count * 1000) + Math.Min(usual.Key, 999);
    }

    private static List<int> CountsOf(string sample, char separator)
    {
        var counts = new List<int>();
        var (count, quoted, length) = (0, false, 0);
        foreach (var letter in sample)
        {
            if (letter == '"') quoted = !quoted;
            if (!quoted && letter is '\r' or '\n')
            {
                if (length > 0) counts.Add(count);
                if (counts.Count == LookedAt) return counts;
                (count, length) = (0, 0);
                continue;
            }

            length++;
            if (!quoted && letter == separator) count++;
        }

        // The last line of the sample may be cut, unless it is the only one.
        if (counts.Count == 0 && length > 0) counts.Add(count);
        return counts;
    }
}
