using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MimeKit;
using MimeKit.Utils;
using OiPayments.Presentation;
using OiPayments.Printing;

namespace OiPayments.Mail;

/// <summary>Makes the message of a mail: plain text, the same as HTML, and its documents.</summary>
internal static class MailMessage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="mail">Names the message: it has the same name however often it is sent.</param>
    /// <param name="from">Whose address stands on it.</param>
    /// <param name="to">To whom.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="languages">In which languages, one after the other.</param>
    /// <param name="documents">What is attached, in this order.</param>
    /// <param name="now">Its date.</param>
    public static MimeMessage Of(
        InvoiceMail mail, MailOptions from, MailboxAddress to, LetterFacts facts, IReadOnlyList<PageLanguage> languages,
        IReadOnlyList<PdfDownload> documents, DateTimeOffset now)
    {
        var letters = languages.Select(language => Letter.Of(facts, language)).ToList();
        var subject = string.Join(" / ", letters.Select(letter => letter.Subject));
        if (facts.Mode is Mode.Test) subject = $"[TEST] {subject}";
        var body = new BodyBuilder { TextBody = Plain(letters, facts), HtmlBody = Page(letters, facts, subject) };
        foreach (var pdf in documents) body.Attachments.Add(pdf.FileName, pdf.Content, ContentType.Parse(PdfDownload.MediaType));
        var message = new MimeMessage
        {
            Subject = subject,
            Body = body.ToMessageBody(),
            Date = now,
            MessageId = NameOf(mail, from.FromAddress),
        };
        message.From.Add(new MailboxAddress(OutsideText.CleanOrNull(from.FromName) ?? facts.Company, from.FromAddress));
        message.To.Add(to);

        // So that no machine answers it (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    /// <summary>
    /// Null where an address is none, or is one that carries a name or several. <see cref="MailboxAddress"/> by itself takes a bare word.
    /// </summary>
    public static MailboxAddress? Recipient(string? name, string? address)
    {
        if (address is null || !MailboxAddress.TryParse(address, out var box) || box.Address != address) return null;
        if (box.LocalPart is not { Length: > 0 } || box.Domain is not { Length: > 0 }) return null;
        box.Name = OutsideText.CleanOrNull(name);
        return box;
    }

    private static string NameOf(InvoiceMail mail, string from)
    {
        var domain = from[(from.LastIndexOf('@') + 1)..];
        var name = string.Create(CultureInfo.InvariantCulture, $"mail.{mail.ApplicationId.Value}.{mail.Id.Value}");
        return MimeUtils.ParseMessageId($"<{name}@{domain}>") ?? $"{name}@localhost";
    }

    private static string Plain(List<Letter> letters, LetterFacts facts)
    {
        var text = new StringBuilder();
        foreach (var letter in letters)
        {
            text.Append(letter.Greeting).Append("\n\n");
            text.AppendJoin("\n\n", letter.Sentences).Append("\n\n");
            text.Append(letter.LinkLabel).Append(":\n").Append(facts.Link.AbsoluteUri).Append("\n\n");
        }

        text.Append("-- \n").AppendJoin('\n', Signature(facts)).Append('\n');
        return text.ToString();
    }

    private static string Page(List<Letter> letters, LetterFacts facts, string subject)
    {
        var page = new StringBuilder();
        page.Append($"""<!doctype html><html lang="{letters[0].Language.Tag}"><head><meta charset="utf-8">""")
            .Append($"""<meta name="viewport" content="width=device-width"><title>{Html.Encode(subject)}</title></head>""")
            .Append("""<body style="margin:0;padding:24px;background:#fff;color:#1f2933;font:16px/1.5 sans-serif">""");
        foreach (var letter in letters)
        {
            page.Append($"""<div lang="{letter.Language.Tag}" style="max-width:560px;margin:0 0 24px">""")
                .Append($"<p>{Html.Encode(letter.Greeting)}</p>");
            foreach (var sentence in letter.Sentences) page.Append($"<p>{Html.Encode(sentence)}</p>");
            page.Append($"""<p><a href="{Html.Encode(facts.Link.AbsoluteUri)}" """)
                .Append("""style="display:inline-block;padding:10px 18px;background:#0b5d4b;color:#fff;text-decoration:none">""")
                .Append($"{Html.Encode(letter.LinkLabel)}</a></p></div>");
        }

        page.Append("""<p style="max-width:560px;color:#52606d;font-size:14px">""")
            .AppendJoin("<br>", Signature(facts).Select(Html.Encode)).Append("</p></body></html>");
        return page.ToString();
    }

    private static IEnumerable<string> Signature(LetterFacts facts) =>
        [facts.Company, .. (facts.Contact ?? "").Split('\n').Select(OutsideText.Clean).Where(line => line.Length > 0)];
}
