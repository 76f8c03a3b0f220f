using OiPayments.ApiTests.TestClocks;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.DevelopersCommand;

public class TriggeringTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    /// <summary>A type that is new is either triggered too, or this fails until somebody decides.</summary>
    public static readonly TheoryData<string> Types = [.. EventTypes.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_type_of_event_really_happens(string type)
    {
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);

        var said = await developer.AsksAsync("trigger", type);

        var happened = (await shop.Test.ReadAsync($"events/{(string)said["id"]!}")).Data();
        Assert.Equal((type, type), ((string?)said["type"], (string?)happened["type"]));
        if (type != "ping") Assert.NotEmpty((string)said["subject"]!);
    }

    /// <summary>A developer who once moved the clock has one that stands still: nothing would ever come back from the gateway.</summary>
    [Fact]
    public async Task A_clock_that_stands_still_is_moved_on_and_it_is_said()
    {
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);
        using var expired = await developer.TypesAsync("trigger", "payment.expired");
        using var refunded = await developer.TypesAsync("trigger", "refund.succeeded");

        Assert.Equal((0, 0), (expired.ExitCode, refunded.ExitCode));
        Assert.Contains("Only time makes this happen: the test clock", expired.Errors, StringComparison.Ordinal);
        Assert.Contains("The test clock stands still: it is moved on", refunded.Errors, StringComparison.Ordinal);
        Assert.True((bool?)(await developer.AsksAsync("clock", "show"))["frozen"]);
        Assert.False((bool?)(await developer.AsksAsync("clock", "reset"))["frozen"]);
    }

    [Fact]
    public async Task What_nobody_knows_is_wrong_usage_and_names_what_is_known()
    {
        using var developer = new Developer();

        using var unknown = await developer.TypesAsync("trigger", "payment.invented");

        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("payment.succeeded", unknown.Errors, StringComparison.Ordinal);
    }
}
