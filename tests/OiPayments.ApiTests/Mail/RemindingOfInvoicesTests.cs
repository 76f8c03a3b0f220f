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
        var (owed, paid, other) = (await MakeAsync("2026-01-20"), await MakeAsync("2026-01-20"), await MakeAsync("2026-01-25"));

        // On the day itself, before nine in Dhaka, nobody is reminded.
        await LookAtAsync(new(2026, 1, 17, 2, 59, 0, TimeSpan.Zero));
        Assert.Equal(0, smtp.Waiting);
        await LookAtAsync(new(2026, 1, 17, 3, 0, 0, TimeSpan.Zero));
        Assert.Equal(
            ["[TEST] Invoice INV-2026-000001 is due on 20 January 2026", "[TEST] Invoice INV-2026-000002 is due on 20 January 2026"],
            await SubjectsAsync(2));

        await server.PayAsync(
            (string)(await shop.Test.PostAsync($"invoices/{paid["id"]}/payable-link", new JsonObject())).Data()["reference"]!);
        await LookAtAsync(new(2026, 1, 21, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(["[TEST] Invoice INV-2026-000001 was due on 20 January 2026"], await SubjectsAsync(1));
        await LookAtAsync(new(2026, 1, 21, 20, 0, 0, TimeSpan.Zero));
        await LookAtAsync(new(2026, 1, 27, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(["[TEST] Invoice INV-2026-000001 was due on 20 January 2026"], await SubjectsAsync(1));

        Assert.Equal(0, smtp.Waiting);
        Assert.Equal(3, (await shop.MailsAsync(owed)).Count);
        Assert.Single(await shop.MailsAsync(paid));
        Assert.Empty(await shop.MailsAsync(other));

        async Task<JsonNode> MakeAsync(string day) =>
            await shop.InvoiceAsync(new() { ["dueDate"] = day, ["customerEmail"] = MailsUnderTest.Customer });
    }

    [Fact]
    public async Task Whoever_gets_the_invoice_today_needs_no_reminder_today()
    {
        var shop = await server.RegisterAsync(settings: new() { ["mailRemindersBefore"] = new JsonArray(1) });
        var invoice = await shop.InvoiceAsync(new() { ["dueDate"] = "2026-01-16", ["customerEmail"] = MailsUnderTest.Customer });

        await LookAtAsync(new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));

        Assert.Empty(await shop.MailsAsync(invoice));
    }

    /// <summary>Lets the workers look a few times at that hour.</summary>
    private async Task LookAtAsync(DateTimeOffset hour)
    {
        server.Clock.AdjustTime(hour);
        for (var second = 0; second < 10; second++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
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
