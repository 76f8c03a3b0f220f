using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Refunds;
using OiPayments.DueWork;
using OiPayments.Mail;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;

namespace OiPayments.ApiTests.Mail;

public sealed class MailingInvoicesTests : IAsyncLifetime
{
    private readonly SmtpReceiver smtp = SmtpReceiver.Start();
    private readonly TestServer server;

    public MailingInvoicesTests() => server = new(smtp.Settings);

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await smtp.DisposeAsync();
    }

    [Fact]
    public async Task An_issued_invoice_goes_to_its_customer_with_the_document_and_a_link()
    {
        var shop = await server.RegisterMailingAsync();
        await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """
            { "companyName": "শাপলা সফটওয়্যার", "contactDetails": "+880 2 5500 0000", "language": "BOTH" }
            """);
        var invoice = await MakeAsync(shop, new() { ["dueDate"] = "2026-01-31" });

        var mail = await smtp.NextAsync();
        var message = mail.Read();

        Assert.Equal(("invoices@company.example", MailsUnderTest.Customer), (mail.From, Assert.Single(mail.To)));
        Assert.Equal(
            "[TEST] Invoice INV-2026-000001 from শাপলা সফটওয়্যার / শাপলা সফটওয়্যার থেকে ইনভয়েস INV-2026-000001", message.Subject);
        foreach (var text in new[]
        {
            "৳1,000.00 is to be paid by 31 January 2026.", "৩১ জানুয়ারি ২০২৬-এর মধ্যে ৳১,০০০.০০ পরিশোধ করতে হবে।",
            (string)invoice["payableUrl"]!, "+880 2 5500 0000",
        })
        {
            Assert.Contains(text, message.TextBody, StringComparison.Ordinal);
            Assert.Contains(text, WebUtility.HtmlDecode(message.HtmlBody), StringComparison.Ordinal);
        }

        using var pdf = new PdfFile(PdfOf(message, 0));
        Assert.Contains("INV-2026-000001", string.Concat(pdf.Lines()), StringComparison.Ordinal);

        Assert.Single(message.Attachments);
        var sent = Assert.Single(await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "SENT")))!;
        Assert.Equal(
            ["id", "kind", "status", "paymentId", "attempts", "problem", "createdAt", "sentAt"],
            sent.AsObject().Select(field => field.Key));
        Assert.Equal(("INVOICE", 1, null), ((string?)sent["kind"], (int)sent["attempts"]!, (string?)sent["problem"]));
        Assert.NotNull(sent["sentAt"]);
        Assert.DoesNotContain(MailsUnderTest.Customer, server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_switched_it_on_and_named_an_address_is_mailed()
    {
        var (quiet, shop) = (await server.RegisterAsync(), await server.RegisterMailingAsync());
        var unasked = await MakeAsync(quiet);
        var nameless = await shop.InvoiceAsync();
        var draft = await shop.DraftAsync(new() { ["customerEmail"] = MailsUnderTest.Customer });
        var wanted = await MakeAsync(shop);

        await smtp.NextAsync();

        await server.MailsBecomeAsync(shop, wanted, mails => IsAll(mails, "SENT"));
        Assert.Empty(await quiet.MailsAsync(unasked));
        Assert.Empty(await shop.MailsAsync(nameless));
        Assert.Empty(await shop.MailsAsync(draft));
        Assert.Equal(0, smtp.Waiting);
    }

    [Fact]
    public async Task A_payment_of_an_invoice_is_receipted()
    {
        var shop = await server.RegisterMailingAsync(new() { ["mailInvoices"] = false });
        await shop.SetTemplateAsync(new() { ["companyName"] = "Shapla Software", ["language"] = "BN" });
        var invoice = await MakeAsync(shop);
        await shop.SetTemplateAsync(new() { ["language"] = "EN" });
        await PayAsync(shop, invoice, new() { ["amountMinor"] = 40_000 });

        var message = (await smtp.NextAsync()).Read();

        Assert.Equal("[TEST] ইনভয়েস INV-2026-000001 বাবদ ৳৪০০.০০ পাওয়া গেছে", message.Subject);
        Assert.Contains("৳৬০০.০০ পরিশোধ করতে হবে।", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("রসিদ ও ইনভয়েস PDF হিসেবে সংযুক্ত।", message.TextBody, StringComparison.Ordinal);
        var receipt = Assert.Single(await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "SENT")))!;
        Assert.Equal("RECEIPT", (string?)receipt["kind"]);
        Assert.NotNull(receipt["paymentId"]);

        // The receipt comes first, in the language that the invoice has.
        var payment = (await shop.Test.ReadAsync($"payments/{receipt["paymentId"]}")).Data();
        Assert.Equal(
            [$"receipt-{payment["reference"]}.pdf", "INV-2026-000001.pdf"],
            message.Attachments.Cast<MimePart>().Select(attached => attached.FileName));
        using var receiptFile = new PdfFile(PdfOf(message, 0));
        receiptFile.AssertHolds("রসিদ নম্বর", (string)payment["reference"]!, "চালান INV-2026-000001", "৳৪০০.০০");
        using var invoiceFile = new PdfFile(PdfOf(message, 1));
        invoiceFile.AssertHolds("INV-2026-000001", "৳৬০০.০০");
        invoiceFile.AssertLacks("রসিদ নম্বর");
    }

    [Fact]
    public async Task A_receipt_that_waited_says_what_was_given_back_meanwhile()
    {
        var shop = await server.RegisterMailingAsync(new() { ["mailInvoices"] = false });
        smtp.Instead = command => command.StartsWith("MAIL", StringComparison.Ordinal) ? "450 later" : null;
        var invoice = await MakeAsync(shop);
        await PayAsync(shop, invoice);
        var waiting = (await server.MailsBecomeAsync(shop, invoice, mails => mails is [{ } only] && only["problem"] is not null))[0]!;
        var payment = (await shop.Test.ReadAsync($"payments/{waiting["paymentId"]}")).Data();
        var refund = await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 30_000)).Data());
        Assert.Equal("SUCCEEDED", (string?)refund["status"]);

        // A try that had begun before may hold the document of before.
        var tried = (int)(await shop.MailsAsync(invoice))[0]!["attempts"]!;
        var step = TimeSpan.FromMinutes(10);
        await server.MailsBecomeAsync(shop, invoice, mails => (int)mails[0]!["attempts"]! > tried, step);
        smtp.Instead = _ => null;
        await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "SENT"), step);

        using var receipt = new PdfFile(PdfOf((await smtp.NextAsync()).Read(), 0));
        receipt.AssertHolds("Refunded −৳300.00");
    }

    [Fact]
    public async Task A_message_that_is_put_off_is_sent_later_and_one_that_is_refused_never_again()
    {
        var shop = await server.RegisterMailingAsync();
        var putOff = 2;
        smtp.Instead = command =>
            command.StartsWith("RCPT", StringComparison.Ordinal) && command.Contains("gone@", StringComparison.Ordinal)
                ? "550 5.1.1 <gone@example.org> unknown"
            : command == "." && Interlocked.Decrement(ref putOff) >= 0 ? "451 4.3.0 try later"
            : null;
        var gone = await MakeAsync(shop, new() { ["customerEmail"] = "gone@example.org" });
        var refused = Assert.Single(await server.MailsBecomeAsync(shop, gone, mails => IsAll(mails, "FAILED")))!;
        var later = await MakeAsync(shop);
        var waits = Assert.Single(await server.MailsBecomeAsync(shop, later, mails => mails[0]!["problem"] is not null))!;

        Assert.Equal(
            (1, "The mail server refused the recipient (550)."), ((int)refused["attempts"]!, (string?)refused["problem"]));
        Assert.Equal(("PENDING", "The mail server answered 451."), ((string?)waits["status"], (string?)waits["problem"]));
        await server.MailsBecomeAsync(shop, later, mails => IsAll(mails, "SENT"), step: TimeSpan.FromMinutes(1));
        Assert.Equal(3, (int)(await shop.MailsAsync(later))[0]!["attempts"]!);
        Assert.Equal(MailsUnderTest.Customer, Assert.Single((await smtp.NextAsync()).To));
        Assert.DoesNotContain("@example.org", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_server_is_away_money_goes_on_and_the_mail_is_given_up_after_a_day()
    {
        var shop = await server.RegisterMailingAsync();
        smtp.Instead = _ => "";
        var invoice = await MakeAsync(shop);
        await PayAsync(shop, invoice);

        Assert.Equal("PAID", (string?)(await shop.ReadInvoiceAsync(invoice))["status"]);
        var mails = await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "FAILED"), step: TimeSpan.FromMinutes(10));
        Assert.Equal(2, mails.Count);
        Assert.All(mails, mail => Assert.Equal(MailSchedule.MaxAttempts, (int)mail!["attempts"]!));
        Assert.All(mails, mail => Assert.Equal("The mail server could not be reached.", (string?)mail!["problem"]));
        await server.HoldsAsync();
    }

    [Fact]
    public async Task An_address_beyond_ASCII_goes_to_a_server_that_takes_it_and_to_no_other()
    {
        var shop = await server.RegisterMailingAsync();
        var refused = await MakeAsync(shop, new() { ["customerEmail"] = "হিসাব@example.org" });
        var failed = Assert.Single(await server.MailsBecomeAsync(shop, refused, mails => IsAll(mails, "FAILED")))!;
        smtp.Offers = ["8BITMIME", "SMTPUTF8"];
        await MakeAsync(shop, new() { ["customerEmail"] = "হিসাব@example.org" });

        Assert.Contains("SMTPUTF8", (string)failed["problem"]!, StringComparison.Ordinal);
        Assert.Equal("হিসাব@example.org", Assert.Single((await smtp.NextAsync()).To));
    }

    [Fact]
    public async Task An_operator_sends_it_again_and_that_is_in_the_audit_log()
    {
        var shop = await server.RegisterAsync();
        var invoice = await MakeAsync(shop);
        var path = $"admin/invoices/{invoice["id"]}/mails";

        var again = await server.Operator.PostAsync(path, new JsonObject { ["kind"] = "INVOICE" });
        await smtp.NextAsync();
        await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "SENT"));
        var reminder = await server.Operator.PostAsync(path, new JsonObject { ["kind"] = "REMINDER" });

        Assert.Equal((HttpStatusCode.Created, "PENDING"), (again.Status, (string?)again.Data()["status"]));
        Assert.Equal(HttpStatusCode.Created, reminder.Status);
        Assert.Equal("[TEST] Invoice INV-2026-000001 is not paid yet", (await smtp.NextAsync()).Read().Subject);
        var listed = await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "SENT"));
        Assert.Equal(["REMINDER", "INVOICE"], listed.Select(mail => (string?)mail!["kind"]));
        Assert.True(JsonNode.DeepEquals(listed, (await server.Operator.ReadAsync(path)).Data()));
        var lines = (await server.Operator.ReadAsync("admin/audit-logs?action=invoice.mail")).Data().AsArray();
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task Operators_who_send_it_at_the_same_moment_send_one()
    {
        smtp.Instead = _ => "451 Later";
        var shop = await server.RegisterAsync();
        var invoice = await MakeAsync(shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.Operator.PostAsync(
            $"admin/invoices/{invoice["id"]}/mails", new JsonObject { ["kind"] = "INVOICE" })));

        var ids = answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => (long)answer.Data()["id"]!).ToList();
        Assert.Equal((long)Assert.Single(await shop.MailsAsync(invoice))!["id"]!, Assert.Single(ids.Distinct()));
    }

    [Fact]
    public async Task What_cannot_be_mailed_is_refused()
    {
        var shop = await server.RegisterAsync();
        var (draft, nameless, paid) = (
            await shop.DraftAsync(new() { ["customerEmail"] = MailsUnderTest.Customer }), await shop.InvoiceAsync(), await MakeAsync(shop));
        await PayAsync(shop, paid);

        Assert.Equal("INVALID_OPERATION_STATE", await WhyNotAsync(draft, "INVOICE"));
        Assert.Equal("INVALID_OPERATION_STATE", await WhyNotAsync(nameless, "INVOICE"));
        Assert.Equal("INVALID_OPERATION_STATE", await WhyNotAsync(paid, "REMINDER"));
        Assert.Equal("VALIDATION_ERROR", await WhyNotAsync(paid, "RECEIPT"));
        Assert.Equal("VALIDATION_ERROR", await WhyNotAsync(paid, "SPAM"));
        Assert.Equal("RESOURCE_NOT_FOUND", (await shop.Live.ReadAsync($"invoices/{paid["id"]}/mails")).ErrorCode);

        async Task<string?> WhyNotAsync(JsonNode invoice, string kind) =>
            (await server.Operator.PostAsync($"admin/invoices/{invoice["id"]}/mails", new JsonObject { ["kind"] = kind })).ErrorCode;
    }

    [Fact]
    public async Task A_mail_about_what_is_not_so_any_more_is_dropped()
    {
        var shop = await server.RegisterMailingAsync();
        smtp.Instead = command => command.StartsWith("MAIL", StringComparison.Ordinal) ? "450 later" : null;
        var invoice = await MakeAsync(shop);
        await server.MailsBecomeAsync(shop, invoice, mails => mails[0]!["problem"] is not null);
        await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());
        smtp.Instead = _ => null;

        var dropped = Assert.Single(
            await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "DROPPED"), step: TimeSpan.FromMinutes(1)))!;

        Assert.Equal("The invoice is void by now.", (string?)dropped["problem"]);
        Assert.Equal(0, smtp.Waiting);
    }

    [Fact]
    public async Task Of_one_application_no_more_than_so_many_go_in_a_minute()
    {
        await using var few = new TestServer(new(smtp.Settings) { ["Mail:PerMinute"] = "2" });
        await few.InitializeAsync();
        var shop = await few.RegisterMailingAsync();
        for (var made = 0; made < 5; made++) await MakeAsync(shop);

        await smtp.NextAsync();
        await smtp.NextAsync();
        for (var second = 0; second < 20; second++)
        {
            few.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, smtp.Waiting);
        few.Clock.Advance(TimeSpan.FromSeconds(61));
        await smtp.NextAsync();
        await smtp.NextAsync();
        Assert.Equal(0, smtp.Waiting);
    }

    [Fact]
    public async Task What_was_sent_is_forgotten_after_90_days()
    {
        var shop = await server.RegisterMailingAsync();
        var invoice = await MakeAsync(shop);
        await server.MailsBecomeAsync(shop, invoice, mails => IsAll(mails, "SENT"));
        await server.WithDbAsync(db => db.Of<InvoiceMail>(shop.TestScope).ExecuteUpdateAsync(
            set => set.SetProperty(
                m => m.CreatedAt, server.Clock.GetUtcNow() - new RetentionOptions().Mails - TimeSpan.FromSeconds(1))));

        server.Clock.Advance(PurgeExpired.Every);

        await Eventually.BecomesAsync(() => shop.MailsAsync(invoice), mails => mails.Count == 0);
    }

    private static Task<JsonNode> MakeAsync(TestApplication shop, JsonObject? fields = null)
    {
        var all = fields ?? [];
        all.TryAdd("customerEmail", MailsUnderTest.Customer);
        all.TryAdd("customerName", "Padma Traders");
        return shop.InvoiceAsync(all);
    }

    private async Task PayAsync(TestApplication shop, JsonNode invoice, JsonObject? part = null)
    {
        var link = (await shop.Test.PostAsync($"invoices/{invoice["id"]}/payable-link", part ?? [])).Data();
        await server.PayAsync((string)link["reference"]!);
    }

    private static bool IsAll(JsonArray mails, string status) =>
        mails.Count > 0 && mails.All(mail => (string?)mail!["status"] == status);

    private static byte[] PdfOf(MimeMessage message, int index)
    {
        using var content = new MemoryStream();
        ((MimePart)message.Attachments.ElementAt(index)).Content!.DecodeTo(content);
        return content.ToArray();
    }
}
