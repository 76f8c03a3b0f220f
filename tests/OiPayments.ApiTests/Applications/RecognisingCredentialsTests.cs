using System.Net;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>Logs every statement, so that a test can count them.</summary>
public sealed class ServerThatLogsStatements()
    : TestServer(new() { ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Information" });

/// <summary>These tests move the clock.</summary>
public partial class RecognisingCredentialsTests(ServerThatLogsStatements server) : IClassFixture<ServerThatLogsStatements>
{
    [Fact]
    public async Task The_expressions_that_the_guide_gives_to_secret_scanners_find_what_is_issued()
    {
        var shop = await server.RegisterAsync();
        var issued = shop.Registered["credentials"]!.AsObject().ToDictionary(field => field.Key, field => (string)field.Value!);
        var token = await server.OperatorTokenAsync();
        var expressions = Expressions();

        Assert.Equal(["key", "secret", "operator session", "signing secret"], expressions.Keys);
        Assert.All(new[] { "testApiKey", "liveApiKey" }, name => OnlyMatches("key", issued[name]));
        Assert.All(new[] { "testApiSecret", "liveApiSecret" }, name => OnlyMatches("secret", issued[name]));
        OnlyMatches("signing secret", issued["signingSecret"]);
        OnlyMatches("operator session", token);

        void OnlyMatches(string kind, string text) => Assert.Equal(
            [kind], expressions.Where(known => known.Value.Match($"export X='{text}';") is { Success: true } match && match.Value == text)
                .Select(known => known.Key));
    }

    [Fact]
    public async Task One_mistyped_character_is_refused_without_a_look_up()
    {
        var shop = await server.RegisterAsync();
        var (key, secret) = (
            (string)shop.Registered["credentials"]!["testApiKey"]!, (string)shop.Registered["credentials"]!["testApiSecret"]!);
        var before = Queries("FROM credentials AS c");

        for (var place = 0; place < key.Length; place += 3)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Mistype(key, place), secret));
        for (var place = 1; place < secret.Length; place += 5)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key, Mistype(secret, place)));

        Assert.Equal(0, Queries("FROM credentials AS c") - before);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(key, secret));
        Assert.Equal(1, Queries("FROM credentials AS c") - before);
    }

    [Fact]
    public async Task Noting_the_last_use_costs_one_write_a_minute_and_a_wrong_secret_is_no_use()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (key, wrong) = (
            (string)shop.Registered["credentials"]!["testApiKey"]!, (string)other.Registered["credentials"]!["testApiSecret"]!);
        var before = Queries("UPDATE credentials");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key, wrong));
        Assert.Equal(0, Queries("UPDATE credentials") - before);
        var used = server.Clock.GetUtcNow();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
            server.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(1, Queries("UPDATE credentials") - before);
        Assert.Equal(used, await LastUsedAsync(shop));
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        await shop.Test.ReadAsync("app/me");
        Assert.Equal(2, Queries("UPDATE credentials") - before);
        Assert.Equal(used.AddSeconds(60), await LastUsedAsync(shop));
    }

    private async Task<DateTimeOffset?> LastUsedAsync(TestApplication shop) =>
        (DateTimeOffset?)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials")).Data().AsArray().Single(
            row => (string?)row!["mode"] == "TEST")!["lastUsedAt"];

    private async Task<HttpStatusCode> StatusAsync(string key, string secret)
    {
        using var client = server.ClientWith(key, secret);
        return (await client.ReadAsync("app/me")).Status;
    }

    private int Queries(string statement) => server.Log.StatementsWith(statement);

    private static string Mistype(string text, int place) => text[..place] + (text[place] == 'x' ? 'y' : 'x') + text[(place + 1)..];

    /// <summary>Off the page that integrators read.</summary>
    private static Dictionary<string, Regex> Expressions()
    {
        using var stream = typeof(OiPaymentsFeatures).Assembly.GetManifestResourceStream("docs/authentication.md")!;
        var guide = new StreamReader(stream).ReadToEnd();
        return Line().Matches(guide).ToDictionary(
            line => line.Groups["name"].Value.Trim(),
            line => new Regex(line.Groups["expression"].Value.Trim(), RegexOptions.None, TimeSpan.FromSeconds(1)),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^(?<name>[a-z ]+?)  +(?<expression>\\b.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
