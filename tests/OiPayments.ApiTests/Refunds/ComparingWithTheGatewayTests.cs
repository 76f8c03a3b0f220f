using OiPayments.ApiTests.Ledger;
using OiPayments.Sandbox;
using OiPayments.Server.Commands;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Refunds;

/// <summary>
/// <c>oi-server verify --with-gateway</c>, and what a refund goes through when the database goes away. The test moves the clock.
/// </summary>
public class ComparingWithTheGatewayTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Verifying_with_the_gateway_names_every_refund_of_which_it_says_something_else()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        var right = await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 100)).Data());
        Assert.Equal("SUCCEEDED", (string?)right["status"]);
        var (code, text) = await VerifyAsync();
        Assert.True(code == 0, text);
        Assert.Contains(" 0 differ", text, StringComparison.Ordinal);

        // As somebody who can go around the service would have it.
        await server.AllowChangesAsync();
        await server.ExecuteAsync($"UPDATE refunds SET status = 'FAILED' WHERE id = {right["id"]}");
        (code, text) = await VerifyAsync();

        Assert.Equal(1, code);
        Assert.Contains(
            $"refund {right["reference"]} of 1.00 BDT is FAILED; the gateway gave it back under {right["gatewayRefundId"]}", text,
            StringComparison.Ordinal);
        Assert.Contains(" 1 differ", text, StringComparison.Ordinal);
        await server.ExecuteAsync($"UPDATE refunds SET status = 'SUCCEEDED' WHERE id = {right["id"]}");
    }

    [Fact]
    public async Task An_answer_that_could_not_be_written_because_the_database_went_away_is_asked_for_again_soon()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(shop);
        await RefuseAnswersAsync();
        var refund = (await shop.RefundAsync(payment, 100)).Data();
        await Eventually.BecomesAsync(
            () => Task.FromResult(server.Log.Text),
            log => log.Contains("FollowUpRefunds failed for application", StringComparison.Ordinal));

        await AcceptAnswersAsync();

        // Sooner than the lease runs out, which is five minutes.
        var latest = server.Clock.GetUtcNow() + TimeSpan.FromSeconds(30);
        await Eventually.BecomesAsync(
            async () =>
            {
                if (server.Clock.GetUtcNow() < latest) server.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await shop.Test.ReadAsync($"refunds/{refund["id"]}")).Data();
            },
            read => read["gatewayRefundId"] is not null);
    }

    private async Task<(int Code, string Text)> VerifyAsync()
    {
        var folder = Directory.CreateTempSubdirectory("oipayments-verify-");
        try
        {
            await using var output = new StringWriter();
            var store = SandboxStore.Defaults[0];
            var code = await Verify.RunAsync(
                [
                    $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}",
                    $"--Data:Folder={folder.FullName}", "--Sandbox:Enabled=false",
                    $"--Gateways:SslCommerz:Test:BaseUrl={server.SandboxUrl}", $"--Gateways:SslCommerz:Test:StoreId={store.Id}",
                    $"--Gateways:SslCommerz:Test:StorePassword={store.Password}",
                ],
                withGateway: true, output, CancellationToken.None);
            return (code, output.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The database takes everything but what gives a lease on a refund back, as if it went away right after the call.</summary>
    private async Task RefuseAnswersAsync()
    {
        if (TestDatabase.Kind == "postgresql")
        {
            await server.ExecuteAsync(
                "CREATE FUNCTION refuse_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone'; END $$");
            await server.ExecuteAsync("""
                CREATE TRIGGER refuse_answers BEFORE UPDATE ON refunds FOR EACH ROW WHEN (OLD.leased_by IS NOT NULL AND NEW.leased_by IS NULL)
                EXECUTE FUNCTION refuse_answer()
                """);
        }
        else
        {
            await server.ExecuteAsync("""
                CREATE TRIGGER refuse_answers BEFORE UPDATE ON refunds WHEN OLD.leased_by IS NOT NULL AND NEW.leased_by IS NULL
                BEGIN SELECT RAISE(ABORT, 'gone'); END
                """);
        }
    }

    private Task<int> AcceptAnswersAsync() =>
        server.ExecuteAsync($"DROP TRIGGER refuse_answers{(TestDatabase.Kind == "postgresql" ? " ON refunds" : "")}");
}
