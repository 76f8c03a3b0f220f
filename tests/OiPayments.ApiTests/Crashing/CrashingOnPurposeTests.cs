using System.Net;
using OiPayments.DueWork;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Crashing;

/// <summary><c>Testing__CrashAt</c>: a second node, as a process of its own, dies in the middle of a write.</summary>
public class CrashingOnPurposeTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Body = """{"amountMinor":125050,"customerReference":"c"}""";

    [Theory]
    [InlineData(CrashPoints.BeforeEffect, false)]
    [InlineData(CrashPoints.AfterEffect, false)]
    [InlineData(CrashPoints.AfterCommit, true)]
    [InlineData(CrashPoints.BeforeReply, true)]
    public async Task The_process_ends_there_at_the_second_write_and_leaves_record_and_payment_or_neither(string point, bool isKept)
    {
        var shop = await server.RegisterAsync();
        using var node = Start("Development", $"--Testing:CrashAt={point}:2@/api/v1/payments");
        await node.ListensAsync();
        using var elsewhere = new HttpClient { BaseAddress = node.Api };
        foreach (var (name, values) in shop.Test.DefaultRequestHeaders) elsewhere.DefaultRequestHeaders.Add(name, values);

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(elsewhere, "first")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(elsewhere, "second"));
        await node.EndsAsync();

        Assert.Equal(NodeProcess.KilledBySignal9, node.ExitCode);
        Assert.Equal(isKept ? 2 : 1, await CountAsync(shop.Test));
        var again = await PostAsync(shop.Test, "second");
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(isKept, again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, await CountAsync(shop.Test));
    }

    [Theory]
    [InlineData("Production", "after-commit", "for Development only")]
    [InlineData("Staging", "after-commit", "for Development only")]
    [InlineData("Development", "somewhere", "it can be one of before-effect, after-effect, after-commit, before-reply")]
    [InlineData("Development", "after-commit:0", "it can be one of")]
    public async Task It_is_refused_outside_Development_and_where_it_makes_no_sense(string environment, string setting, string sentence)
    {
        using var node = Start(environment, $"--Testing:CrashAt={setting}");
        var errors = await node.ErrorsAsync();
        await node.EndsAsync();

        Assert.Equal(2, node.ExitCode);
        Assert.Contains("Testing__CrashAt", errors, StringComparison.Ordinal);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    private NodeProcess Start(string environment, string setting) => NodeProcess.Start(
        environment, null, $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}", setting);

    private static Task<Answer> PostAsync(HttpClient client, string key) =>
        client.SendAsync(HttpMethod.Post, "payments", Body, ("Idempotency-Key", key));

    private static async Task<int> CountAsync(HttpClient client) =>
        (int)(await client.ReadAsync("payments")).Json["pagination"]!["totalElements"]!;
}
