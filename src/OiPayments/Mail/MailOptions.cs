namespace OiPayments.Mail;

/// <summary>How the connection to the mail server is encrypted.</summary>
internal enum MailEncryption
{
    /// <summary>By STARTTLS, which the server has to offer.</summary>
    StartTls,

    /// <summary>From the first byte on.</summary>
    Implicit,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>The mail server. Without a host no mail is sent, and none is kept to be sent later.</summary>
internal sealed record MailOptions
{
    public string? Host { get; init; }
    public int Port { get; init; } = 587;

    /// <summary>Where mails come from.</summary>
    public string FromAddress { get; init; } = "";

    /// <summary>Whose name stands before it; null: the company that the invoice names.</summary>
    public string? FromName { get; init; }

    /// <summary>Null: nobody signs in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }
    public MailEncryption Encryption { get; init; } = MailEncryption.StartTls;

    /// <summary>How many mails of one application are tried in a minute, by all nodes together.</summary>
    public int PerMinute { get; init; } = 60;

    public bool IsOn => Host is not null;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"mail by {Host ?? "nobody"}";
}
