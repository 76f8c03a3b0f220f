using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OiPayments.Idempotency;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Idempotency;

public class RepeatingARequestTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Body = """{"amountMinor":125050,"customerReference":"c","metadata":{"a":"1","b":"2"},"note":10.5}""";

    [Fact]
    public async Task The_same_request_gets_the_same_answer_byte_for_byte()
    {
        var shop = await server.RegisterAsync();

        var first = await PostAsync(shop.Test, "order-1");
        await server.PayAsync((string)first.Data()["reference"]!);
        var again = await PostAsync(shop.Test, "order-1");

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(["true"], again.Headers.GetValues("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync(shop.Test));
    }

    [Theory]
    [InlineData("""{"note":10.5,"metadata":{"b":"2","a":"1"},"customerReference":"c","amountMinor":125050}""")]
    [InlineData("{ \"amountMinor\" : 125050,\n\t\"customerReference\":\"c\", \"metadata\":{\"a\":\"1\",\"b\":\"2\"},\"note\":10.5 }")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","metadata":{"a":"1","b":"2"},"note":1.050e1}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"\u0063","metadata":{"a":"1","b":"2"},"note":10.50}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","metadata":{"a":"1","b":"2"},"note":10.5,"productName":null}""")]
    public async Task Another_spelling_is_the_same_request(string spelling)
    {
        var shop = await server.RegisterAsync();
        var first = await PostAsync(shop.Test, "k");

        var again = await PostAsync(shop.Test, "k", spelling);

        Assert.Equal(first.Text, again.Text);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [InlineData("""{"amountMinor":125051,"customerReference":"c","metadata":{"a":"1","b":"2"},"note":10.5}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","metadata":{"a":"1"},"note":10.5}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","metadata":{"a":"2","b":"1"},"note":10.5}""")]
    [InlineData("""{"amountMinor":125050,"customerReference":"c","metadata":{"a":"1","b":"2"},"note":10.5,"currency":"BDT"}""")]
    [InlineData("""{"amountMinor":0}""")]
    public async Task Another_body_under_the_same_key_is_a_conflict(string other)
    {
        var shop = await server.RegisterAsync();
        await PostAsync(shop.Test, "k");

        var answer = await PostAsync(shop.Test, "k", other);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("IDEMPOTENCY_KEY_CONFLICT", answer.ErrorCode);
        Assert.Equal(1, await CountAsync(shop.Test));
    }

    [Fact]
    public async Task The_record_of_another_path_is_a_conflict_too()
    {
        var shop = await server.RegisterAsync();
        using var body = System.Text.Json.JsonDocument.Parse(Body);
        await PostAsync(shop.Test, "k");
        await server.WithDbAsync(db => db.Of<IdempotencyRecord>(ScopeOf(shop)).ExecuteUpdateAsync(set =>
            set.SetProperty(record => record.Fingerprint, Fingerprint.Of("POST", "/api/v1/payments/7/refunds", body.RootElement))));

        Assert.Equal("IDEMPOTENCY_KEY_CONFLICT", (await PostAsync(shop.Test, "k")).ErrorCode);
    }

    [Fact]
    public async Task A_hundred_at_once_open_one_payment()
    {
        var shop = await server.RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => PostAsync(shop.Test, "k"))));

        Assert.Equal(1, await CountAsync(shop.Test));
        var done = answers.Where(answer => answer.Status is HttpStatusCode.Created).Select(answer => answer.Text).ToList();
        Assert.NotEmpty(done);
        Assert.Single(done.Distinct());
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.Created), answer =>
        {
            Assert.Equal("IDEMPOTENCY_IN_PROGRESS", answer.ErrorCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        });
        Assert.Equal(done[0], (await PostAsync(shop.Test, "k")).Text);
    }

    [Fact]
    public async Task Who_would_rather_wait_gets_the_firsts_answer()
    {
        var shop = await server.RegisterAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => Task.Run(() => PostAsync(shop.Test, "k", Body, ("Prefer", "respond-async, wait=5")))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers, answer => !answer.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync(shop.Test));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("চা")]
    [InlineData("tab\tbed")]
    public async Task A_key_that_cannot_be_is_refused(string key)
    {
        var shop = await server.RegisterAsync();
        using var utf8 = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = server.ApiUrl
        };
        foreach (var (name, values) in shop.Test.DefaultRequestHeaders) utf8.DefaultRequestHeaders.Add(name, values);

        var answer = await PostAsync(utf8, key);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(["Idempotency-Key"], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
        Assert.Equal(0, await CountAsync(shop.Test));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Created)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    [InlineData(300, HttpStatusCode.BadRequest)]
    public async Task A_key_has_at_most_255_characters(int length, HttpStatusCode expected) =>
        Assert.Equal(expected, (await PostAsync((await server.RegisterAsync()).Test, new string('k', length))).Status);

    [Fact]
    public async Task Two_keys_on_one_request_are_refused()
    {
        var shop = await server.RegisterAsync();

        var answer = await PostAsync(shop.Test, "one", Body, ("Idempotency-Key", "two"));

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
    }

    [Theory]
    [InlineData("""{"amountMinor":0,"customerReference":"c"}""")]
    [InlineData("""{"amountMinor":999,"customerReference":"c"}""")]
    [InlineData("""{"amountMinor":1000,"customerReference":"c","invoiceId":7}""")]
    [InlineData("""{"amountMinor":1000,"customerReference":"\ud800"}""")]
    [InlineData("""{"amountMinor":1000,"customerReference":"c","\ud800":7}""")]
    [InlineData("{")]
    public async Task A_refused_request_uses_no_key_up(string refused)
    {
        var shop = await server.RegisterAsync();

        var answer = await PostAsync(shop.Test, "k", refused);
        var mended = await PostAsync(shop.Test, "k");

        Assert.InRange((int)answer.Status, 400, 499);
        Assert.Equal(HttpStatusCode.Created, mended.Status);
        Assert.False(mended.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_key_belongs_to_one_application_and_one_mode()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());

        var answers = new[] { await PostAsync(shop.Test, "k"), await PostAsync(shop.Live, "k"), await PostAsync(other.Test, "k") };

        Assert.All(answers, answer => Assert.False(answer.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(3, answers.Select(answer => (string)answer.Data()["reference"]!).Distinct().Count());
    }

    [Fact]
    public async Task Without_a_key_each_request_is_a_payment()
    {
        var shop = await server.RegisterAsync();

        await PostAsync(shop.Test, null);
        await PostAsync(shop.Test, null);

        Assert.Equal(2, await CountAsync(shop.Test));
    }

    [Fact]
    public async Task A_key_is_kept_for_30_days_and_is_new_again_after_that()
    {
        var shop = await server.RegisterAsync();
        var first = await PostAsync(shop.Test, "k");

        server.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(first.Text, (await PostAsync(shop.Test, "k")).Text);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await PostAsync(shop.Test, "k");
        var again = await PostAsync(shop.Test, "k");

        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
        Assert.NotEqual((string)first.Data()["reference"]!, (string)second.Data()["reference"]!);
        Assert.Equal(second.Text, again.Text);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, await CountAsync(shop.Test));
    }

    [Fact]
    public async Task A_save_that_fails_leaves_neither_record_nor_payment()
    {
        var shop = await server.RegisterAsync();
        await PostAsync(shop.Test, "k");
        await server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE idempotency_records RENAME TO elsewhere"));

        var failed = await PostAsync(shop.Test, "k2");

        Assert.Equal("INTERNAL_ERROR", failed.ErrorCode);
        await server.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE elsewhere RENAME TO idempotency_records"));
        Assert.Equal(1, await CountAsync(shop.Test));
        Assert.Equal(
            ["k"], await server.WithDbAsync(db => db.Of<IdempotencyRecord>(ScopeOf(shop)).Select(record => record.Key).ToListAsync()));
        Assert.False((await PostAsync(shop.Test, "k2")).Headers.Contains("Idempotency-Replayed"));
    }

    private static Scope ScopeOf(TestApplication shop) => new(new ApplicationId((uint)shop.Id), Mode.Test);

    private static Task<Answer> PostAsync(
        HttpClient client, string? key, string body = Body, params (string Name, string Value)[] headers) =>
        client.SendAsync(HttpMethod.Post, "payments", body, key is null ? headers : [("Idempotency-Key", key), .. headers]);

    private static async Task<int> CountAsync(HttpClient client)
    {
        var list = await client.ReadAsync("payments");
        return (int)list.Json["pagination"]!["totalElements"]!;
    }
}
