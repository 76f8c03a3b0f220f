using System.Text.RegularExpressions;
using OiPayments.Presentation;

namespace OiPayments.Dashboard.Texts;

/// <summary>
/// Sentences that the service says in English, in both languages. What stands in braces is part of the one sentence and is put into the
/// other; the first that fits is taken.
/// </summary>
/// <param name="all">The sentences. In both languages, <c>{0}</c> is the same thing.</param>
internal sealed partial class Sentences(IReadOnlyList<(string English, string Bangla)> all)
{
    private const int MatchMilliseconds = 100;

    private readonly (Regex English, string Bangla)[] read = [.. all.Select(pair => (Reader(pair.English), pair.Bangla))];

    /// <summary>The sentence in Bangla; null for one that is not among them.</summary>
    public string? InBangla(string english)
    {
        foreach (var (sentence, bangla) in read)
        {
            if (sentence.Match(english) is not { Success: true } found) continue;
            return Hole().Replace(bangla, hole => Digits(found.Groups[int.Parse(hole.Groups["number"].ValueSpan) + 1].Value));
        }

        return null;
    }

    /// <summary>Numbers, amounts and days are written as in Bangla; names and codes stay as they are.</summary>
    private static string Digits(string text) =>
        text.All(letter => char.IsAsciiDigit(letter) || letter is '-' or '.' or ',' or ' ' or '%' or '৳' or '−')
            ? BanglaDigits.In(PageLanguage.Bangla, text)
            : text;

    private static Regex Reader(string english)
    {
        var pattern = Hole().Replace(Regex.Escape(english).Replace(@"\{", "{", StringComparison.Ordinal), "(.+?)");
        return new(
            $@"\A{pattern.Replace("{", @"\{", StringComparison.Ordinal)}\z", RegexOptions.None,
            TimeSpan.FromMilliseconds(MatchMilliseconds));
    }

    [GeneratedRegex(@"\{(?<number>[0-9])\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
