using System.Net;
using System.Text;

namespace OiPayments.Documentation;

/// <summary>
/// <c>GET /docs/search?q=</c> finds passages of the guides. It asks no other service and needs no script; there are so few guides that
/// reading all of them takes a millisecond.
/// </summary>
internal static class SearchGuides
{
    public const string Path = "/docs/search";

    private const int MaxLength = 100;
    private const int MostWords = 8;
    private const int MostFound = 20;
    private const int InTitle = 20;
    private const int InHeading = 10;
    private const int BeforeMatch = 60;
    private const int Excerpt = 200;

    public static void Map(IEndpointRouteBuilder web) => web.MapGet(Path, Handle);

    private static IResult Handle(string? q, HttpContext http)
    {
        var asked = (q ?? "").Trim().CutTo(MaxLength);
        return ShowGuide.Answer(http, ShowGuide.Page("Search", Results(asked, Find(asked)), current: null, asked));
    }

    /// <summary>Passages that have every word, the best first.</summary>
    internal static IReadOnlyList<(Guide Guide, GuidePassage Passage, string Excerpt)> Find(string asked)
    {
        string[] words = [.. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
        if (words.Length == 0) return [];
        var found =
            from guide in Guides.All
            from passage in guide.Passages
            let points = words.Select(word => Points(guide, passage, word)).ToList()
            where points.TrueForAll(some => some > 0)
            orderby points.Sum() descending
            select (guide, passage, ExcerptOf(passage.Text, words[0]));
        return [.. found.Take(MostFound)];
    }

    private static int Points(Guide guide, GuidePassage passage, string word)
    {
        var inText = Math.Min(5, passage.Text.Split(word, StringSplitOptions.None) is { Length: > 1 } exact
            ? exact.Length - 1
            : Has(passage.Text, word) ? 1 : 0);
        return inText
            + (Has(passage.Title, word) ? InHeading : 0)

            // The guide's own title counts where the guide begins, so that it comes once and not with each of its passages.
            + (passage.Anchor is null && Has(guide.Title, word) ? InTitle : 0);
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string ExcerptOf(string text, string word)
    {
        var at = Math.Max(0, text.IndexOf(word, StringComparison.OrdinalIgnoreCase) - BeforeMatch);
        if (at > 0) at = text.IndexOf(' ', at) + 1;
        var excerpt = text[at..].CutTo(Excerpt);
        if (at + excerpt.Length < text.Length && excerpt.LastIndexOf(' ') is > 0 and var end) excerpt = excerpt[..end];
        return $"{(at > 0 ? "… " : "")}{excerpt}{(at + excerpt.Length < text.Length ? " …" : "")}";
    }

    private static string Results(string asked, IReadOnlyList<(Guide Guide, GuidePassage Passage, string Excerpt)> found)
    {
        var html = new StringBuilder("<h1>Search</h1>");
        if (asked.Length == 0) return html.Append("<p>Write what you look for into the field above.</p>").ToString();
        html.Append("<p>").Append(
            found.Count == 0
                ? $"Nothing in the guides has all the words of “{Encode(asked)}”. Try fewer or other words."
                : $"For “{Encode(asked)}”:").Append("</p><ol class=\"found\">");
        foreach (var (guide, passage, excerpt) in found)
        {
            var address = $"/docs/{guide.Slug}{(passage.Anchor is { } anchor ? $"#{Encode(anchor)}" : "")}";
            var title = passage.Anchor is null ? guide.Title : $"{guide.Title}: {passage.Title}";
            html.Append($"<li><a href=\"{address}\">{Encode(title)}</a><p>{Encode(excerpt)}</p></li>");
        }

        return html.Append("</ol>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
