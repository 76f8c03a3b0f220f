using System.Collections.Frozen;
using System.Text;

namespace OiPayments.Documentation;

/// <summary>One guide: a Markdown file of <c>docs/</c>, rendered once.</summary>
/// <param name="Slug">Its name in the address, which is its file's.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Lead">Its first paragraph, without markup.</param>
/// <param name="Sections">Its second-level headings, for the menu.</param>
/// <param name="Html">The whole of it.</param>
internal sealed record Guide(string Slug, string Title, string Lead, IReadOnlyList<GuideSection> Sections, string Html);

/// <summary>A heading within a guide, and the anchor it stands at.</summary>
internal sealed record GuideSection(string Anchor, string Title);

/// <summary>The guides that were built into this program, in the order of the menu.</summary>
internal static class Guides
{
    private const string Prefix = "docs/";

    /// <summary>What a newcomer reads first comes first; a file not named here follows, in the order of names.</summary>
    private static readonly string[] Order = [
        "getting-started", "authentication", "operators", "errors", "refunds", "invoicing", "webhooks", "cli", "test-clock", "ledger",
        "sandbox", "proxies"
    ];

    public static readonly IReadOnlyList<Guide> All =
    [
        .. typeof(Guides).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => GuideMarkdown.Render(Path.GetFileNameWithoutExtension(name), Read(name)))
            .OrderBy(guide => Array.IndexOf(Order, guide.Slug) is >= 0 and var place ? place : Order.Length)
            .ThenBy(guide => guide.Slug, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Guide> BySlug = All.ToFrozenDictionary(guide => guide.Slug, StringComparer.Ordinal);

    public static Guide? Find(string slug) => BySlug.GetValueOrDefault(slug);

    private static string Read(string name)
    {
        using var stream = typeof(Guides).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build left out {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
