using OiPayments.Gateways;

namespace OiPayments.GatewayTests.Adapter;

/// <summary>Whether the gateway lets a store in, asked before anybody's payments depend on it.</summary>
public class CheckingAnAccountTests
{
    [Fact]
    public async Task A_store_that_is_let_in_is_asked_about_nothing_that_exists()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer("""{"APIConnect":"DONE","no_of_trans_found":0,"element":[]}""");

        Assert.Null(await adapter.CheckAsync());

        var sent = Assert.Single(adapter.Fake.Received);
        Assert.Equal(("GET", "/validator/api/merchantTransIDvalidationAPI.php"), (sent.Method, sent.Path));
        Assert.Equal([new("tran_id", "check"), new("store_id", "oitest"), new("store_passwd", AdapterUnderTest.Password)], sent.Fields);
    }

    [Theory]
    [InlineData("FAILED", "API password")]
    [InlineData("INACTIVE", "not active")]
    [InlineData("REQUEST_FROM_INVALID_SOURCE_203.0.113.7", "203.0.113.7")]
    public async Task A_refused_login_says_what_to_mend(string apiConnect, string about)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer($$"""{"APIConnect":"{{apiConnect}}"}""");

        Assert.Contains(about, await adapter.CheckAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"APIConnect":"PERHAPS"}""")]
    public async Task Nonsense_is_neither_yes_nor_no(string answer)
    {
        await using var adapter = await AdapterUnderTest.StartAsync();
        adapter.Fake.Answer(answer);

        await Assert.ThrowsAsync<GatewayUnavailableException>(() => adapter.CheckAsync());
    }

    [Fact]
    public async Task No_host_but_the_gateways_own_is_sent_a_live_password()
    {
        await using var adapter = await AdapterUnderTest.StartAsync();

        await Assert.ThrowsAsync<GatewayUnavailableException>(() =>
            adapter.Gateway.CheckAsync(adapter.Account with { Mode = Mode.Live }, TestContext.Current.CancellationToken));

        Assert.Empty(adapter.Fake.Received);
    }
}
