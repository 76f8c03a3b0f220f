using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Mail;

/// <summary>What a mail is about; on the wire <c>INVOICE</c>, <c>REMINDER</c> and <c>RECEIPT</c>.</summary>
public enum MailKind
{
    /// <summary>An invoice was issued, or is sent again.</summary>
    Invoice,

    /// <summary>Something of it is to be paid, or was.</summary>
    Reminder,

    /// <summary>A payment of it came.</summary>
    Receipt,
}

/// <summary>How far a mail has come; on the wire <c>PENDING</c>, <c>SENT</c>, <c>FAILED</c> and <c>DROPPED</c>.</summary>
public enum MailStatus
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    Pending,

    /// <summary>The mail server took it; what becomes of it there is not known here.</summary>
    Sent,

    /// <summary>It is not tried any more.</summary>
    Failed,

    /// <summary>By the time it could be sent there was nothing to say any more.</summary>
    Dropped,
}

/// <summary>
/// One mail to the customer of an invoice. It says why and how far, never to whom or with which words: both are read from the invoice
/// when it is sent.
/// </summary>
internal sealed class InvoiceMail : IScoped
{
    public const int MaxProblemLength = 200;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<InvoiceMail> Id { get; init; }
    public required Mode Mode { get; init; }
    public required MailKind Kind { get; init; }
    public required Id<Invoice> InvoiceId { get; init; }

    /// <summary>Which payment a receipt is of; null for every other kind.</summary>
    public Id<Payment>? PaymentId { get; init; }

    /// <summary>Of which day to pay a reminder of the schedule reminds; null for every other mail.</summary>
    public DateOnly? RemindsOf { get; init; }

    /// <summary>How many days after that day it is sent, below zero for before; null as <see cref="RemindsOf"/>.</summary>
    public int? DaysAfter { get; init; }

    public MailStatus Status { get; private set; } = MailStatus.Pending;

    /// <summary>How often the mail server was asked.</summary>
    public int Attempts { get; private set; }

    /// <summary>What kept it from being sent the last time, in a sentence without an address; null when nothing did.</summary>
    public string? Problem { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When to try it; while it is tried, when another may take it over. Null when it has ended.</summary>
    public required DateTimeOffset? DueAt { get; set; }

    /// <summary>When it was last tried: how many are tried in a minute is counted by this.</summary>
    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>When the mail server took it.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Which node is sending it.</summary>
    public long? LeasedBy { get; private set; }

    /// <summary>Raised by every change: two that read the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    /// <summary>A mail that is to be sent at once.</summary>
    public static InvoiceMail Of(Invoice invoice, Id<InvoiceMail> id, MailKind kind, DateTimeOffset now, Payment? payment = null) => new()
    {
        ApplicationId = invoice.ApplicationId,
        Id = id,
        Mode = invoice.Mode,
        Kind = kind,
        InvoiceId = invoice.Id,
        PaymentId = payment?.Id,
        CreatedAt = now,
        DueAt = now,
    };

    /// <summary>It is being sent from now on. That is saved before anybody outside is asked.</summary>
    /// <param name="node">By whom.</param>
    /// <param name="until">When another may take it over.</param>
    /// <param name="now">In real time.</param>
    public void BeginTry(long node, DateTimeOffset until, DateTimeOffset now)
    {
        (LeasedBy, DueAt, TriedAt, Attempts) = (node, until, now, Attempts + 1);
        Version++;
    }

    /// <summary>Writes down what a try came to.</summary>
    public void EndTry(MailOutcome outcome, DateTimeOffset now)
    {
        var wait = outcome is MailOutcome.NotYet ? MailSchedule.AfterAttempt(Attempts) : null;
        (Status, Problem) = outcome switch
        {
            MailOutcome.Taken => (MailStatus.Sent, null),
            MailOutcome.NothingToSay nothing => (MailStatus.Dropped, nothing.Problem),
            MailOutcome.Never never => (MailStatus.Failed, never.Problem),
            MailOutcome.NotYet notYet => (wait is null ? MailStatus.Failed : MailStatus.Pending, (string?)notYet.Problem),
            var other => throw new InvalidOperationException($"An outcome nobody decided about: {other.GetType().Name}."),
        };
        Problem = Problem?.CutTo(MaxProblemLength);
        if (Status is MailStatus.Sent) SentAt = now;
        (LeasedBy, DueAt) = (null, now + wait);
        Version++;
    }

    internal sealed class Table : IEntityTypeConfiguration<InvoiceMail>
    {
        public void Configure(EntityTypeBuilder<InvoiceMail> builder)
        {
            builder.ToTable("mails");
            builder.HasKey(m => new { m.ApplicationId, m.Id });

            // One reminder for each day of the schedule, however many nodes look at once.
            builder.HasIndex(m => new { m.ApplicationId, m.InvoiceId, m.RemindsOf, m.DaysAfter }).IsUnique()
                .HasFilter("reminds_of IS NOT NULL");
            builder.HasIndex(m => new { m.ApplicationId, m.InvoiceId, m.Id });
            builder.HasIndex(m => new { m.ApplicationId, m.DueAt }).HasFilter("due_at IS NOT NULL");
            builder.HasIndex(m => new { m.ApplicationId, m.TriedAt }).HasFilter("tried_at IS NOT NULL");
            builder.HasIndex(m => new { m.ApplicationId, m.CreatedAt });
            builder.HasOne<Invoice>().WithMany().HasForeignKey(m => new { m.ApplicationId, m.InvoiceId }).OnDelete(DeleteBehavior.Restrict);
            builder.Property(m => m.Problem).HasMaxLength(MaxProblemLength);
            builder.Property(m => m.Version).IsConcurrencyToken();
            builder.Ignore(m => m.Scope);
        }
    }
}

/// <summary>What a try to send a mail came to. There are no other cases than these.</summary>
internal abstract record MailOutcome
{
    private MailOutcome()
    {
    }

    /// <summary>The mail server took it.</summary>
    public sealed record Taken : MailOutcome;

    /// <summary>It may work later.</summary>
    public sealed record NotYet(string Problem) : MailOutcome;

    /// <summary>Trying again would not help.</summary>
    public sealed record Never(string Problem) : MailOutcome;

    /// <summary>What it was to say is not so any more.</summary>
    public sealed record NothingToSay(string Problem) : MailOutcome;
}
