using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary>A mail about an invoice, in answers: neither its recipient nor its words are kept.</summary>
internal sealed record MailDto(
    [property: Description("The number of the record.")] Id<InvoiceMail> Id,
    [property: Description("What it is about: INVOICE, REMINDER or RECEIPT.")] MailKind Kind,
    [property: Description("PENDING: it is to be sent, or sent again. SENT: the mail server took it. FAILED: it is not tried any more. "
        + "DROPPED: by the time it could be sent there was nothing to say any more, such as a reminder of what was paid.")]
    MailStatus Status,
    [property: Description("Which payment a receipt is of; null for every other kind.")] Id<Payment>? PaymentId,
    [property: Description("How often the mail server was asked.")] int Attempts,
    [property: Description("What kept it from being sent the last time, in English; null when nothing did.")] string? Problem,
    [property: Description("When its cause happened, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("When the mail server took it, UTC; null while it did not.")] DateTimeOffset? SentAt)
{
    public static MailDto From(InvoiceMail m) => new(m.Id, m.Kind, m.Status, m.PaymentId, m.Attempts, m.Problem, m.CreatedAt, m.SentAt);
}

internal static class LoadMails
{
    /// <summary>Nobody reads further back: they are of the last 90 days.</summary>
    public const int Most = 100;

    extension(OiPaymentsDb db)
    {
        /// <summary>The last mails about an invoice, newest first.</summary>
        public async Task<IReadOnlyList<MailDto>> MailsOfAsync(Invoice invoice, CancellationToken ct) =>
        [
            .. (await db.Of<InvoiceMail>(invoice.Scope).AsNoTracking().Where(m => m.InvoiceId == invoice.Id)
                .OrderByDescending(m => m.Id).Take(Most).ToListAsync(ct)).Select(MailDto.From),
        ];
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<MailKind>), typeof(WireNameJsonConverter<MailStatus>),
    ])]
[JsonSerializable(typeof(MailDto))]
[JsonSerializable(typeof(IReadOnlyList<MailDto>))]
internal sealed partial class MailJson : JsonSerializerContext;
