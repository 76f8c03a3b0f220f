using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace OiPayments.Documentation;

/// <summary>One guide: a Markdown file of <c>docs/</c>, rendered once.</summary>
/// <param name="Slug">Its name in the address, which is its file's.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Lead">Its first paragraph, without markup.</param>
/// <param name="Sections">Its second-level headings, for the menu.</param>
/// <param name="Passages">All of its text, heading by heading, to be searched.</param>
/// <param name="Html">The whole of it.</param>
internal sealed record Guide(
    string Slug, string Title, string Lead, IReadOnlyList<GuideSection> Sections, IReadOnlyList<GuidePassage> Passages, string Html);

/// <summary>A heading within a guide, and the anchor it stands at.</summary>
internal sealed record GuideSection(string Anchor, string Title);

/// <summary>What stands under one heading, without markup. The first of a guide has no anchor.</summary>
internal sealed record GuidePassage(string? Anchor, string Title, string Text);

/// <summary>Guides that stand together in the menu.</summary>
internal sealed record GuideGroup(string Title, IReadOnlyList<Guide> Guides);

/// <summary>The guides that were built into this program, in the order of the menu.</summary>
internal static partial class Guides
{
    private const string Prefix = "docs/";

    /// <summary>What a newcomer reads first comes first; a file not named here is added to the last group.</summary>
    private static readonly (string Title, string[] Slugs)[] Order =
    [
        ("Start", ["introduction", "getting-started", "payments", "clients", "cli", "test-clock", "going-live"]),
        ("Concepts", ["authentication", "concepts", "errors"]),
        ("Features", ["refunds", "invoicing", "webhooks", "ledger", "settlement"]),
        ("Running it", ["running", "operators", "sandbox", "sslcommerz", "proxies", "monitoring", "backup", "privacy"]),
    ];

    public static readonly IReadOnlyList<GuideGroup> Groups = Group();

    public static readonly IReadOnlyList<Guide> All = [.. Groups.SelectMany(group => group.Guides)];

    private static readonly FrozenDictionary<string, Guide> BySlug = All.ToFrozenDictionary(guide => guide.Slug, StringComparer.Ordinal);

    public static Guide? Find(string slug) => BySlug.GetValueOrDefault(slug);

    /// <summary>Those that are read before and after one; null at the ends.</summary>
    public static (Guide? Before, Guide? After) Beside(Guide guide)
    {
        var place = All.Index().First(one => one.Item == guide).Index;
        return (All.ElementAtOrDefault(place - 1), All.ElementAtOrDefault(place + 1));
    }

    private static List<GuideGroup> Group()
    {
        var all = typeof(Guides).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => GuideMarkdown.Render(Path.GetFileNameWithoutExtension(name), WithFiles(Read(name))))
            .OrderBy(guide => guide.Slug, StringComparer.Ordinal)
            .ToList();
        var named = Order.SelectMany(group => group.Slugs).ToHashSet(StringComparer.Ordinal);
        return [.. Order.Select((group, place) => new GuideGroup(group.Title,
        [
            .. group.Slugs.SelectMany(slug => all.Where(guide => guide.Slug == slug)),
            .. place == Order.Length - 1 ? all.Where(guide => !named.Contains(guide.Slug)) : [],
        ]))];
    }

    /// <summary>A line that is only a link to a file of <c>deploy/</c> is that file: a reader of the repository follows the link.</summary>
    private static string WithFiles(string markdown) => FileOfDeploy().Replace(
        markdown, link => $"```{Path.GetExtension(link.Groups["file"].Value).TrimStart('.')}\n{Read(link.Groups["file"].Value)}```");

    private static string Read(string name)
    {
        using var stream = typeof(Guides).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build left out {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(
        @"^\[(?<file>deploy/[^\]]+)\]\(\.\./\k<file>\)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex FileOfDeploy();
}
