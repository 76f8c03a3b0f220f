using System.Net;
using System.Text.RegularExpressions;
using OiPayments.Documentation;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Documentation;

public partial class ReadingTheGuidesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Every_link_leads_to_a_page_and_every_anchor_to_a_heading()
    {
        Assert.NotEmpty(Guides.All);
        foreach (var path in Guides.All.Select(guide => $"/docs/{guide.Slug}").Prepend("/docs"))
        {
            var page = await server.Browser.GetStringAsync(path);
            foreach (var link in Address()
                .Matches(page)
                .Select(match => match.Groups["url"].Value)
                .Where(url => !url.StartsWith("https://", StringComparison.Ordinal))
                .Distinct())
            {
                var (target, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
                var linked = target.Length == 0 ? page : await server.Browser.GetStringAsync(target == "/docs/api" ? "/docs/api/" : target);
                if (anchor is not null) Assert.Contains($"id=\"{anchor}\"", linked, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_refusal_leads_to_where_its_code_is_explained()
    {
        var refused = await server.Anonymous.ReadAsync("payments");
        var help = new Uri((string)refused.Json["meta"]!["docUrl"]!);

        Assert.Equal(new Uri(server.WebUrl, "/docs/errors#unauthorized"), help);
        Assert.Contains($"id=\"{help.Fragment[1..]}\"", await server.Browser.GetStringAsync(help), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parked", "/docs/webhooks#")]
    [InlineData("IDEMPOTENCY_KEY_CONFLICT", "/docs/errors#error-codes")]
    [InlineData("whsec_ rotation", "/docs/")]
    public async Task The_search_finds_passages_without_a_script(string words, string expected)
    {
        var page = await server.Browser.GetStringAsync($"/docs/search?q={Uri.EscapeDataString(words)}");

        Assert.Contains($"<li><a href=\"{expected}", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zxqv")]
    [InlineData("\"><script>alert(1)</script>")]
    public async Task A_search_that_finds_nothing_says_so_and_shows_the_words_as_text(string words)
    {
        var page = await server.Browser.GetStringAsync($"/docs/search?q={Uri.EscapeDataString(words)}");

        Assert.DoesNotContain("<ol class=\"found\"><li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_within_a_page_keeps_its_words_in_the_overview_and_a_bar_in_a_table_has_no_backslash()
    {
        var overview = await server.Browser.GetStringAsync("/docs");

        Assert.Contains("webhooks, and clients that are generated.", overview, StringComparison.Ordinal);
        Assert.All(Guides.All, guide => Assert.DoesNotMatch("<td>.*\\\\[|].*</td>", guide.Html));
    }

    [Fact]
    public async Task Every_guide_leads_to_the_one_before_and_the_one_after()
    {
        foreach (var (place, guide) in Guides.All.Index())
        {
            var page = await server.Browser.GetStringAsync($"/docs/{guide.Slug}");
            if (place > 0) Assert.Contains($"rel=\"prev\" href=\"/docs/{Guides.All[place - 1].Slug}\"", page, StringComparison.Ordinal);
            if (place < Guides.All.Count - 1)
                Assert.Contains($"rel=\"next\" href=\"/docs/{Guides.All[place + 1].Slug}\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_guide_that_does_not_exist_is_not_found()
    {
        using var answer = await server.Browser.GetAsync("/docs/no-such-guide");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/getting-started")]
    [InlineData("/docs/api/")]
    public async Task A_page_loads_nothing_from_elsewhere_and_may_not(string path)
    {
        using var answer = await server.Browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Split("style-src")[0], StringComparison.Ordinal);
        Assert.DoesNotMatch("(?:src|<link[^>]* href)=\"?(?:https?:)?//", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public void The_guide_s_table_of_events_is_the_code_s_list_of_them()
    {
        var rows = EventTypes.All.Select(type =>
        {
            var meaning = WebUtility.HtmlEncode(type.Meaning).Replace("&#39;", "'", StringComparison.Ordinal);
            return $"<td><code>{type.Name}</code></td>\n<td>{DataIs(type)}</td>\n<td>{meaning}</td>";
        });
        var table = Guides.Find("webhooks")!.Html;

        Assert.All(rows, row => Assert.Contains(row, table, StringComparison.Ordinal));
        Assert.Equal(EventTypes.All.Count, EventRow().Count(table));

        static string DataIs(EventType type) => type.Subject switch
        {
            EventSubject.Payment =>
            "the payment",
            EventSubject.Refund => "the refund",
            EventSubject.Invoice => "the invoice",
            EventSubject.Ping => "a message"
        };
    }

    [Fact]
    public void Every_error_code_is_explained_to_integrators()
    {
        var errors = Guides.Find("errors")!.Html;

        // Each has a place that answers lead to.
        Assert.All(WireNames<ErrorCode>.All, code => Assert.Contains(
            $"<code id=\"{code.ToLowerInvariant()}\">{code}</code>", errors, StringComparison.Ordinal));
    }

    [GeneratedRegex(
        "<td><code>(?:[a-z]+[.][a-z_]+|ping)</code></td>\n<td>(?:the|a) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EventRow();

    [GeneratedRegex("href=\"(?<url>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();
}
