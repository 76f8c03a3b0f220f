using OiPayments.ApiTests.Crashing;
using OiPayments.ApiTests.Invoices;
using OiPayments.DueWork;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Mail;

/// <summary>A node dies when the mail server has taken the mail, and before that is written down.</summary>
public sealed class DyingWhileMailingTests : IAsyncLifetime
{
    private readonly SmtpReceiver smtp = SmtpReceiver.Start();
    private readonly TestServer server = new([], clock: TimeProvider.System);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task It_is_sent_again_and_not_never()
    {
        var shop = await server.RegisterMailingAsync();
        using var dying = Start($"--Testing:CrashAt={CrashPoints.AfterMail}");
        await dying.ListensAsync();
        using var client = new HttpClient { BaseAddress = dying.Api };
        foreach (var (name, values) in shop.Test.DefaultRequestHeaders) client.DefaultRequestHeaders.Add(name, values);
        var invoice = (await client.PostAsync(
            "invoices", InvoicesUnderTest.Body(new() { ["customerEmail"] = MailsUnderTest.Customer }))).Data();
        await dying.EndsAsync();
        var first = (await smtp.NextAsync()).Read();
        Assert.Equal("PENDING", (string?)(await shop.MailsAsync(invoice))[0]!["status"]);

        using var heir = Start();
        await heir.ListensAsync();
        var second = (await smtp.NextAsync()).Read();

        Assert.Equal(NodeProcess.KilledBySignal9, dying.ExitCode);
        Assert.Equal(first.MessageId, second.MessageId);
        var mail = (await Eventually.BecomesAsync(
            () => shop.MailsAsync(invoice), mails => (string?)mails[0]!["status"] == "SENT"))[0]!;
        Assert.Equal(2, (int)mail["attempts"]!);
        Assert.Equal(0, smtp.Waiting);
    }

    private NodeProcess Start(params string[] more) => NodeProcess.Start(
        "Development", null,
        [
            $"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}",
            .. smtp.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. more,
        ]);
}
