using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.GatewayTests.Sandbox;

public sealed class StormTests
{
    // The first eight transactions of seed 42, computed apart from the program.
    private static readonly string[] Remembered =
    [
        "Drop None None Refunded 1",
        "Forge Html Html Refunded 1",
        "Drop None None Refunded 3",
        "Forge None Lost Refunded 3",
        "None Down Html Refunded 3",
        "Drop None None Stuck 1",
        "None None None Refunded 1",
        "Drop Invalid None Refunded 2",
    ];

    [Fact]
    public async Task The_same_seed_brings_the_same_storm_in_whatever_order_the_transactions_come()
    {
        var ids = Enumerable.Range(0, 50).Select(number => $"T{number}").ToList();
        await using var first = await StartAsync(new { seed = 42 });
        await using var second = await StartAsync(new { seed = 42 });
        await using var another = await StartAsync(new { seed = 43 });

        var drawn = await DrawnAsync(first, ids);
        second.Clock.Advance(TimeSpan.FromHours(5));
        var again = await DrawnAsync(second, [.. ids.AsEnumerable().Reverse()]);
        var others = await DrawnAsync(another, ids);

        Assert.Equal(drawn, again.AsEnumerable().Reverse());
        Assert.NotEqual(drawn, others);
        Assert.True(drawn.Distinct().Count() > 40, "A storm that is the same for everybody is none.");
    }

    [Fact]
    public async Task By_ordinal_it_does_not_matter_what_the_transactions_are_called()
    {
        await using var first = await StartAsync(new { seed = 7, drawBy = "ordinal" });
        await using var second = await StartAsync(new { seed = 7, drawBy = "ordinal" });

        // Asking about a transaction that nobody opened takes no place in the row, nor does asking for the same one again.
        await TryOpenAsync(first, "A");
        await first.Http.GetAsync("/validator/api/merchantTransIDvalidationAPI.php?tran_id=NOBODY&store_id=testbox&store_passwd=qwerty");
        await TryOpenAsync(first, "A");
        await TryOpenAsync(first, "B");
        await TryOpenAsync(second, "X");
        await TryOpenAsync(second, "Y");

        Assert.Equal(await DrawnAsync(first, ["A", "B"]), await DrawnAsync(second, ["X", "Y"]));
        Assert.Equal(
            [Storm.Draw(7, "1").ToString(), Storm.Draw(7, "2").ToString()],
            new[] { "X", "Y" }.Select(id => second.ScenarioOf(id).ToString()));
    }

    [Fact]
    public async Task Set_again_it_counts_from_the_first_again()
    {
        await using var sandbox = await StartAsync(new { seed = 7, drawBy = "ordinal" });
        await TryOpenAsync(sandbox, "A");
        var before = await DrawnAsync(sandbox, ["A"]);

        await sandbox.Http.PostAsJsonAsync("/control/scenario", new { seed = 7, drawBy = "ordinal" });
        await TryOpenAsync(sandbox, "B");

        Assert.Equal(before, await DrawnAsync(sandbox, ["B"]));
    }

    [Fact]
    public async Task A_storm_without_a_seed_draws_one_and_shows_it()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        using var set = await sandbox.Http.PostAsJsonAsync("/control/scenario", new { name = "storm" });
        var seed = (int?)JsonNode.Parse(await set.Content.ReadAsStringAsync())!["seed"];
        var shown = await sandbox.GetAsync("/control/scenario");

