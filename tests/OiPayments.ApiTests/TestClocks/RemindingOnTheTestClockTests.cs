using System.Globalization;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Mail;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.TestClocks;

/// <summary>Reminders come on their days, at nine in the morning of the application's time zone, also by the test clock.</summary>
public sealed class RemindingOnTheTestClockTests : IAsyncLifetime
{
    private readonly SmtpReceiver smtp = SmtpReceiver.Start();
    private readonly MailingServer server;

    public RemindingOnTheTestClockTests() => server = new(smtp.Settings);

    public async ValueTask InitializeAsync() => await server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task Each_comes_once_on_its_morning_though_a_month_passes_at_once()
    {
        var shop = await server.RegisterMailingAsync(new()
        {
            ["mailRemindersBefore"] = new JsonArray(3),
            ["mailRemindersAfter"] = new JsonArray(7, 1),
        });
        var due = DateOnly.FromDateTime(RealTimeServer.Real.UtcDateTime).AddDays(10);
        var invoice = await shop.InvoiceAsync(new()
        {
            ["customerEmail"] = MailsUnderTest.Customer,
            ["dueDate"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });

        await AdvancingTheTestClockTests.AdvanceAsync(shop, "P1M");

        var mails = await shop.MailsAsync(invoice);
        Assert.All(mails, mail => Assert.Equal("SENT", (string?)mail!["status"]));
        Assert.Equal(
            new[] { -3, 1, 7 }.Select(days => new DateTimeOffset(
                due.AddDays(days).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(6)).ToUniversalTime()),
            mails.Where(mail => (string?)mail!["kind"] == "REMINDER").Select(mail => (DateTimeOffset)mail!["createdAt"]!).Order());
    }

    private sealed class MailingServer(Dictionary<string, string?> settings) : TestServer(settings, clock: TimeProvider.System);
}
