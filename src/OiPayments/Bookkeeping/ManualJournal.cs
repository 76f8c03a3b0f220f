using OiPayments.Ledger;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>
/// A journal that an operator asks for, with a reason. Another operator approves it, which posts it, or rejects it. Its own number is not
/// that of the journal in the books, which it gets when it is posted.
/// </summary>
internal sealed class ManualJournal : IScoped, IListed<ManualJournal>
{
    public const int MinReasonLength = 5;
    public const int MaxReasonLength = 500;
    public const int MaxTransfers = 20;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<ManualJournal> Id { get; init; }
    public required Mode Mode { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>The day it is to be dated by, in Dhaka; null for the moment of its approval.</summary>
    public required DateOnly? Date { get; init; }

    /// <summary>The manual journal that it undoes; null when it undoes none.</summary>
    public required Id<ManualJournal>? Reverses { get; init; }

    /// <summary>Who asked: <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ManualJournalStatus Status { get; private set; } = ManualJournalStatus.AwaitingApproval;

    /// <summary>Who approved or rejected it, and when; null while nobody did.</summary>
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why not, for people; null for one that was not rejected.</summary>
    public string? RejectionReason { get; private set; }

    /// <summary>Its number in the books, and the instant it counts from; null while it is not posted.</summary>
    public Id<Journal>? JournalId { get; private set; }
    public DateTimeOffset? PostedAt { get; private set; }

    /// <summary>Of two who decide at once, one loses.</summary>
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    /// <summary>Whether the month of the day that was asked for was closed, so that it counts from its approval.</summary>
    public bool IsPostedLate => PostedAt is { } posted && Date is { } day && JournalDate.DayOf(posted) != day;

    /// <summary>What the books name as its cause begins with this.</summary>
    public string Subject => Id.ToString();

    /// <summary>It may be posted: what it is in the books follows by <see cref="Post"/>.</summary>
    public Refusal? Approve(string who, DateTimeOffset now) => Decide(ManualJournalStatus.Posted, who, now);

    public Refusal? Reject(string who, string reason, DateTimeOffset now)
    {
        if (Decide(ManualJournalStatus.Rejected, who, now) is { } refusal) return refusal;
        RejectionReason = reason;
        return null;
    }

    /// <summary>What it is in the books.</summary>
    public void Post(Id<Journal> journal, DateTimeOffset postedAt) => (JournalId, PostedAt) = (journal, postedAt);

    private Refusal? Decide(ManualJournalStatus next, string who, DateTimeOffset now)
    {
        if (ManualJournalLifecycle.Steps.Step(Status, next).IsRefused(out var refusal, out var step))
            return refusal with { Message = $"{refusal.Message} Nothing was changed." };

        // Made by one node and decided by another at once: their clocks differ a little.
        (Status, DecidedBy, DecidedAt, Version) = (step.To, who, now < CreatedAt ? CreatedAt : now, Version + 1);
        return null;
    }
}

/// <summary>One transfer of a manual journal, as it was asked for. Never changed.</summary>
internal sealed class ManualTransfer : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<ManualJournal> ManualJournalId { get; init; }

    /// <summary>0, 1, 2 and so on, as in the books.</summary>
    public required int Line { get; init; }

    public required Mode Mode { get; init; }
    public required Account Debit { get; init; }
    public required Account Credit { get; init; }

    /// <summary>In minor units of the journal's currency.</summary>
    public required long AmountMinor { get; init; }
}
