using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

public partial class CompressingTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Browsers = "gzip, deflate, br, zstd";

    [Theory]
    [InlineData(Browsers, "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("*;q=0", null)]
    [InlineData(null, null)]
    public async Task The_dashboards_files_come_as_the_browser_takes_them_and_are_the_same(string? accepts, string? coding)
    {
        foreach (var url in await AssetsAsync())
        {
            using var plain = await GetAsync(url, null);
            using var answer = await GetAsync(url, accepts);

            Assert.Equal((url, coding ?? ""), (url, string.Join(',', answer.Content.Headers.ContentEncoding)));
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            Assert.Equal(await plain.Content.ReadAsByteArrayAsync(), await ReadAsync(answer));
        }
    }

    [Fact]
    public async Task The_largest_files_were_compressed_when_the_program_was_built()
    {
        // As small as they get takes seconds for these: nobody should wait that long for them, and nobody's start.
        var sizes = new List<long>();
        foreach (var url in await AssetsAsync())
        {
            using var answer = await GetAsync(url, "br");
            if (url.Contains("MudBlazor", StringComparison.Ordinal) || url.Contains("blazor.web", StringComparison.Ordinal))
                sizes.Add(answer.Content.Headers.ContentLength ?? 0);
        }

        Assert.Equal(3, sizes.Count);
        Assert.InRange(sizes.Sum(), 1, 115_000);
        Assert.All((string[])["MudBlazor.min.css.br", "MudBlazor.min.js.gz", "blazor.web.js.br"], name =>
            Assert.NotNull(typeof(Dashboard.DashboardRegistration).Assembly.GetManifestResourceInfo(name)));
    }

    [Fact]
    public async Task The_apis_description_comes_compressed_once_and_then_not_again()
    {
        var url = new Uri(server.ApiUrl, "/openapi/v1.json").ToString();
        using var first = await GetAsync(url, Browsers);
        using var plain = await GetAsync(url, null);
        using var again = new HttpRequestMessage(HttpMethod.Get, url)
        {
            Headers = { { "Accept-Encoding", Browsers }, { "If-None-Match", first.Headers.ETag!.ToString() } }
        };
        using var unchanged = await server.Browser.SendAsync(again);

        Assert.Equal("br", Assert.Single(first.Content.Headers.ContentEncoding));
        Assert.Equal(("Accept-Encoding", "Accept-Encoding"), (string.Join(',', first.Headers.Vary), string.Join(',', plain.Headers.Vary)));
        Assert.True(first.Headers.ETag.IsWeak);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), Encoding.UTF8.GetString(await ReadAsync(first)));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Lists_and_pages_are_compressed_where_that_saves_something()
    {
        var shop = await server.RegisterAsync();
        var few = await EncodingAsync(shop.Test, "app/me");
        for (var one = 0; one < 4; one++) await shop.OpenPaymentAsync();
        var payment = await shop.OpenPaymentAsync();

        Assert.Equal("", few);
        Assert.Equal("br", await EncodingAsync(shop.Test, "payments"));
        Assert.Equal("br", await EncodingAsync(server.Browser, "/docs/webhooks"));
        Assert.Equal("br", await EncodingAsync(server.Browser, $"/checkout/{payment["reference"]}"));
    }

    [Fact]
    public async Task Nothing_is_compressed_that_holds_a_secret_beside_what_a_caller_sent()
    {
        // Long enough to be worth it: the length is not what kept it from being compressed.
        using var register = new HttpRequestMessage(HttpMethod.Post, "admin/apps")
        {
            Headers = { { "Accept-Encoding", Browsers } },
            Content = new StringContent(new JsonObject
            {
                ["name"] = new string('a', 100),
                ["returnUrl"] = $"https://shop.example.com/{new string('b', 900)}"
            }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using var registered = await server.Operator.SendAsync(register);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        Assert.True((await registered.Content.ReadAsByteArrayAsync()).Length > 1024);

        Assert.Empty(registered.Content.Headers.ContentEncoding);
        Assert.Equal("", await EncodingAsync(server.Browser, "/admin/sign-in?returnUrl=%2Fadmin%2Fpayments"));
    }

    private static async Task<string> EncodingAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", Browsers } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        return string.Join(',', answer.Content.Headers.ContentEncoding);
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStreamAsync();
        await using var plain = string.Join(',', answer.Content.Headers.ContentEncoding) switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var all = new MemoryStream();
        await plain.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>The stylesheets and scripts of a live page.</summary>
    private async Task<IReadOnlyList<string>> AssetsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin")
        {
            Headers = { { "Cookie", $"oi-session={await server.OperatorTokenAsync()}" } }
        };
        using var page = await server.Browser.SendAsync(request);
        var urls = Asset()
            .Matches(await page.Content.ReadAsStringAsync())
            .Select(match => match.Value)
            .Where(url => url.EndsWith("css", StringComparison.Ordinal) || url.EndsWith("js", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.True(urls.Count >= 6);
        return [.. urls.Where(url => !url.Contains("preferences", StringComparison.Ordinal))];
    }

    private async Task<HttpResponseMessage> GetAsync(string url, string? accepts)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (accepts is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);
        return await server.Browser.SendAsync(request);
    }

    [GeneratedRegex("/assets/[A-Za-z.]+[0-9a-f]{12}\\.[a-z]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Asset();
}
