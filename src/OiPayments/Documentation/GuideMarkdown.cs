using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OiPayments.Documentation;

/// <summary>Turns a guide's Markdown into what stands in the page's main part.</summary>
internal static partial class GuideMarkdown
{
    private const string FileEnding = ".md";
    private const string Anchor = "anchor";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .DisableHtml()
        .Build();

    public static Guide Render(string slug, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>()) link.Url = Rewrite(link.Url);

        // In a table a bar is written with a backslash, in code too, where Markdig leaves it.
        foreach (var code in document.Descendants<TableCell>().SelectMany(cell => cell.Descendants<CodeInline>()))
            code.Content = code.Content.Replace("\\|", "|", StringComparison.Ordinal);

        var headings = document.OfType<HeadingBlock>().ToList();
        foreach (var heading in headings.Where(heading => heading.Level is 2 or 3)) AddAnchor(heading);

        return new(
            slug,
            headings.FirstOrDefault(heading => heading.Level == 1) is { } title ? TextOf(title.Inline) : slug,
            TextOf(document.OfType<ParagraphBlock>().FirstOrDefault()?.Inline),
            [.. headings.Where(heading => heading.Level == 2)
                .Select(heading => new GuideSection(heading.GetAttributes().Id ?? "", TextOf(heading.Inline)))],
            PassagesOf(document),
            WithAnchorsForCodes(ToHtml(document)));
    }

    private static List<GuidePassage> PassagesOf(MarkdownDocument document)
    {
        var passages = new List<GuidePassage>();
        var (anchor, title, text) = ((string?)null, "", new StringBuilder());
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
            {
                if (title.Length > 0) passages.Add(new(anchor, title, text.ToString().Trim()));
                (anchor, title) = (heading.Level == 1 ? null : heading.GetAttributes().Id, TextOf(heading.Inline));
                text.Clear();
                continue;
            }

            IEnumerable<MarkdownObject> parts = block is LeafBlock leaf ? [leaf] : block.Descendants<LeafBlock>();
            foreach (var part in parts.Cast<LeafBlock>())
                text.Append(part is CodeBlock code ? code.Lines.ToString() : TextOf(part.Inline)).Append(' ');
        }

        if (title.Length > 0) passages.Add(new(anchor, title, text.ToString().Trim()));
        return passages;
    }

    /// <summary>A row that explains a code in capitals can be linked to, by the code in small letters.</summary>
    private static string WithAnchorsForCodes(string html)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return CodesOfRow().Replace(html, row => Code().Replace(row.Value, code =>
        {
            var anchor = code.Groups["code"].Value.ToLowerInvariant();
            return html.Contains($"id=\"{anchor}\"", StringComparison.Ordinal) || !taken.Add(anchor)
                ? code.Value
                : $"<code id=\"{anchor}\">{code.Groups["code"].Value}</code>";
        }));
    }

    [GeneratedRegex("<code>(?<code>(?=[^<]*-)[^<]{1,24})</code>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex HyphenatedCode();

    [GeneratedRegex("<tr>\\s*<td>.*?</td>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodesOfRow();

    [GeneratedRegex(
        "<code>(?<code>[A-Z][A-Z_]+)</code>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    // Guides link to one another as files, so that the links work on a code host too; here a file is a page.
    private static string? Rewrite(string? url)
    {
        if (url is null || url.Contains("://", StringComparison.Ordinal)) return url;
        var (path, fragment) = url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (url[..at], url[at..]) : (url, "");
        return path.EndsWith(FileEnding, StringComparison.Ordinal) ? $"/docs/{Path.GetFileNameWithoutExtension(path)}{fragment}" : url;
    }

    private static void AddAnchor(HeadingBlock heading)
    {
        var anchor = new LinkInline($"#{heading.GetAttributes().Id}", "") { IsClosed = true };
        anchor.GetAttributes().AddClass(Anchor);
        anchor.GetAttributes().AddProperty("aria-label", $"Link to: {TextOf(heading.Inline)}");
        anchor.AppendChild(new LiteralInline("#"));
        heading.Inline?.AppendChild(anchor);
    }

    private static string ToHtml(MarkdownDocument document)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);

        // Wide tables scroll within themselves: the page itself must not move sideways on a phone. A short word such as Retry-After is
        // not broken at its hyphen.
        return HyphenatedCode().Replace(writer.ToString(), "<code class=\"whole\">${code}</code>")
            .Replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal)
            .Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal);
    }

    private static string TextOf(ContainerInline? inline) => inline is null
        ? ""
        : WebUtility.HtmlDecode(string.Concat(inline.Descendants<Inline>()
            .Where(part => part.Parent?.TryGetAttributes()?.Classes?.Contains(Anchor) is not true)
            .Select(part => part switch
            {
                LiteralInline text =>
                text.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                _ => ""
            })));
}
