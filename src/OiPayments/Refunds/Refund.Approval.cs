namespace OiPayments.Refunds;

/// <summary>The people who have to agree before it begins.</summary>
internal sealed partial class Refund
{
    /// <summary>How many operators, beside the one who asked, have to agree: as it was when it was asked for, or more since.</summary>
    public required int ApprovalsNeeded { get; set; }

    /// <summary>Until when a parked refund can be approved; null for one that was not parked.</summary>
    public DateTimeOffset? ApproveBefore { get; init; }

    /// <summary>Who agreed first, and second where two are needed: <c>operator:8</c>.</summary>
    public string? ApprovedBy { get; private set; }
    public string? SecondApprovedBy { get; private set; }

    /// <summary>Who said no; null when nobody did.</summary>
    public string? RejectedBy { get; private set; }

    /// <summary>Parks it until <see cref="ApproveBefore"/>.</summary>
    public void Park(DateTimeOffset now)
    {
        DueAt = ApproveBefore;
        Touch(now);
    }

    /// <summary>One more operator agrees. The refusal says why this one cannot.</summary>
    public Refusal? Approve(string who, DateTimeOffset now)
    {
        if (Status is not RefundStatus.AwaitingApproval)
            return new(
                ErrorCode.InvalidOperationState,
                $"This refund is {WireNames<RefundStatus>.Of(Status)}; only one that is AWAITING_APPROVAL can be approved.");
        if (who == CreatedBy)
            return new(ErrorCode.Forbidden, "Whoever asked for a refund cannot approve it; somebody else has to. Nothing was changed.");
        if (who == ApprovedBy)
            return new(ErrorCode.Forbidden, "You have approved this refund already; it needs a second person. Nothing was changed.");

        if (ApprovedBy is null) ApprovedBy = who;
        else SecondApprovedBy = who;
        Touch(now);
        return null;
    }

    public bool IsApproved => (ApprovedBy is null ? 0 : 1) + (SecondApprovedBy is null ? 0 : 1) >= ApprovalsNeeded;

    public Refusal? Reject(string? who, string message, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Rejected, now) is { } refusal) return refusal;
        (RejectedBy, FailureMessage, DueAt) = (who, message.CutTo(MaxNoteLength), null);
        return null;
    }
}
