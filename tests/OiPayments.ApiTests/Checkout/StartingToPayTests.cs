using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Checkout;

public class StartingToPayTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Eight_presses_at_once_open_one_session()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        // Task.Run, because SQLite answers on the calling thread: without it the eight would take turns.
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => server.StartPayingAsync((string)payment["reference"]!))));

        Assert.Single(sessions.Distinct(StringComparer.Ordinal));
        Assert.Equal([AttemptStatus.Open], await AttemptsOfAsync(shop));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_asked_again_at_the_next_press()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var status = await server.WithFaultsAsync(new() { ["session"] = "down" }, () => PressAsync(payment));
        await server.StartPayingAsync((string)payment["reference"]!);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal([AttemptStatus.Unanswered, AttemptStatus.Open], await AttemptsOfAsync(shop));
    }

    [Fact]
    public async Task A_session_that_was_opened_while_its_answer_was_lost_is_not_forgotten()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var status = await server.WithFaultsAsync(new() { ["session"] = "lost" }, () => PressAsync(payment));
        using var sandbox = new HttpClient();
        var sessions = JsonNode.Parse(await sandbox.GetStringAsync(new Uri(server.SandboxUrl, "/control/sessions")))!.AsArray();

        // Whoever finds that session's page can pay on it; the money is this payment's all the same.
        await server.EndSessionAsync((string)sessions[0]!["sessionkey"]!, "success");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Nobody_begins_to_pay_a_disabled_application_and_money_on_its_way_still_counts()
    {
        var shop = await server.RegisterAsync();
        var (untouched, started) = (await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync());
        var session = await server.StartPayingAsync((string)started["reference"]!);

        await SetStatusAsync(shop, "DISABLED");

        // Neither a first attempt nor a way back to one that is open; the page says why, or waits for what may come.
        Assert.EndsWith((string)untouched["reference"]!, await LeadsToAsync(untouched), StringComparison.Ordinal);
        Assert.EndsWith((string)started["reference"]!, await LeadsToAsync(started), StringComparison.Ordinal);
        Assert.Equal([AttemptStatus.Open], await AttemptsOfAsync(shop));
        Assert.Contains("takes no payments at present", await PageAsync(untouched), StringComparison.Ordinal);
        Assert.Contains("এখন পেমেন্ট নিচ্ছে না", await PageAsync(untouched, "?lang=bn"), StringComparison.Ordinal);
        Assert.Contains("Confirming your payment", await PageAsync(started), StringComparison.Ordinal);
        Assert.Null((await server.Anonymous.ReadAsync($"checkout/{untouched["reference"]}")).Data()["gatewayRedirectUrl"]);

        await server.EndSessionAsync(session, "success");

        Assert.Contains("This payment is complete", await PageAsync(started), StringComparison.Ordinal);
        await SetStatusAsync(shop, "ACTIVE");
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(started))["status"]);
        await server.StartPayingAsync((string)untouched["reference"]!);
    }

    [Fact]
    public async Task Without_a_store_for_its_mode_a_payment_waits_and_is_not_lost()
    {
        var shop = await server.RegisterAsync();
        var payment = (await shop.Live.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "live" })).Data();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PressAsync(payment));
        Assert.Equal("PENDING", (string?)(await shop.Live.ReadAsync($"payments/{payment["id"]}")).Data()["status"]);
        Assert.Empty(await AttemptsOfAsync(shop));
        Assert.Contains("no LIVE store is configured", server.Log.Text, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> PressAsync(JsonNode payment)
    {
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/pay"), null);
        return pressed.StatusCode;
    }

    private Task<List<AttemptStatus>> AttemptsOfAsync(TestApplication shop) => server.WithDbAsync(db =>
        db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id)).OrderBy(attempt => attempt.Id).Select(attempt => attempt.Status).ToListAsync());

    private Task<Answer> SetStatusAsync(TestApplication shop, string status) =>
        server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["status"] = status });

    private async Task<string> LeadsToAsync(JsonNode payment)
    {
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/pay"), null);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        return pressed.Headers.Location?.ToString() ?? "";
    }

    private Task<string> PageAsync(JsonNode payment, string query = "") => server.Browser.GetStringAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}{query}"));
}
