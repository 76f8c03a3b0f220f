using System.Net;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Idempotency;

/// <summary>Two servers on one database, and one key that is sent to both at once.</summary>
public sealed class RepeatingOnTwoNodesTests : IAsyncLifetime
{
    private const string Body = """{"amountMinor":125050,"customerReference":"c"}""";
    private TestServer? first;
    private TestServer? second;

    private TestServer First => first ?? throw new InvalidOperationException("Not started.");

    private TestServer Second => second ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var database = await (await TestDatabase.GetAsync()).CreateAsync();
        first = new(new() { ["ConnectionStrings:Database"] = database });
        second = new(new() { ["ConnectionStrings:Database"] = database });
        await first.InitializeAsync();
        await second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (second is not null) await second.DisposeAsync();
        if (first is not null) await first.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wait=5")]
    public async Task A_hundred_at_once_over_both_nodes_open_one_payment(string? prefer)
    {
        var (shop, elsewhere) = await RegisterAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => Task.Run(() => PostAsync(i % 2 == 0 ? shop.Test : elsewhere, "k", prefer))));

        Assert.Equal(1, await CountAsync(shop.Test));
        var done = answers.Where(answer => answer.Status is HttpStatusCode.Created).ToList();
        Assert.Single(done.Select(answer => answer.Text).Distinct());
        Assert.Single(done, answer => !answer.Headers.Contains("Idempotency-Replayed"));
        Assert.All(answers.Except(done), answer => Assert.Equal("IDEMPOTENCY_IN_PROGRESS", answer.ErrorCode));
        if (prefer is not null) Assert.Equal(100, done.Count);
        Assert.Equal(done[0].Text, (await PostAsync(elsewhere, "k", null)).Text);
    }

    [Fact]
    public async Task Callers_that_hang_up_in_the_middle_leave_one_payment_and_no_one_waiting()
    {
        var (shop, elsewhere) = await RegisterAsync();
        for (var round = 0; round < 20; round++)
        {
            var key = $"k{round}";
            using var hangUp = new CancellationTokenSource();
            var impatient = Enumerable.Range(0, 6)
                .Select(i => Task.Run(() => AbandonAsync(i % 2 == 0 ? shop.Test : elsewhere, key, hangUp.Token)))
                .ToList();
            var patient = Enumerable.Range(0, 4)
                .Select(i => Task.Run(() => PostAsync(i % 2 == 0 ? shop.Test : elsewhere, key, "wait=20")))
                .ToList();

            // From before the first has begun to after it has ended, as the rounds go.
            await Task.Delay(TimeSpan.FromMilliseconds(round));
            await hangUp.CancelAsync();
            await Task.WhenAll(impatient);

            var answers = await Task.WhenAll(patient);
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
            Assert.Single(answers.Select(answer => answer.Text).Distinct());
            Assert.Equal(round + 1, await CountAsync(shop.Test));
        }
    }

    [Fact]
    public async Task Another_request_under_a_key_of_the_other_node_is_a_conflict()
    {
        var (shop, elsewhere) = await RegisterAsync();
        await PostAsync(shop.Test, "k", null);

        var answer = await elsewhere.SendAsync(
            HttpMethod.Post, "payments", """{"amountMinor":7,"customerReference":"c"}""", ("Idempotency-Key", "k"));

        Assert.Equal("IDEMPOTENCY_KEY_CONFLICT", answer.ErrorCode);
        Assert.Equal(1, await CountAsync(shop.Test));
    }

    private async Task<(TestApplication Shop, HttpClient Elsewhere)> RegisterAsync()
    {
        var shop = await First.RegisterAsync();
        var secrets = shop.Registered["credentials"]!;
        return (shop, Second.ClientWith((string)secrets["testApiKey"]!, (string)secrets["testApiSecret"]!));
    }

    private static Task<Answer> PostAsync(HttpClient client, string key, string? prefer) => client.SendAsync(
        HttpMethod.Post, "payments", Body, prefer is null ? [("Idempotency-Key", key)] : [("Idempotency-Key", key), ("Prefer", prefer)]);

    private static async Task AbandonAsync(HttpClient client, string key, CancellationToken hangUp)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "payments")
        {
            Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json")
        };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await client.SendAsync(request, hangUp);
        }
        catch (OperationCanceledException)
        {
            // As meant.
        }
    }

    private static async Task<int> CountAsync(HttpClient client) =>
        (int)(await client.ReadAsync("payments")).Json["pagination"]!["totalElements"]!;
}
