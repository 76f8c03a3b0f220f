namespace OiPayments.Refunds;

/// <summary>What people say became of it, and the gateway that says the same or the opposite later.</summary>
internal sealed partial class Refund
{
    /// <summary>How it ended, as a person says who saw it at the gateway; a proposal until <see cref="ResolvedAt"/>.</summary>
    public RefundStatus? ResolutionStatus { get; private set; }
    public string? ResolutionBy { get; private set; }
    public string? ResolutionNote { get; private set; }
    public DateTimeOffset? ResolutionAt { get; private set; }

    /// <summary>Who said the same, where one person's word is not enough.</summary>
    public string? ResolutionConfirmedBy { get; private set; }

    /// <summary>When that was booked, on no other evidence; null when it was not.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Until when the gateway is still asked about a refund that a person resolved; null when it is not.</summary>
    public DateTimeOffset? FollowUpUntil { get; private set; }

    /// <summary>When the gateway said the opposite of what a person had said; null when it did not.</summary>
    public DateTimeOffset? ContradictedAt { get; private set; }

    /// <summary>Who has seen to that.</summary>
    public string? ContradictionSeenBy { get; private set; }

    /// <summary>The part of the amount that left although the payment had nothing left for it: it was refunded a second time.</summary>
    public long UncoveredMinor { get; private set; }

    /// <summary>Whether a person's word about its outcome may count now.</summary>
    public bool IsLeftToAPerson => Status is RefundStatus.Pending && GatewayWord is { LeavesItToAPerson: true };

    /// <summary>Whether somebody has said how it ended and waits for another to say the same.</summary>
    public bool HasProposal => Status is RefundStatus.Pending && ResolutionStatus is not null && ResolvedAt is null;

    /// <summary>Keeps what a person saw at the gateway, until somebody else says the same. A later word replaces an earlier one.</summary>
    public void Propose(RefundStatus outcome, string who, string note, DateTimeOffset now)
    {
        (ResolutionStatus, ResolutionBy, ResolutionNote, ResolutionAt) = (outcome, who, note.CutTo(MaxNoteLength), now);
        Touch(now);
    }

    /// <summary>
    /// The word of a person, or of two, is booked. Where the gateway can be asked by an id it is asked on for a while: a person can
    /// mistake one line of a panel for another.
    /// </summary>
    public void ResolveByHand(string? confirmedBy, DateTimeOffset askAgainAt, DateTimeOffset followUpUntil, DateTimeOffset now)
    {
        (ResolutionConfirmedBy, ResolvedAt) = (confirmedBy, now);
        if (GatewayRefundId is null) return;
        (FollowUpUntil, DueAt, TimesAsked) = (followUpUntil, askAgainAt, 0);
    }

    /// <summary>The gateway has nothing new to say of a refund that a person resolved.</summary>
    /// <param name="askAgainAt">Null to ask no more: it said the same, or it was asked for long enough.</param>
    /// <param name="now">The instant of the answer.</param>
    public void FollowUp(DateTimeOffset? askAgainAt, DateTimeOffset now)
    {
        (DueAt, LeasedBy) = (askAgainAt < FollowUpUntil ? askAgainAt : null, null);
        if (DueAt is null) FollowUpUntil = null;
        Touch(now);
    }

    /// <summary>The gateway's own word about a refund that a person resolved the other way: it ends as the gateway says.</summary>
    /// <param name="uncoveredMinor">What left although the payment had nothing left for it.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="now">The instant of the gateway's answer.</param>
    public void Contradict(long uncoveredMinor, string message, DateTimeOffset now)
    {
        if (ResolvedAt is null || ContradictedAt is not null)
            throw new InvalidOperationException($"Refund {Id} was not ended by a person, or was contradicted before.");
        Status = RefundLifecycle.Contradictions.All.Single(step => step.From == Status).To;
        (ContradictedAt, UncoveredMinor, Note) = (now, uncoveredMinor, message.CutTo(MaxNoteLength));
        FailureMessage = Status is RefundStatus.Failed ? Note : null;
        (DueAt, LeasedBy, FollowUpUntil) = (null, null, null);
        Touch(now);
    }

    /// <summary>A person has seen to the contradiction: nobody has to look any more.</summary>
    public Refusal? Acknowledge(string who, DateTimeOffset now)
    {
        if (Attention is not RefundAttention.Contradicted)
            return new(
                ErrorCode.InvalidOperationState,
                "The gateway has not contradicted what was said of this refund, or somebody has seen to it already. Nothing was changed.");
        ContradictionSeenBy = who;
        Touch(now);
        return null;
    }
}