        Assert.NotNull(seed);
        Assert.Equal((seed, "storm"), ((int?)shown["seed"], (string?)shown["name"]));
        Assert.Equal(Storm.Draw(seed.Value, "T1").ToString(), sandbox.ScenarioOf("T1").ToString());
    }

    [Fact]
    public async Task A_merchant_who_keeps_asking_learns_the_truth_in_every_storm()
    {
        await using var sandbox = await StartAsync(new { seed = 2026 });

        for (var number = 0; number < 40; number++)
        {
            var id = $"T{number}";
            for (var tries = 0; tries < 5 && !await TryOpenAsync(sandbox, id); tries++)
            {
            }

            await sandbox.EndByTransactionAsync(id, new { outcome = "success" });
            var status = "";
            for (var tries = 0; tries < 5 && status is not ("VALID" or "VALIDATED"); tries++) status = await TryQueryAsync(sandbox, id);
            Assert.True(status is "VALID" or "VALIDATED", $"{id} ended up {status}.");
        }
    }

    [Fact]
    public void Each_storm_can_be_followed_and_each_fault_comes_now_and_then()
    {
        var drawn = Enumerable.Range(0, 2000).Select(number => Storm.Draw(1, $"T{number}")).ToList();

        Assert.All(drawn, scenario => Assert.Null(scenario.Problem()));
        Assert.All(drawn, scenario => Assert.Null(scenario.Seed));
        foreach (var fault in Enum.GetValues<NoticeFault>()) Assert.Contains(drawn, scenario => scenario.Ipn == fault);
        foreach (var wrong in Enum.GetValues<Misstatement>()) Assert.Contains(drawn, scenario => scenario.IpnWrong == wrong);
        foreach (var ending in Enum.GetValues<RefundEnding>()) Assert.Contains(drawn, scenario => scenario.RefundEnding == ending);
        foreach (var fault in (CallFault[])[CallFault.Down, CallFault.Html, CallFault.Lost, CallFault.Invalid])
            Assert.Contains(drawn, scenario => scenario.Validation == fault);
        Assert.Contains(drawn, scenario => scenario is { Session: CallFault.Lost });
        Assert.Contains(drawn, scenario => scenario is { PaidTwice: true });
        Assert.Contains(drawn, scenario => scenario is { LateSuccessSeconds: not null });
        Assert.Contains(drawn, scenario => scenario is { Risk: true });
        Assert.Contains(drawn, scenario => scenario is { RefundRepeatNamesId: false });
        Assert.DoesNotContain(drawn, scenario => scenario.Validation is CallFault.Hang or CallFault.Slow);
    }

    // What others have written down to be replayed must not change under them.
    [Fact]
    public void A_seed_that_was_written_down_means_the_same_for_ever()
    {
        var drawn = Enumerable.Range(1, 8).Select(ordinal => Storm.Draw(42, $"{ordinal}"))
            .Select(scenario => $"{scenario.Ipn} {scenario.Validation} {scenario.Query} {scenario.RefundEnding} {scenario.CallTimes}");

        Assert.Equal(Remembered, drawn);
    }

    private static async Task<SandboxUnderTest> StartAsync(object storm)
    {
        var sandbox = await SandboxUnderTest.StartAsync();
        using var set = await sandbox.Http.PostAsJsonAsync("/control/scenario", storm);
        set.EnsureSuccessStatusCode();
        return sandbox;
    }

    private static async Task<List<string>> DrawnAsync(SandboxUnderTest sandbox, IReadOnlyList<string> ids)
    {
        List<string> drawn = [];
        foreach (var id in ids) drawn.Add((await sandbox.GetAsync($"/control/transactions/{id}/scenario?store_id=testbox")).ToJsonString());
        return drawn;
    }

    private static async Task<bool> TryOpenAsync(SandboxUnderTest sandbox, string id)
    {
        using var form = new FormUrlEncodedContent(sandbox.Order(("tran_id", id)));
        try
        {
            using var answer = await sandbox.Http.PostAsync("/gwprocess/v4/api.php", form);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> TryQueryAsync(SandboxUnderTest sandbox, string id)
    {
        try
        {
            using var answer = await sandbox.Http.GetAsync(
                $"/validator/api/merchantTransIDvalidationAPI.php?tran_id={id}&store_id=testbox&store_passwd=qwerty");
            var body = await answer.Content.ReadAsStringAsync();
            return body.StartsWith('{') ? (string)JsonNode.Parse(body)!["element"]!.AsArray()[^1]!["status"]! : "a page";
        }
        catch (HttpRequestException)
        {
            return "nothing";
        }
    }
}
