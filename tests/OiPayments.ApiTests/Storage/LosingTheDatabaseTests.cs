using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OiPayments.ApiTests.Invoices;
using OiPayments.Audit;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Storage;

/// <summary>A server whose way to PostgreSQL can be cut.</summary>
public sealed class ServerBehindAFuse : IAsyncLifetime
{
    private Fuse? fuse;
    private TestServer? server;

    internal Fuse Fuse => fuse ?? throw new InvalidOperationException("Not started.");

    public TestServer Server => server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        if (TestDatabase.Kind != "postgresql") return;
        fuse = new(await (await TestDatabase.GetAsync()).CreateAsync());
        server = new(new() { ["ConnectionStrings:Database"] = fuse.Database });
        await server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (fuse is not null) await fuse.DisposeAsync();
    }
}

/// <summary>
/// The database goes away, at whatever moment. SQLite is in the process: its troubles are played in <c>FailingInsideTests</c>.
/// </summary>
public class LosingTheDatabaseTests(ServerBehindAFuse behind) : IClassFixture<ServerBehindAFuse>
{
    private const string NewPayment = "INSERT INTO payments ";

    /// <summary>With its end: a transaction begins with READ COMMITTED.</summary>
    private const string Commit = "COMMIT\0";

    /// <summary>A pipeline of new rows needs none: it is committed by its end.</summary>
    private static readonly string? CommitOfNewRows = TestDatabase.IsPipelined ? null : Commit;

    private TestServer Server => behind.Server;

    private Fuse Fuse => behind.Fuse;

    [Fact]
    public async Task While_it_is_away_everybody_is_told_to_come_back_and_the_log_says_it_once()
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        Server.Log.Clear();

        Fuse.Cut();
        var created = await shop.Test.PostAsync("payments", Body());
        var read = await shop.Test.ReadAsync($"payments/{payment["id"]}");
        using var shown = await Server.Browser.GetAsync($"/checkout/{payment["reference"]}?lang=bn");
        using var signIn = await Server.Browser.GetAsync("/admin/payments");
        using var pressed = await Server.Browser.PostAsync($"/checkout/{payment["reference"]}/pay", null);
        for (var second = 0; second < 3; second++) Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.BecomesAsync(() => shop.Test.ReadAsync("events"), answer => answer.Status is HttpStatusCode.ServiceUnavailable);

