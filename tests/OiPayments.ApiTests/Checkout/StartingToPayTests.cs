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

    private async Task<HttpStatusCode> PressAsync(JsonNode payment)
    {
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/pay"), null);
        return pressed.StatusCode;
    }

    private Task<List<AttemptStatus>> AttemptsOfAsync(TestApplication shop) => server.WithDbAsync(db =>
        db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id)).OrderBy(attempt => attempt.Id).Select(attempt => attempt.Status).ToListAsync());
}
