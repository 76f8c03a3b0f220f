using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Applications;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Checkout;

public class StartingToPayTests(ServerThatLogsStatements server) : IClassFixture<ServerThatLogsStatements>
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
    public async Task A_press_does_not_wait_for_an_attempt_that_its_node_left_behind()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await LeaveBehindAsync(shop, payment, server.Services.GetRequiredService<ThisNode>().Number);

        // The clock stands still: what is waited for by the clock would never be over.
        await server.StartPayingAsync((string)payment["reference"]!);

        Assert.Equal([AttemptStatus.Opening, AttemptStatus.Open], await AttemptsOfAsync(shop));
    }

    [Fact]
    public async Task A_press_waits_for_another_node_that_opens_a_session_for_as_long_as_that_lives()
    {
        const long other = 4711;
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.WithDbAsync(db =>
        {
            db.Add(new Node { Number = other, AliveUntil = server.Clock.GetUtcNow() });
            return db.TrySaveAsync(CancellationToken.None);
        });
        await LeaveBehindAsync(shop, payment, other);

        server.Log.Clear();
        var pressing = server.StartPayingAsync((string)payment["reference"]!);
        await Eventually.BecomesAsync(() => Task.FromResult(server.Log.StatementsWith("FROM nodes")), looked => looked >= 2 || pressing.IsCompleted);
        Assert.False(pressing.IsCompleted, server.Log.Text);
        await server.WithDbAsync(db => db.Directory<Node>().Where(node => node.Number == other).ExecuteDeleteAsync());
        await pressing;

        Assert.Equal([AttemptStatus.Opening, AttemptStatus.Open], await AttemptsOfAsync(shop));
    }

    private async Task<HttpStatusCode> PressAsync(JsonNode payment)
    {
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/pay"), null);
        return pressed.StatusCode;
    }

    private Task LeaveBehindAsync(TestApplication shop, JsonNode payment, long node) => server.WithServicesAsync(async services =>
    {
        var (db, ids) = (services.GetRequiredService<OiPaymentsDb>(), services.GetRequiredService<IIdSource>());
        var application = new ApplicationId((uint)shop.Id);
        db.Add(new PaymentAttempt
        {
            ApplicationId = application,
            Id = await ids.NextAsync<PaymentAttempt>(CancellationToken.None),
            PaymentId = new((long)payment["id"]!),
            Mode = Mode.Test,
            TransactionId = Reference.New(PaymentAttempt.TransactionIdPrefix, application).Text,
            CreatedAt = server.Clock.GetUtcNow(),
            OpenedByNode = node,
            OverrideId = null,
        });
        return await db.TrySaveAsync(CancellationToken.None);
    });

    private Task<List<AttemptStatus>> AttemptsOfAsync(TestApplication shop) => server.WithDbAsync(db =>
        db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id)).OrderBy(attempt => attempt.Id).Select(attempt => attempt.Status).ToListAsync());
}
