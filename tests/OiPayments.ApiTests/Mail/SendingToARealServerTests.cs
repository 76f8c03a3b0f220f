using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Npm;
using OiPayments.Mail;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Mail;

/// <summary>By STARTTLS and with a password, to npm's smtp-server; read by mailparser.</summary>
public class SendingToARealServerTests
{
    [Fact]
    public async Task A_mail_in_both_languages_is_read_back_by_somebody_elses_parser()
    {
        var port = MailServer.FreePort();
        await using var server = new TestServer(
            new()
            {
                ["Mail:Host"] = "127.0.0.1",
                ["Mail:Port"] = $"{port}",
                ["Mail:FromAddress"] = "invoices@company.example",
                ["Mail:FromName"] = "শাপলা, \"হিসাব\"",
                ["Mail:User"] = MailServer.User,
                ["Mail:Password"] = MailServer.Password,
            },
            Trust);
        await server.InitializeAsync();
        var shop = await server.RegisterMailingAsync();
        await shop.Test.SendAsync(HttpMethod.Put, "invoices/template", """{ "companyName": "শাপলা সফটওয়্যার", "language": "BOTH" }""");
        var taken = MailServer.TakeOneAsync(port);

        var invoice = await shop.InvoiceAsync(new()
        {
            ["customerEmail"] = MailsUnderTest.Customer,
            ["customerName"] = "পদ্মা ট্রেডার্স, লিমিটেড <b>",
            ["dueDate"] = "2026-01-31",
        });
        await server.MailsBecomeAsync(
            shop, invoice, mails => (string?)mails[0]!["status"] == "SENT", step: TimeSpan.FromSeconds(10));

        var mail = await taken;
        Assert.True((bool)mail["secure"]!);
        Assert.Equal([MailsUnderTest.Customer], mail["recipients"]!.AsArray().Select(one => (string?)one));
        Assert.Equal("শাপলা, \"হিসাব\"", (string?)mail["from"]!["name"]);

        // A comma after a quotation mark MimeKit writes so that mailparser reads a blank before it (findings/display-name-by-mimekit.sh);
        // WritingAMailTests has that.
        Assert.Equal("পদ্মা ট্রেডার্স, লিমিটেড <b>", (string?)mail["to"]!["name"]);
        Assert.Equal(
            "[TEST] Invoice INV-2026-000001 from শাপলা সফটওয়্যার / শাপলা সফটওয়্যার থেকে ইনভয়েস INV-2026-000001",
            (string?)mail["subject"]);
        Assert.Contains("৩১ জানুয়ারি ২০২৬-এর মধ্যে ৳১,০০০.০০ পরিশোধ করতে হবে।", (string)mail["text"]!, StringComparison.Ordinal);
        Assert.Contains((string)invoice["payableUrl"]!, (string)mail["html"]!, StringComparison.Ordinal);
        var attached = Assert.Single(mail["attachments"]!.AsArray())!;
        Assert.Equal(("INV-2026-000001.pdf", "application/pdf"), ((string?)attached["name"], (string?)attached["type"]));
        Assert.StartsWith(
            "%PDF-", Encoding.Latin1.GetString(Convert.FromBase64String((string)attached["content"]!)), StringComparison.Ordinal);

        static void Trust(WebApplicationBuilder builder) =>
            builder.Services.AddSingleton(new MailServerTrust((_, shown, _, _) => shown?.Subject == "CN=localhost"));
    }
}
