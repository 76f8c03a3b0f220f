using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Invoices;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Mail;

/// <summary>Its clock runs for days, so the server is its own. It begins on 15 January 2026, 15:00 in Dhaka.</summary>
public sealed class RemindingOfInvoicesTests : IAsyncLifetime
{
    private readonly SmtpReceiver smtp = SmtpReceiver.Start();
    private readonly TestServer server;

    public RemindingOfInvoicesTests() => server = new(smtp.Settings);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task Each_day_of_the_schedule_reminds_once_in_the_morning_as_long_as_something_is_owed()
    {
        var shop = await server.RegisterAsync(settings: new()
        {
            ["mailRemindersBefore"] = new JsonArray(3),
            ["mailRemindersAfter"] = new JsonArray(7, 1),
        });
        var (owed, paid, other) = (
            await MakeAsync(shop, "2026-01-20"), await MakeAsync(shop, "2026-01-20"), await MakeAsync(shop, "2026-02-25"));

        // On the day itself, before nine in Dhaka, nobody is reminded.
        await LookAtAsync(new(2026, 1, 17, 2, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, smtp.Waiting);
        await LookAtAsync(new(2026, 1, 17, 3, 0, 0, TimeSpan.Zero));
        Assert.Equal(
            ["[TEST] Invoice INV-2026-000001 is due on 20 January 2026", "[TEST] Invoice INV-2026-000002 is due on 20 January 2026"],
            await SubjectsAsync(2));

        await PayAsync(shop, paid);
        await LookAtAsync(new(2026, 1, 21, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(["[TEST] Invoice INV-2026-000001 was due on 20 January 2026"], await SubjectsAsync(1));
        await LookAtAsync(new(2026, 1, 21, 20, 0, 0, TimeSpan.Zero));
        await LookAtAsync(new(2026, 1, 27, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(["[TEST] Invoice INV-2026-000001 was due on 20 January 2026"], await SubjectsAsync(1));

        Assert.Equal(0, smtp.Waiting);
        Assert.Equal(3, (await shop.MailsAsync(owed)).Count);
        Assert.Single(await shop.MailsAsync(paid));
        Assert.Empty(await shop.MailsAsync(other));
    }

    [Fact]
    public async Task Whoever_gets_the_invoice_today_needs_no_reminder_today()
    {
        var shop = await server.RegisterAsync(settings: new() { ["mailRemindersBefore"] = new JsonArray(1) });
        var invoice = await shop.InvoiceAsync(new() { ["dueDate"] = "2026-01-16", ["customerEmail"] = MailsUnderTest.Customer });

        await LookAtAsync(new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));

        Assert.Empty(await shop.MailsAsync(invoice));
    }

    [Fact]
    public async Task What_the_service_slept_through_comes_the_next_morning_and_once()
    {
        var shop = await server.RegisterAsync(settings: Schedule([3], []));
        var (owed, paid) = (await MakeAsync(shop, "2026-01-20"), await MakeAsync(shop, "2026-01-20"));
        await PayAsync(shop, paid);
        await LookAtAsync(EveningOf(16));
        Assert.Equal(0, smtp.Waiting);

        await LookAtAsync(new(2026, 1, 18, 2, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, smtp.Waiting);
        await LookAtAsync(MorningOf(18));
        Assert.Equal(["[TEST] Invoice INV-2026-000001 is due on 20 January 2026"], await SubjectsAsync(1));

        // What is not written down by then is sent again, and rightly so.
        await server.MailsBecomeAsync(
            shop, owed, mails => mails.All(mail => (string?)mail!["status"] == "SENT"), TimeSpan.FromMilliseconds(1));
        await server.RestartAsync();
        await LookAtAsync(EveningOf(18));
        await LookAtAsync(MorningOf(19));

        Assert.Equal(0, smtp.Waiting);
        Assert.Single(await shop.MailsAsync(owed));
        Assert.Empty(await shop.MailsAsync(paid));
    }

    [Theory]

    // The next one of the schedule has come: that one alone.
    [InlineData("3,1", "", 19, 1)]

    // The day to pay is the last on which a reminder from before it makes sense.
    [InlineData("1", "", 20, 1)]
    [InlineData("1", "", 21, 0)]
    [InlineData("3", "7", 20, 1)]

    // Three days, and not a fourth.
    [InlineData("", "1", 24, 1)]
    [InlineData("", "1", 25, 0)]
    [InlineData("", "1,3", 23, 1)]
    public async Task A_late_reminder_comes_as_long_as_it_makes_sense(string before, string after, int wakesOn, int reminders)
    {
        var shop = await server.RegisterAsync(settings: Schedule(Days(before), Days(after)));
        var invoice = await MakeAsync(shop, "2026-01-20");

        await LookAtAsync(MorningOf(wakesOn));

        // However slowly: for what is not to come, the looks until here are all the time there is.
        if (reminders == 0) Assert.Empty(await shop.MailsAsync(invoice));
        else await server.MailsBecomeAsync(shop, invoice, mails => mails.Count == reminders);

        static int[] Days(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    [Fact]
    public async Task Whoever_got_another_mail_since_or_the_invoice_itself_gets_no_late_reminder()
    {
        var shop = await server.RegisterAsync(settings: Schedule([3], []));
        var old = await MakeAsync(shop, "2026-01-20");
        server.Clock.AdjustTime(new(2026, 1, 17, 1, 0, 0, TimeSpan.Zero));
        var made = await MakeAsync(shop, "2026-01-20");
        Assert.Equal(HttpStatusCode.Created, (await server.Operator.PostAsync(
            $"admin/invoices/{old["id"]}/mails", new JsonObject { ["kind"] = "INVOICE" })).Status);

        await LookAtAsync(MorningOf(18));

        Assert.Equal("INVOICE", (string?)Assert.Single(await shop.MailsAsync(old))!["kind"]);
        Assert.Empty(await shop.MailsAsync(made));
    }

    [Fact]
    public async Task Of_two_nodes_that_wake_together_one_reminds()
    {
        await using var other = new TestServer(new(smtp.Settings) { ["ConnectionStrings:Database"] = server.Database });
        await other.InitializeAsync();
        var shop = await server.RegisterAsync(settings: Schedule([3], []));
        var invoices = new List<JsonNode>();
        while (invoices.Count < 12) invoices.Add(await MakeAsync(shop, "2026-01-20"));

        await Task.WhenAll(Task.Run(() => LookAtAsync(server, MorningOf(18))), Task.Run(() => LookAtAsync(other, MorningOf(18))));

        // Neither clock moves from here on: a node whose clock stands still is silent to one whose clock goes on.
        foreach (var invoice in invoices)
            await Eventually.BecomesAsync(() => shop.MailsAsync(invoice), mails => mails.Count == 1);
        Assert.Equal(invoices.Count, (await SubjectsAsync(invoices.Count)).Distinct().Count());
        Assert.Equal(0, smtp.Waiting);
    }

    private static JsonObject Schedule(int[] before, int[] after) => new()
    {
        ["mailRemindersBefore"] = new JsonArray([.. before.Select(days => (JsonNode)days)]),
        ["mailRemindersAfter"] = new JsonArray([.. after.Select(days => (JsonNode)days)]),
    };

    private static Task<JsonNode> MakeAsync(TestApplication shop, string day) =>
        shop.InvoiceAsync(new() { ["dueDate"] = day, ["customerEmail"] = MailsUnderTest.Customer });

    private async Task PayAsync(TestApplication shop, JsonNode invoice) => await server.PayAsync(
        (string)(await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", new JsonObject())).Data()["reference"]!);

    private static DateTimeOffset MorningOf(int day) => new(2026, 1, day, 3, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset EveningOf(int day) => new(2026, 1, day, 17, 0, 0, TimeSpan.Zero);

    private Task LookAtAsync(DateTimeOffset hour) => LookAtAsync(server, hour);

    /// <summary>Lets a node's workers look a few times at that hour. What lies between it and the last one they sleep through.</summary>
    private static async Task LookAtAsync(TestServer node, DateTimeOffset hour)
    {
        node.Clock.AdjustTime(hour);
        for (var second = 0; second < 10; second++)
        {
            node.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<IEnumerable<string?>> SubjectsAsync(int count)
    {
        var subjects = new List<string?>();
        while (subjects.Count < count) subjects.Add((await smtp.NextAsync()).Read().Subject);
        return subjects.Order(StringComparer.Ordinal);
    }
}
