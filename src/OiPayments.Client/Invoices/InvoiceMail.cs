namespace OiPayments.Client;

/// <summary>A mail that was sent to the customer of an invoice: neither its recipient nor its words are kept.</summary>
public sealed record InvoiceMail
{
    /// <summary>The number of the record.</summary>
    public required long Id { get; init; }

    /// <summary>What it is about.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>What became of it.</summary>
    public required MailStatus Status { get; init; }

    /// <summary>Which payment a receipt is of; null for every other kind.</summary>
    public long? PaymentId { get; init; }

    /// <summary>How often the mail server was asked.</summary>
    public required int Attempts { get; init; }

    /// <summary>What kept it from being sent the last time; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>When its cause happened, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the mail server took it, UTC; null while it did not.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
