using OiPayments.ApiTests.Crashing;
using OiPayments.DueWork;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Invoices;

/// <summary>Two nodes issue at once, and a third dies in the middle of issuing: no number is missing and none is there twice.</summary>
public class NumberingWhileNodesDieTests(TestServer server) : IClassFixture<TestServer>
{
    private const int AtOnce = 50;

    [Theory]
    [InlineData(CrashPoints.BeforeEffect, false)]
    [InlineData(CrashPoints.AfterEffect, false)]
    [InlineData(CrashPoints.AfterCommit, true)]
    public async Task Numbers_have_no_gap_and_no_double_however_a_node_dies(string point, bool isKept)
    {
        var shop = await server.RegisterAsync();

        // The other nodes go by the real time, which may be another year.
        (await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """{"numberPattern":"INV-{seq:6}"}""")).Data();
        using var second = Start([]);
        using var dying = Start([$"--Testing:CrashAt={point}:3@/api/v1/invoices"]);
        await second.ListensAsync();
        await dying.ListensAsync();
        using var elsewhere = ClientOf(second, shop);
        using var doomed = ClientOf(dying, shop);

        HttpClient[] living = [shop.Test, elsewhere];
        var all = Task.WhenAll(
            Enumerable.Range(0, AtOnce).Select(number => IssueAsync(living[number % living.Length], $"{point}-{number}")));
        var unheard = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            try
            {
                Assert.Equal("", (await IssueAsync(doomed, $"{point}-doomed-{number}")).ErrorCode ?? "");
            }
            catch (HttpRequestException)
            {
                unheard.Add($"{point}-doomed-{number}");
            }
        }

        await dying.EndsAsync();
        Assert.Equal(NodeProcess.KilledBySignal9, dying.ExitCode);
        Assert.All(await all, answer => answer.Data());

        // Whoever heard nothing asks again, and gets the number that was given or the next.
        var again = await IssueAsync(shop.Test, Assert.Single(unheard));
        Assert.Equal(isKept, again.Headers.Contains("Idempotency-Replayed"));
        var listed = (await shop.Test.ReadAsync("invoices?size=200")).Data().AsArray();
        Assert.Equal(
            Enumerable.Range(1, AtOnce + 3).Select(number => $"INV-{number:000000}"),
            listed.Select(invoice => (string)invoice!["number"]!).Order(StringComparer.Ordinal));
    }

    private static Task<Answer> IssueAsync(HttpClient client, string key) =>
        client.PostAsync("invoices", InvoicesUnderTest.Body(), ("Idempotency-Key", key));

    private NodeProcess Start(string[] more) => NodeProcess.Start(
        "Development", null,
        [$"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}", .. more]);

    private static HttpClient ClientOf(NodeProcess node, TestApplication shop)
    {
        var client = new HttpClient { BaseAddress = node.Api };
        foreach (var (name, values) in shop.Test.DefaultRequestHeaders) client.DefaultRequestHeaders.Add(name, values);
        return client;
    }
}