        Assert.All(
            [created, read],
            answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNAVAILABLE"), (answer.Status, answer.ErrorCode)));
        Assert.Equal(TimeSpan.FromSeconds(5), created.Headers.RetryAfter?.Delta);
        Assert.All([shown, pressed], page => Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode));
        Assert.NotNull(shown.Headers.RetryAfter);
        Assert.Contains("পৃষ্ঠাটি এই মুহূর্তে দেখানো যাচ্ছে না", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("please do not pay again", await pressed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.InternalServerError, signIn.StatusCode);
        var lines = Server.Log.Text.Split('\n');
        Assert.Single(lines, line => line.Contains("The database cannot be used", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Error Microsoft.", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("could not look for due work", StringComparison.Ordinal)
            || line.Contains("Unexpected failure", StringComparison.Ordinal));

        Fuse.Mend();
        await Eventually.BecomesAsync(() => shop.Test.PostAsync("payments", Body()), answer => answer.Status is HttpStatusCode.Created);
        await Eventually.BecomesAsync(
            () =>
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(Server.Log.Text);
            },
            log => log.Contains("The database can be used again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_sent_and_not_confirmed_is_unknown_and_the_same_key_tells(bool serverGotIt)
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        Server.Log.Clear();

        Break(serverGotIt, NewPayment, CommitOfNewRows);
        var first = await shop.Test.PostAsync("payments", Body(), ("Idempotency-Key", "k"));
        var again = await shop.Test.PostAsync("payments", Body(), ("Idempotency-Key", "k"));

        // Where the record is there the first caller is told already.
        if (serverGotIt) Assert.Equal(HttpStatusCode.Created, first.Status);
        else IsUnknown(first);
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(serverGotIt, again.Headers.Contains("Idempotency-Replayed"));
        Assert.Single((await shop.Test.ReadAsync("payments")).Data().AsArray());
        Assert.Equal(!serverGotIt, Server.Log.Text.Contains("It may have been done", StringComparison.Ordinal));
        Assert.DoesNotContain("has nothing of this save", Server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_key_too_it_is_not_said_that_nothing_was_done(bool serverGotIt)
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();

        Break(serverGotIt, NewPayment, CommitOfNewRows);
        IsUnknown(await shop.Test.PostAsync("payments", Body()));

        Assert.Equal(serverGotIt ? 1 : 0, (await shop.Test.ReadAsync("payments")).Data().AsArray().Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invoice_whose_commit_went_with_its_rows_and_was_not_confirmed_is_unknown_and_no_number_is_lost(bool serverGotIt)
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();

        Break(serverGotIt, "INSERT INTO invoice_lines", Commit);
        IsUnknown(await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body()));

        // What the database got it still has to carry out.
        var expected = serverGotIt ? 1 : 0;
        await Eventually.BecomesAsync(() => shop.Test.ReadAsync("invoices"), listed => listed.Data().AsArray().Count == expected);
        var next = (await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body())).Data();
        Assert.EndsWith($"-{expected + 1:000000}", (string)next["number"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_that_breaks_before_its_rows_were_sent_is_done_again_with_the_same_number()
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();

        Break(serverGotIt: true, "INSERT INTO invoice_series");
        var made = (await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body())).Data();

        Assert.EndsWith("-000001", (string)made["number"]!, StringComparison.Ordinal);
        Assert.Single((await shop.Test.ReadAsync("invoices")).Data().AsArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_whose_commit_breaks_is_unknown(bool serverGotIt)
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        await Server.OperatorTokenAsync();
        var renamed = $"Renamed {shop.Id}";

        Break(serverGotIt, "UPDATE applications", then: Commit);
        var changed = await Server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["name"] = renamed });
        IsUnknown(changed);

        // What the database got it still has to carry out.
        var name = await Eventually.BecomesAsync(
            async () => (string?)(await Server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["name"],
            read => !serverGotIt || read == renamed);
        Assert.Equal(serverGotIt, name == renamed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_breaks_before_its_commit_was_sent_is_done_again_and_done_once(bool serverGotIt)
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        var key = (long)(await Server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials")).Data().AsArray()[0]!["id"]!;

        Break(serverGotIt, "UPDATE credentials SET");
        var revoked = await Server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{key}/revoke", new JsonObject());

        Assert.Equal("REVOKED", (string?)revoked.Data()["status"]);
        Assert.Equal(1, await CountRevocationsAsync(shop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_breaks_at_its_commit_is_not_done_again(bool serverGotIt)
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        var key = (long)(await Server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials")).Data().AsArray()[0]!["id"]!;

        Break(serverGotIt, "UPDATE credentials SET", then: Commit);
        IsUnknown(await Server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{key}/revoke", new JsonObject()));

        // What the database got it still has to carry out.
        var expected = serverGotIt ? 1 : 0;
        Assert.Equal(expected, await Eventually.BecomesAsync(() => CountRevocationsAsync(shop), count => count == expected));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_does_not_end_what_is_being_committed()
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        var before = Fuse.Cancels;
        var (isThere, letGo) = Fuse.HoldAnswerTo(NewPayment);
        using var hangUp = new CancellationTokenSource();

        using var request = new HttpRequestMessage(HttpMethod.Post, "payments")
        {
            Content = new StringContent(Body().ToJsonString(), System.Text.Encoding.UTF8, "application/json")
        };
        var asking = shop.Test.SendAsync(request, hangUp.Token);
        await isThere;
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        // The server has heard of it when it hears the next request of the same program.
        for (var i = 0; i < 3; i++) await shop.Test.ReadAsync("app/me");
        letGo();

        await Eventually.BecomesAsync(() => shop.Test.ReadAsync("payments"), answer => answer.Data().AsArray().Count == 1);
        Assert.Equal(before, Fuse.Cancels);
    }

    [Fact]
    public async Task A_session_that_the_gateway_opened_is_written_down_though_the_database_was_away_for_a_moment()
    {
        await NeedsAWireAsync();
        var shop = await Server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        Fuse.BreakBefore("UPDATE payment_attempts");
        var first = await Server.StartPayingAsync((string)payment["reference"]!);
        var second = await Server.StartPayingAsync((string)payment["reference"]!);

        Assert.Equal(first, second);
        Assert.Equal(
            [AttemptStatus.Open],
            await Server.WithDbAsync(db => db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id))
                .Select(attempt => attempt.Status)
                .ToListAsync()));
    }

    [Fact]
    public async Task A_standby_that_must_have_every_commit_and_is_gone_makes_it_unknown_and_no_replay_says_otherwise()
    {
        await NeedsAWireAsync();
        Assert.SkipUnless(TestDatabase.NamedPostgreSql is null, "Only the tests' own server names a standby that is gone.");
        var connection = new NpgsqlConnectionStringBuilder(await (await TestDatabase.GetAsync()).CreateAsync()) { CommandTimeout = 2 };
        await using var server = new TestServer(new() { ["ConnectionStrings:Database"] = connection.ToString() });
        await server.InitializeAsync();
        var shop = await server.RegisterAsync();
        await shop.OpenPaymentAsync();

        await SetAsync(server, $"ALTER DATABASE {connection.Database} SET synchronous_commit = on");
        var answer = await shop.Test.PostAsync("payments", Body(), ("Idempotency-Key", "k"));
        var invoice = await shop.Test.PostAsync("invoices", InvoicesUnderTest.Body());
        await SetAsync(server, $"ALTER DATABASE {connection.Database} RESET synchronous_commit");

        IsUnknown(answer);
        IsUnknown(invoice);
        Assert.Contains("A standby that must have every commit did not confirm this one", server.Log.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await shop.Test.ReadAsync("payments")).Data().AsArray().Count);
        Assert.Single((await shop.Test.ReadAsync("invoices")).Data().AsArray());
    }

    private static async Task SetAsync(TestServer server, string sql)
    {
        var source = server.Services.GetRequiredService<NpgsqlDataSource>();
        await using (var command = source.CreateCommand($"SET synchronous_commit = local; {sql}; SET synchronous_commit = local"))
            await command.ExecuteNonQueryAsync();

        // Only connections that are made from now on heed it.
        source.Clear();
    }

    /// <summary>And begins when no other test's outage is under way.</summary>
    private async Task NeedsAWireAsync()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "There is no wire to cut.");
        Fuse.Mend();
        var outage = Server.Services.GetRequiredService<DatabaseOutage>();
        await Eventually.BecomesAsync(
            () =>
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(outage.IsUnderWay);
            },
            isUnderWay => !isUnderWay);
    }

    private Task<int> CountRevocationsAsync(TestApplication shop) =>
        Server.WithDbAsync(db => db.Of<AuditEntry>(new ApplicationId((uint)shop.Id))
            .CountAsync(entry => entry.Action == "credential.revoke"));

    private static JsonObject Body() => new() { ["amountMinor"] = 125050, ["customerReference"] = "c" };

    private static void IsUnknown(Answer answer)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_UNAVAILABLE"), (answer.Status, answer.ErrorCode));
        Assert.Contains("The outcome is unknown", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private void Break(bool serverGotIt, string text, string? then = null)
    {
        if (serverGotIt) Fuse.BreakAfter(text, then);
        else Fuse.BreakBefore(text, then);
    }
}
