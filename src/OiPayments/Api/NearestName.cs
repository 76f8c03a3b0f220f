
namespace OiPayments.Api;

/// <summary>
/// Which known name somebody meant who wrote another: the same in another spelling, one of a few keys beside, or the beginning of it.
/// </summary>
internal static class NearestName
{
    /// <summary>Longer texts are no misspelt name.</summary>
    private const int MaxLength = 64;

    private const int MinBeginning = 4;

    /// <summary>What other services call it: too far from our names for any measure of spelling.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["limit"] = "size",
        ["perpage"] = "size",
        ["pagesize"] = "size",
        ["count"] = "size",
        ["q"] = "search",
        ["query"] = "search",
        ["startingafter"] = "cursor",
        ["email"] = "customerEmail",
        ["phone"] = "customerPhone",
        ["callbackurl"] = "returnUrl",
        ["successurl"] = "returnUrl",
    };

    /// <summary>Null when none is near.</summary>
    public static string? Of(string written, IReadOnlyCollection<string> known)
    {
        if (written.Length > MaxLength) return null;

        var plain = Plain(written);
        if (known.FirstOrDefault(name => Plain(name) == plain) is { } sameWord) return sameWord;
        if (Elsewhere.TryGetValue(plain, out var ours) && known.Contains(ours)) return ours;

        var (nearest, distance) = known.Select(name => (Name: name, Distance: Distance(plain, Plain(name))))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(pair => pair.Item2);
        if (distance <= Math.Max(1, plain.Length / 4)) return nearest;
        return plain.Length < MinBeginning ? null : known.FirstOrDefault(name => Plain(name).StartsWith(plain, StringComparison.Ordinal)
            || (name.Length >= MinBeginning && plain.StartsWith(Plain(name), StringComparison.Ordinal)));
    }

    /// <summary>return_url, Return-URL and returnUrl are one word.</summary>
    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>How many letters are put in, left out, changed or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
