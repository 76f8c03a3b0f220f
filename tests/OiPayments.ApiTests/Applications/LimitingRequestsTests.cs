using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>Ten requests a second and five at once of a credential; one failure a second and five at once of an address.</summary>
public sealed class StrictServer() : TestServer(new()
{
    ["Credentials:RequestsPerSecond"] = "10",
    ["Credentials:Burst"] = "5",
    ["Credentials:FailuresPerSecond"] = "1",
    ["Credentials:FailureBurst"] = "5",
    ["Http:TrustedProxies"] = "127.0.0.1",
    ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Information",
});

/// <summary>These tests move the clock.</summary>
public class LimitingRequestsTests(StrictServer server) : IClassFixture<StrictServer>
{
    private const string Body = """{"amountMinor":5000,"customerReference":"c"}""";

    [Fact]
    public async Task A_credential_that_asks_too_often_is_told_when_to_come_back()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        for (var left = 4; left >= 0; left--)
            Assert.Equal(left, NumberIn(await shop.Test.ReadAsync("app/me"), "RateLimit-Remaining"));

        var refused = await shop.Test.ReadAsync("app/me");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("RATE_LIMITED", refused.ErrorCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(5, NumberIn(refused, "RateLimit-Limit"));
        Assert.Equal(0, NumberIn(refused, "RateLimit-Remaining"));
        Assert.Equal(HttpStatusCode.OK, (await shop.Live.ReadAsync("app/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.Test.ReadAsync("app/me")).Status);
        server.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
        Assert.Equal("RATE_LIMITED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
    }

    [Fact]
    public async Task A_limited_request_does_nothing_and_uses_no_key_up()
    {
        var shop = await server.RegisterAsync();
        for (var i = 0; i < 5; i++) await shop.Test.ReadAsync("app/me");

        var refused = await shop.Test.SendAsync(HttpMethod.Post, "payments", Body, ("Idempotency-Key", "k"));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var another = await shop.Test.SendAsync(
            HttpMethod.Post, "payments", """{"amountMinor":7000,"customerReference":"c"}""", ("Idempotency-Key", "k"));

        Assert.Equal("RATE_LIMITED", refused.ErrorCode);
        Assert.Equal(HttpStatusCode.Created, another.Status);
        Assert.False(another.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, (int)(await shop.Test.ReadAsync("payments")).Json["pagination"]!["totalElements"]!);
    }

    [Fact]
    public async Task A_credential_may_have_a_rate_of_its_own()
    {
        var shop = await server.RegisterAsync();
        var row = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials"))
            .Data()
            .AsArray()
            .Single(it => (string?)it!["mode"] == "TEST")!;

        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/credentials/{row["id"]}", new JsonObject { ["requestsPerSecond"] = 20 }))
            .Data();

        Assert.Equal(10, NumberIn(await shop.Test.ReadAsync("app/me"), "RateLimit-Limit"));
        Assert.Equal(8, NumberIn(await shop.Test.ReadAsync("app/me"), "RateLimit-Remaining"));
    }

    [Fact]
    public async Task Guessing_costs_the_guesser_and_neither_the_database_nor_the_neighbours()
    {
        const string address = "198.51.100.20";
        var (known, fresh) = (await server.RegisterAsync(), await server.RegisterAsync());
        Assert.Equal(HttpStatusCode.OK, (await FromAsync(address, known.Test)).Status);
        var before = LookUps();

        var answers = new List<Answer>();
        for (var i = 0; i < 40; i++) answers.Add(await GuessAsync(address));

        Assert.All(answers.Take(5), answer => Assert.Equal("UNAUTHORIZED", answer.ErrorCode));
        Assert.All(answers.Skip(5), answer =>
        {
            Assert.Equal("RATE_LIMITED", answer.ErrorCode);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        });
        Assert.Equal(5, LookUps() - before);
        Assert.Equal(HttpStatusCode.OK, (await FromAsync(address, known.Test)).Status);
        Assert.Equal(HttpStatusCode.OK, (await FromAsync("198.51.100.21", known.Live)).Status);
        Assert.Equal("RATE_LIMITED", (await FromAsync(address, fresh.Test)).ErrorCode);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await FromAsync(address, fresh.Test)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GuessAsync(address)).Status);
    }

    [Fact]
    public async Task A_subscriber_of_IPv6_is_one_guesser()
    {
        for (var i = 0; i < 5; i++) Assert.Equal("UNAUTHORIZED", (await GuessAsync($"2001:db8:0:7::{i + 1}")).ErrorCode);

        Assert.Equal("RATE_LIMITED", (await GuessAsync("2001:db8:0:7:aaaa::1")).ErrorCode);
        Assert.Equal("UNAUTHORIZED", (await GuessAsync("2001:db8:0:8::1")).ErrorCode);
    }

    [Fact]
    public async Task Strangers_from_everywhere_push_nobody_out()
    {
        var shop = await server.RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
        var known = server.Services.GetRequiredService<KnownCredentials>();
        var issued = known.IssuedKept;

        await Parallel.ForAsync(0, KnownCredentials.MaxStrangers + 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            await GuessAsync(string.Create(CultureInfo.InvariantCulture, $"203.{i / 250}.{i % 250}.9")));

        Assert.InRange(known.StrangersKept, 1, KnownCredentials.MaxStrangers);
        Assert.Equal(issued, known.IssuedKept);
        var before = LookUps();
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
        Assert.Equal(0, LookUps() - before);
    }

    [Fact]
    public async Task However_many_come_at_once_a_key_is_looked_up_once()
    {
        var shop = await server.RegisterAsync();
        var before = LookUps();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => FromAsync("198.51.100.60", shop.Test))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, LookUps() - before);
    }

    private static Task<Answer> FromAsync(string address, HttpClient client) =>
        client.SendAsync(HttpMethod.Get, "app/me", null, ("X-Forwarded-For", address));

    /// <summary>A pair nobody has, whole down to its check digits.</summary>
    private Task<Answer> GuessAsync(string address) => server.Anonymous.SendAsync(
        HttpMethod.Get, "app/me", null, ("X-Api-Key", ApiKey.NewKey(Mode.Test)), ("X-Api-Secret", ApiKey.NewSecret(Mode.Test)),
        ("X-Forwarded-For", address));

    private int LookUps() => server.Log.StatementsWith("FROM credentials AS c");

    private static int NumberIn(Answer answer, string header) =>
        int.Parse(Assert.Single(answer.Headers.GetValues(header)), CultureInfo.InvariantCulture);
}
