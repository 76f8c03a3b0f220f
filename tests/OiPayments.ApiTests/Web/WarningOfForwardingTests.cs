using System.Net;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Web;

/// <summary>A proxy that does not fit the settings shows in the log: once for each kind, naming the setting and nobody.</summary>
public class WarningOfForwardingTests
{
    private const string Public = "https://pay.example.com";

    [Theory]
    // As documented: nothing to say.
    [InlineData("127.0.0.1", "127.0.0.1", "pay.example.com", "203.0.113.7", "https", "")]
    [InlineData("127.0.0.1", "127.0.0.1", "PAY.example.com:443", "203.0.113.7", "https", "")]
    [InlineData("127.0.0.1", "127.0.0.2", "pay.example.com", "203.0.113.7", "https", "from 127.0.0.2, which is not trusted")]
    [InlineData(null, "127.0.0.1", "pay.example.com", "203.0.113.7", null, "Http__TrustedProxies is not set|from 127.0.0.1, which is not")]
    [InlineData("127.0.0.1", "127.0.0.1", "pay.example.com", "203.0.113.7", null, "without X-Forwarded-Proto")]
    [InlineData("127.0.0.1", "127.0.0.1", "pay.example.com", "203.0.113.7", "http", "by plain http")]
    [InlineData("127.0.0.1", "127.0.0.1", "pay.example.com", null, "https", "without X-Forwarded-For")]
    [InlineData("127.0.0.1", "127.0.0.1", "other.example", "203.0.113.7", "https", "another host than Urls__PublicWeb")]
    [InlineData("127.0.0.1", "127.0.0.1", "pay.example.com:8443", "203.0.113.7", "https", "another host than Urls__PublicWeb")]
    public async Task Each_kind_is_said_once(
        string? trusted, string from, string host, string? caller, string? scheme, string said)
    {
        await using var server = new TestServer(new() { ["Http:TrustedProxies"] = trusted, ["Urls:PublicWeb"] = Public });
        await server.InitializeAsync();
        using var client = LocalAddress.Client(from, server.WebUrl);
        for (var time = 0; time < 3; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/docs") { Headers = { Host = host } };
            if (caller is not null) request.Headers.Add("X-Forwarded-For", caller);
            if (scheme is not null) request.Headers.Add("X-Forwarded-Proto", scheme);
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var lines = WarningsOf(server);
        var expected = said.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, lines.Count);
        Assert.All(expected, text => Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.Matches("Http__TrustedProxies|Urls__PublicWeb", line));
        Assert.All(lines, line => Assert.DoesNotContain("203.0.113.7", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain("other.example", line, StringComparison.Ordinal));
    }

    /// <summary>Monitoring and balancers look at the management's listener directly.</summary>
    [Fact]
    public async Task Looks_at_the_health_are_not_judged()
    {
        await using var server = new TestServer(new() { ["Http:TrustedProxies"] = "127.0.0.1", ["Urls:PublicWeb"] = Public });
        await server.InitializeAsync();
        using var client = LocalAddress.Client("127.0.0.1", server.ManagementUrl);

        using var answer = await client.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(WarningsOf(server));
    }

    private static List<string> WarningsOf(TestServer server) =>
        [.. server.Log.Text.Split('\n').Where(line => line.Contains("ForwardingWarnings", StringComparison.Ordinal))];
}
