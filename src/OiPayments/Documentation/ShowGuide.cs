using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OiPayments.Documentation;

/// <summary>
/// <c>GET /docs</c> lists the guides; <c>GET /docs/{guide}</c> shows one. Static text: nothing here depends on who reads.
/// </summary>
internal static class ShowGuide
{
    private const string Lead =
        "One payment service for all of your applications: hosted checkout through SSLCOMMERZ, a ledger that adds up, signed webhooks.";
    private static readonly ConcurrentDictionary<string, string> Pages = new(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/docs/{**guide}", Handle);

    private static IResult Handle(string? guide, HttpContext http) =>
        string.IsNullOrEmpty(guide) ? Answer(http, Pages.GetOrAdd("", _ => Overview()))
        : Guides.Find(guide) is { } found ? Answer(http, Pages.GetOrAdd(guide, _ => Page(found.Title, found.Html, found)))
        : NotFound(http);

    // Not kept: there is no end of addresses that lead nowhere.
    private static IResult NotFound(HttpContext http) => Answer(
        http, Page("No such page", $"<h1>There is no such page</h1><p>These are the guides:</p>{Cards()}", null),
        StatusCodes.Status404NotFound);

    internal static IResult Answer(HttpContext http, string html, int status = StatusCodes.Status200OK)
    {
        DocumentationHeaders.Set(http.Response, DocumentationHeaders.GuidePolicy);
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        return Results.Text(html, "text/html; charset=utf-8", statusCode: status);
    }

    private static string Overview() => Page("Documentation", $"<h1>OI Payments</h1><p>{Lead}</p>{Cards()}", null);

    private static string Cards()
    {
        var cards = Guides.All.Select(guide => Card($"/docs/{guide.Slug}", guide.Title, guide.Lead))
            .Append(Card(
                ShowReference.Path, "API reference",
                "Every endpoint with its fields, refusals and examples, drawn from the OpenAPI document."));
        return $"<ul class=\"cards\">{string.Concat(cards)}</ul>";
    }

    private static string Card(string url, string title, string text) =>
        $"<li><a href=\"{url}\"><strong>{Encode(title)}</strong><span>{Encode(text)}</span></a></li>";

    internal static string Page(string title, string main, Guide? current, string sought = "") => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)} · OI Payments</title>
        <link rel="stylesheet" href="{DocumentationAssets.StyleUrl}">
        <link rel="icon" href="{DocumentationAssets.IconUrl}" type="image/svg+xml">
        <script type="module" src="{DocumentationAssets.ScriptUrl}"></script>
        </head>
        <body>
        <header><div class="side">
        <a class="skip" href="#main">Skip to the text</a>
        <a class="brand" href="/docs"><img src="{DocumentationAssets.IconUrl}" alt="" width="28" height="28">OI Payments</a>
        <form role="search" action="{SearchGuides.Path}"><input type="search" name="q" value="{Encode(sought)}" maxlength="100"
        aria-label="Search the guides" placeholder="Search"><button>Search</button></form>
        <nav aria-label="Documentation"><ul>{Menu(current)}</ul></nav>
        </div></header>
        <main id="main">
        {main}
        {(current is null ? "" : Beside(current))}
        </main>
        </body>
        </html>
        """;

    private static string Menu(Guide? current)
    {
        var menu = new StringBuilder();
        foreach (var group in Guides.Groups)
        {
            menu.Append("<li class=\"group\">").Append(Encode(group.Title)).Append("</li>");
            foreach (var guide in group.Guides)
            {
                var isCurrent = guide == current;
                menu.Append("<li><a href=\"/docs/").Append(guide.Slug).Append('"').Append(isCurrent ? " aria-current=\"page\"" : "")
                    .Append('>').Append(Encode(guide.Title)).Append("</a>");
                if (isCurrent) menu.Append("<ul>").AppendJoin("", guide.Sections.Select(Section)).Append("</ul>");
                menu.Append("</li>");
            }
        }

        return menu.Append($"<li class=\"apart\"><a href=\"{ShowReference.Path}\">API reference</a></li>").ToString();
    }

    private static string Beside(Guide current)
    {
        var (before, after) = Guides.Beside(current);
        return $"<nav class=\"beside\" aria-label=\"Before and after\">{Link(before, "prev", "Before")}{Link(after, "next", "Next")}</nav>";

        static string Link(Guide? guide, string rel, string word) => guide is null
            ? ""
            : $"<a rel=\"{rel}\" href=\"/docs/{guide.Slug}\"><span>{word}</span>{Encode(guide.Title)}</a>";
    }

    private static string Section(GuideSection section) => $"<li><a href=\"#{Encode(section.Anchor)}\">{Encode(section.Title)}</a></li>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
