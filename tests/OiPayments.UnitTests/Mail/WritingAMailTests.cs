using System.Text;
using MimeKit;
using OiPayments.Mail;
using OiPayments.Presentation;
using OiPayments.Printing;

namespace OiPayments.UnitTests.Mail;

public class WritingAMailTests
{
    private const string Hostile = "<b>Sunrise</b>\r\nBcc: victim@example.org\u202E & \"Sons\"";

    private static readonly LetterFacts Facts = new()
    {
        Kind = MailKind.Invoice,
        Company = "শাপলা সফটওয়্যার",
        Customer = "পদ্মা \"ট্রেডার্স\", লিমিটেড",
        Number = "INV-2026-000007",
        Total = new(12_345_678, Currency.Bdt),
        Due = new(12_345_678, Currency.Bdt),
        DueDate = new(2026, 7, 31),
        IsOverdue = false,
        Contact = "Dhaka\r\n<i>+880 2 5500 0000</i>",
        Link = new("https://pay.example.com/pay/inv_1?a=b&c=d"),
        Mode = Mode.Live,
    };

    private static readonly MailOptions Options = new() { Host = "mail.example", FromAddress = "invoices@company.example" };

    [Theory]
    [InlineData("INVOICE", "Invoice INV-2026-000007 from শাপলা সফটওয়্যার", "৳1,23,456.78 is to be paid by 31 July 2026.")]
    [InlineData("REMINDER", "Invoice INV-2026-000007 is due on 31 July 2026", "is to be paid by 31 July 2026.")]
    [InlineData("OVERDUE", "Invoice INV-2026-000007 was due on 31 July 2026", "was to be paid by 31 July 2026.")]
    [InlineData("RECEIPT", "৳500.00 received for invoice INV-2026-000007", "received your payment of ৳500.00")]
    [InlineData("RECEIPT", "৳500.00 received for invoice INV-2026-000007", "The receipt and the invoice are attached as PDFs.")]
    public void It_says_in_English_what_happened(string what, string subject, string sentence)
    {
        var message = Read(Write(FactsOf(what), PageLanguage.English));

        Assert.Equal(subject, message.Subject);
        Assert.Contains(sentence, message.TextBody, StringComparison.Ordinal);
        Assert.Contains(sentence, message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INVOICE", "শাপলা সফটওয়্যার থেকে ইনভয়েস INV-2026-000007", "৩১ জুলাই ২০২৬-এর মধ্যে ৳১,২৩,৪৫৬.৭৮ পরিশোধ করতে হবে।")]
    [InlineData("REMINDER", "ইনভয়েস INV-2026-000007 পরিশোধের শেষ দিন ৩১ জুলাই ২০২৬", "৳১,২৩,৪৫৬.৭৮")]
    [InlineData("OVERDUE", "ইনভয়েস INV-2026-000007 পরিশোধের শেষ দিন ছিল ৩১ জুলাই ২০২৬", "পরিশোধের কথা ছিল।")]
    [InlineData("RECEIPT", "ইনভয়েস INV-2026-000007 বাবদ ৳৫০০.০০ পাওয়া গেছে", "আপনার ৳৫০০.০০ পেয়েছে।")]
    public void It_says_the_same_in_Bangla(string what, string subject, string sentence)
    {
        var message = Read(Write(FactsOf(what), PageLanguage.Bangla));

        Assert.Equal(subject, message.Subject);
        Assert.Contains(sentence, message.TextBody, StringComparison.Ordinal);
        Assert.Contains(sentence, message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void In_both_languages_it_says_everything_twice_and_links_to_the_same_page()
    {
        var message = Read(Write(Facts, PageLanguage.English, PageLanguage.Bangla));

        Assert.Equal(
            "Invoice INV-2026-000007 from শাপলা সফটওয়্যার / শাপলা সফটওয়্যার থেকে ইনভয়েস INV-2026-000007", message.Subject);
        Assert.Equal(3, message.TextBody!.Split("https://pay.example.com/pay/inv_1?a=b&c=d").Length);
        Assert.Equal(3, message.HtmlBody!.Split("href=\"https://pay.example.com/pay/inv_1?a=b&amp;c=d\"").Length);
    }

    [Fact]
    public void Its_headers_are_plain_letters_whatever_the_names_are()
    {
        var source = Write(Facts, PageLanguage.Bangla);

        var headers = Encoding.Latin1.GetString(source).Split("\r\n\r\n")[0];
        Assert.All(headers, letter => Assert.True(char.IsAscii(letter)));
        var message = Read(source);
        Assert.Equal("শাপলা সফটওয়্যার", message.From.Mailboxes.Single().Name);
        var to = message.To.Mailboxes.Single();
        Assert.Equal(("পদ্মা \"ট্রেডার্স\", লিমিটেড", "accounts@example.org"), (to.Name, to.Address));
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("mail.42.7@company.example", message.MessageId);
    }

    [Fact]
    public void Nobodys_words_become_markup_or_a_header()
    {
        var hostile = Facts with { Company = Hostile, Customer = Hostile, Number = Hostile };

        var source = Write(hostile, PageLanguage.English);
        var message = Read(source);

        Assert.Empty(message.Bcc);
        Assert.DoesNotContain(
            Encoding.Latin1.GetString(source).Split("\r\n"), line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("<b>", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(
            "&lt;b&gt;Sunrise&lt;/b&gt;  Bcc: victim@example.org &amp; &quot;Sons&quot;", message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(
            "Invoice <b>Sunrise</b>  Bcc: victim@example.org & \"Sons\" from <b>Sunrise</b>  Bcc: victim@example.org & \"Sons\"",
            message.Subject);
        Assert.DoesNotMatch("[\u202A-\u202E\u2066-\u2069]", message.HtmlBody + message.TextBody + message.Subject);
    }

    [Fact]
    public void TEST_says_so_first() =>
        Assert.StartsWith(
            "[TEST] Invoice", Read(Write(Facts with { Mode = Mode.Test }, PageLanguage.English)).Subject, StringComparison.Ordinal);

    [Fact]
    public void The_document_is_attached_under_its_name()
    {
        var attached = (MimePart)Read(Write(Facts, PageLanguage.English)).Attachments.Single();

        using var content = new MemoryStream();
        attached.Content!.DecodeTo(content);
        Assert.Equal(("application/pdf", "INV-2026-000007.pdf"), (attached.ContentType.MimeType, attached.FileName));
        Assert.Equal("%PDF-"u8, content.ToArray());
    }

    [Theory]
    [InlineData("accounts@example.org", true)]
    [InlineData("হিসাব@example.org", true)]
    [InlineData("accounts", false)]
    [InlineData("accounts@", false)]
    [InlineData("@example.org", false)]
    [InlineData("Accounts <accounts@example.org>", false)]
    [InlineData("a@example.org, b@example.org", false)]
    [InlineData("a@example.org\r\nBcc: b@example.org", false)]
    [InlineData(null, false)]
    public void A_recipient_is_one_address_and_nothing_else(string? address, bool isOne) =>
        Assert.Equal(isOne, MailMessage.Recipient("Name", address) is not null);

    [Fact]
    public void A_mail_is_tried_for_about_a_day_and_then_not_again()
    {
        var pauses = Enumerable.Range(1, MailSchedule.MaxAttempts).Select(MailSchedule.AfterAttempt).ToList();

        Assert.Null(pauses[^1]);
        Assert.All(pauses[..^1], pause => Assert.NotNull(pause));
        Assert.InRange(pauses[..^1].Sum(pause => pause!.Value.TotalHours), 20, 26);
    }

    [Fact]
    public void The_options_do_not_say_their_password() =>
        Assert.DoesNotContain("secret", (Options with { User = "user", Password = "secret" }).ToString(), StringComparison.Ordinal);

    private static LetterFacts FactsOf(string what) => what switch
    {
        "REMINDER" => Facts with { Kind = MailKind.Reminder },
        "OVERDUE" => Facts with { Kind = MailKind.Reminder, IsOverdue = true },
        "RECEIPT" => Facts with { Kind = MailKind.Receipt, Paid = new(50_000, Currency.Bdt) },
        _ => Facts,
    };

    private static byte[] Write(LetterFacts facts, params PageLanguage[] languages)
    {
        var mail = new InvoiceMail
        {
            ApplicationId = new(42),
            Id = new(7),
            Mode = facts.Mode,
            Kind = facts.Kind,
            InvoiceId = new(1001),
            CreatedAt = DateTimeOffset.UnixEpoch,
            DueAt = null,
        };
        var to = MailMessage.Recipient(facts.Customer, "accounts@example.org")!;
        using var message = MailMessage.Of(
            mail, Options, to, facts, languages, [PdfDownload.Named("INV-2026-000007", "%PDF-"u8.ToArray())], DateTimeOffset.UnixEpoch);
        using var stream = new MemoryStream();
        message.WriteTo(FormatOptions.Default, stream);
        return [.. Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(stream.ToArray()).ReplaceLineEndings("\r\n"))];
    }

    private static MimeMessage Read(byte[] source)
    {
        using var stream = new MemoryStream(source);
        return MimeMessage.Load(stream);
    }
}
