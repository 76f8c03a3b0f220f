using System.Diagnostics;
using System.Net;
using OiPayments.ApiTests.Crashing;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Nodes;

/// <summary>What a balancer and the clients behind it see of a node that is told to stop.</summary>
public sealed class DrainingTests
{
    [Fact]
    public async Task A_node_that_is_told_to_stop_is_not_ready_and_serves_until_a_second_word()
    {
        using var node = NodeProcess.Start("Development", null, "--Http:DrainFor=01:00:00");
        await node.ListensAsync();
        using var client = new HttpClient();
        var ready = new Uri(node.Management, "/health/ready");
        using (var before = await client.GetAsync(new Uri(node.Web, "/docs")))
            Assert.Equal((HttpStatusCode.OK, null), (before.StatusCode, before.Headers.ConnectionClose));

        await node.TerminateAsync();

        var told = await Eventually.BecomesAsync(
            async () =>
            {
                using var answer = await client.GetAsync(ready);
                return (answer.StatusCode, Said: await answer.Content.ReadAsStringAsync());
            },
            answer => answer.StatusCode is HttpStatusCode.ServiceUnavailable);
        Assert.Contains("\"lifetime\":\"It was told to stop.\"", told.Said, StringComparison.Ordinal);
        foreach (var address in new[] { new Uri(node.Web, "/docs"), new Uri(node.Api, "app/me"), new Uri(node.Management, "/health/live") })
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal((address, true, true), (address, (int)answer.StatusCode < 500, answer.Headers.ConnectionClose));
        }

        await node.TerminateAsync();
        await node.EndsAsync();
        Assert.Equal(0, node.ExitCode);
    }

    [Fact]
    public async Task It_stops_by_itself_when_the_balancer_has_had_the_time_to_notice()
    {
        using var node = NodeProcess.Start("Development", null, "--Http:DrainFor=00:00:00.5");
        await node.ListensAsync();

        var began = Stopwatch.StartNew();
        await node.TerminateAsync();
        await node.EndsAsync();

        Assert.Equal(0, node.ExitCode);
        Assert.True(began.Elapsed >= TimeSpan.FromSeconds(0.5), $"It took {began.Elapsed}.");
    }
}
