using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Invoices;
using OiPayments.Mail;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Mail;

/// <summary>How the connection is made, and that none is made unless somebody wants it.</summary>
public sealed class ReachingTheMailServerTests : IAsyncDisposable
{
    private static readonly JsonObject ToCustomer = new() { ["customerEmail"] = MailsUnderTest.Customer };

    private readonly SmtpReceiver smtp = SmtpReceiver.Start();

    public ValueTask DisposeAsync() => smtp.DisposeAsync();

    [Fact]
    public async Task Without_a_host_nothing_is_sent_and_nothing_is_kept_for_later()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var shop = await server.RegisterMailingAsync(new() { ["mailRemindersBefore"] = new JsonArray(1) });
        var invoice = await shop.InvoiceAsync(new() { ["customerEmail"] = MailsUnderTest.Customer, ["dueDate"] = "2026-01-17" });
        await server.PayAsync((string)(await shop.Test.PostAsync(
            $"invoices/{invoice["id"]}/payable-link", new JsonObject { ["amountMinor"] = 10_000 })).Data()["reference"]!);
        server.Clock.AdjustTime(new(2026, 1, 16, 9, 0, 0, TimeSpan.Zero));

        var refused = await server.Operator.PostAsync($"admin/invoices/{invoice["id"]}/mails", new JsonObject { ["kind"] = "INVOICE" });

        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        for (var second = 0; second < 5; second++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Empty(await shop.MailsAsync(invoice));
    }

    [Fact]
    public async Task STARTTLS_is_wanted_unless_a_setting_says_otherwise_and_nothing_goes_in_the_clear()
    {
        await using var server = Server(
            new() { ["Mail:Encryption"] = null, ["Mail:User"] = "invoices", ["Mail:Password"] = "kept secret" });
        await server.InitializeAsync();
        var shop = await server.RegisterMailingAsync();
        var said = new List<string>();
        smtp.Instead = command =>
        {
            lock (said) said.Add(command);
            return null;
        };
        var invoice = await shop.InvoiceAsync(ToCustomer.DeepClone().AsObject());
        var waits = (await server.MailsBecomeAsync(shop, invoice, mails => mails[0]!["problem"] is not null))[0]!;

        Assert.Equal("The mail server does not offer STARTTLS, and nothing is sent in the clear.", (string?)waits["problem"]);
        Assert.All(said, command => Assert.Matches("^(EHLO|QUIT)", command));

        smtp.OffersStartTls = true;
        smtp.Offers = ["8BITMIME", "AUTH PLAIN"];
        await server.MailsBecomeAsync(shop, invoice, mails => (string?)mails[0]!["status"] == "SENT", step: TimeSpan.FromMinutes(1));
        Assert.True((await smtp.NextAsync()).WasEncrypted);
        Assert.Contains(said, command => command.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        Assert.DoesNotContain("kept secret", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_nobodys_is_not_trusted()
    {
        await using var server = new TestServer(new(smtp.Settings) { ["Mail:Encryption"] = "STARTTLS" });
        await server.InitializeAsync();
        smtp.OffersStartTls = true;
        var shop = await server.RegisterMailingAsync();
        var invoice = await shop.InvoiceAsync(ToCustomer.DeepClone().AsObject());

        var waits = (await server.MailsBecomeAsync(shop, invoice, mails => mails[0]!["problem"] is not null))[0]!;

        Assert.Equal("No trusted TLS connection to the mail server came about.", (string?)waits["problem"]);
        Assert.Equal(0, smtp.Waiting);
    }

    [Theory]
    [InlineData("Mail:FromAddress", "", "Mail__FromAddress")]
    [InlineData("Mail:FromAddress", "Invoices <a@company.example>", "Mail__FromAddress")]
    [InlineData("Mail:User", "somebody", "Mail__User")]
    [InlineData("Mail:Port", "70000", "Mail__Port")]
    [InlineData("Mail:Encryption", "MAYBE", "Mail__Encryption")]
    public async Task A_setting_that_cannot_be_is_named_at_the_start(string key, string value, string named)
    {
        await using var server = new TestServer(new(smtp.Settings) { [key] = value });

        var failure = await Assert.ThrowsAsync<OiPayments.Server.SettingsException>(async () => await server.InitializeAsync());

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    private TestServer Server(Dictionary<string, string?> settings)
    {
        var all = smtp.Settings;
        foreach (var (key, value) in settings) all[key] = value;
        return new(all, Trust);

        void Trust(WebApplicationBuilder builder) =>
            builder.Services.AddSingleton(new MailServerTrust((_, shown, _, _) => smtp.Trusts(shown)));
    }
}
