using System.Net;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OiPayments.Documentation;

/// <summary>Turns a guide's Markdown into what stands in the page's main part.</summary>
internal static class GuideMarkdown
{
    private const string FileEnding = ".md";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .DisableHtml()
        .Build();

    public static Guide Render(string slug, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>()) link.Url = Rewrite(link.Url);

        var headings = document.OfType<HeadingBlock>().ToList();
        foreach (var heading in headings.Where(heading => heading.Level is 2 or 3)) AddAnchor(heading);

        return new(
            slug,
            headings.FirstOrDefault(heading => heading.Level == 1) is { } title ? TextOf(title.Inline) : slug,
            TextOf(document.OfType<ParagraphBlock>().FirstOrDefault()?.Inline),
            [.. headings.Where(heading => heading.Level == 2)
                .Select(heading => new GuideSection(heading.GetAttributes().Id ?? "", TextOf(heading.Inline)))],
            ToHtml(document));
    }

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
        anchor.GetAttributes().AddClass("anchor");
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

        // Wide tables scroll within themselves: the page itself must not move sideways on a phone.
        return writer.ToString()
            .Replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal)
            .Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal);
    }

    private static string TextOf(ContainerInline? inline) => inline is null
        ? ""
        : WebUtility.HtmlDecode(string.Concat(inline.Descendants<Inline>()
            .Where(part => part.Parent is not LinkInline { Url: ['#', ..] })
            .Select(part => part switch
            {
                LiteralInline text =>
                text.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                _ => ""
            })));
}
