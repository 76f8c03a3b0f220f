using OiPayments.Access;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>On the wire <c>AWAITING_APPROVAL</c>, <c>PENDING</c>, <c>SUCCEEDED</c>, <c>FAILED</c> and <c>REJECTED</c>.</summary>
public enum RefundStatus
{
    /// <summary>Parked until another operator has looked at it. Holds balance; nothing has moved, and nobody outside is told.</summary>
    AwaitingApproval,

    /// <summary>On its way at the gateway, or about to be.</summary>
    Pending,

    /// <summary>The gateway says that the money was given back.</summary>
    Succeeded,

    /// <summary>The gateway says that it will not give the money back. The balance is free again.</summary>
    Failed,

    /// <summary>An operator said no, or nobody said yes in time. The balance is free again.</summary>
    Rejected,
}

/// <summary>On the wire <c>CAPTURE</c> and <c>SUSPENSE</c>: which money a refund gives back.</summary>
public enum RefundSource
{
    /// <summary>What the payment captured: the application's money.</summary>
    Capture,

    /// <summary>Money of an attempt that never counted: surplus, risky or of a wrong amount. Always given back whole.</summary>
    Suspense,
}

/// <summary>
/// On the wire <c>NO_ANSWER</c>, <c>PROCESSING</c> and so on: what the gateway last said of a refund that is open. It decides whether a
/// person may say what became of it, so it is kept as it was found, and never read out of a note.
/// </summary>
public enum GatewayWord
{
    /// <summary>Nothing that can be believed: a time-out, a page of HTML. To be asked again.</summary>
    NoAnswer,

    /// <summary>It has the refund and is at it.</summary>
    Processing,

    /// <summary>The gateway is not set up here, or no store for the refund's mode, so nobody was asked.</summary>
    NoStore,

    /// <summary>It does not let us ask: a refused login, an address that is not registered, a payment that it refunds only by hand.</summary>
    NotAllowed,

    /// <summary>It has the refund and does not say under which id, and it can be asked by nothing else.</summary>
    IdWithheld,

    /// <summary>It said no after a call of ours that it never answered: its no may be about the refund that this call made.</summary>
    RefusedAfterLostCall,

    /// <summary>It does not know the id that it gave.</summary>
    IdUnknown,

    /// <summary>It answered about the refund, perhaps for good, in words that settle nothing for a program.</summary>
    Unclear,

    /// <summary>It has given no answer that can be believed for a day.</summary>
    Silent,
}

/// <summary>On the wire <c>UNCLEAR</c> and <c>CONTRADICTED</c>: why a refund waits for a person beside approval.</summary>
public enum RefundAttention
{
    /// <summary>The service cannot find out what becomes of it by asking.</summary>
    Unclear,

    /// <summary>A person said what became of it, and the gateway said the opposite later.</summary>
    Contradicted,
}

internal static class GatewayWords
{
    extension(GatewayWord word)
    {
        /// <summary>Whether asking tells nothing more, so that what a person saw at the gateway may count.</summary>
        public bool LeavesItToAPerson => word is GatewayWord.NotAllowed or GatewayWord.IdWithheld or GatewayWord.RefusedAfterLostCall
            or GatewayWord.IdUnknown or GatewayWord.Unclear or GatewayWord.Silent;

        /// <summary>Whether somebody has to do something: say what became of it, or give the service a store.</summary>
        public bool NeedsAPerson => word is GatewayWord.NoStore || word.LeavesItToAPerson;
    }
}

/// <summary>
/// Every step a refund may take. A step that is not listed does not happen, but for one: where a person said how it ended, and the
/// gateway says the opposite, see <see cref="Refund.Contradict"/>.
/// </summary>
internal static class RefundLifecycle
{
    public static bool Allows(RefundStatus from, RefundStatus to) => (from, to) is
        (RefundStatus.AwaitingApproval, RefundStatus.Pending) or
        (RefundStatus.AwaitingApproval, RefundStatus.Rejected) or
        (RefundStatus.Pending, RefundStatus.Succeeded) or
        (RefundStatus.Pending, RefundStatus.Failed);
}

/// <summary>Money on its way back to a customer.</summary>
internal sealed class Refund : IScoped, IReferenced<Refund>, IRefundOfPayment
{
    public const string ReferencePrefix = "rfd_";

    static string IReferenced<Refund>.Prefix => ReferencePrefix;
    public const int MaxReasonLength = 500;
    public const int MaxNoteLength = 500;

    /// <summary><see cref="CreatedBy"/> of a refund that the application asked for.</summary>
    public const string ByApplication = "application";

    /// <summary><see cref="CreatedBy"/> of a refund that the application's settings ask for.</summary>
    public const string ByPolicy = "policy";

    public required ApplicationId ApplicationId { get; init; }
    public required Id<Refund> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Reference { get; init; }
    public required Id<Payment> PaymentId { get; init; }

    /// <summary>Whose money it is: the gateway gives back what one transaction took.</summary>
    public required Id<PaymentAttempt> AttemptId { get; init; }

    public required RefundSource Source { get; init; }
    public required long AmountMinor { get; init; }
    public required Currency Currency { get; init; }
    public string? Reason { get; init; }

    /// <summary>The transaction at the gateway that took the money.</summary>
    public required string BankTransactionId { get; init; }

    /// <summary>Who asked: <see cref="ByApplication"/>, <see cref="ByPolicy"/> or <c>operator:7</c>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>How many operators, beside the one who asked, have to agree: as it was when it was asked for, or more since.</summary>
    public required int ApprovalsNeeded { get; set; }

    /// <summary>What the gateway is asked for: the same amount, or, of another currency than the gateway's, what it converts to.</summary>
    public required long GatewayAmountMinor { get; init; }

    public required Currency GatewayCurrency { get; init; }

    /// <summary>The rate of the capture, as the gateway stated it; null where nothing was converted.</summary>
    public required string? ExchangeRate { get; init; }

    /// <summary>What is sent more, or less, than the amount at that rate, so that all parts of a payment come to exactly what was taken.</summary>
    public required long RoundingMinor { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when a parked refund can be approved; null for one that was not parked.</summary>
    public DateTimeOffset? ApproveBefore { get; init; }

    public RefundStatus Status { get; private set; } = RefundStatus.AwaitingApproval;
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Who agreed first, and second where two are needed: <c>operator:8</c>.</summary>
    public string? ApprovedBy { get; private set; }
    public string? SecondApprovedBy { get; private set; }

    /// <summary>Who said no; null when nobody did.</summary>
    public string? RejectedBy { get; private set; }

    /// <summary>The gateway's own id for it; null until it gave one.</summary>
    public string? GatewayRefundId { get; private set; }

    /// <summary>Why it failed or was rejected, for people.</summary>
    public string? FailureMessage { get; private set; }

    /// <summary>What the gateway last said while the outcome is open: for operators.</summary>
    public string? Note { get; private set; }

    /// <summary>The same as a fact, for rules; null while the gateway was not asked.</summary>
    public GatewayWord? GatewayWord { get; private set; }

    /// <summary>Since when the gateway gives no answer that can be believed; null while it does.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>Why a person has to look; null when nobody has to.</summary>
    public RefundAttention? Attention { get; private set; }

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

    /// <summary>How often the gateway was asked, spacing the questions out.</summary>
    public int TimesAsked { get; private set; }

    /// <summary>
    /// How many calls to start it were begun and not clearly answered. After one of those, a "no" of the gateway may be about a
    /// refund that it has already made, and is for a person to judge.
    /// </summary>
    public int UnansweredCalls { get; private set; }

    /// <summary>When to go on with it; null when it is over.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The node that is calling the gateway about it right now; null when none is.</summary>
    public long? LeasedBy { get; private set; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Amount => new(AmountMinor, Currency);

    public bool IsOfCapture => Source is RefundSource.Capture;

    /// <summary>What the gateway is asked for.</summary>
    public Money GatewayAmount => new(GatewayAmountMinor, GatewayCurrency);

    /// <summary>How long the gateway may be silent before a person's word counts instead.</summary>
    public static TimeSpan SilentAfter { get; } = TimeSpan.FromHours(24);

    /// <summary>Whether a person's word about its outcome may count now.</summary>
    public bool IsLeftToAPerson => Status is RefundStatus.Pending && GatewayWord is { LeavesItToAPerson: true };

    /// <summary>Whether somebody has said how it ended and waits for another to say the same.</summary>
    public bool HasProposal => Status is RefundStatus.Pending && ResolutionStatus is not null && ResolvedAt is null;

    /// <summary>The id the gateway knows it by, the same over every call: <see cref="Reference"/> in letters and digits, 28 of the 30 allowed.</summary>
    public string GatewayReference => Reference.Replace("_", "", StringComparison.Ordinal);

    public static string By(SignedInOperator who) => $"operator:{who.Id}";

    /// <summary>It goes to the gateway: at once, or because enough people agreed.</summary>
    public Refusal? Start(DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Pending, now) is { } refusal) return refusal;
        DueAt = now;
        return null;
    }

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
            return new(ErrorCode.InvalidOperationState, $"This refund is {WireNames<RefundStatus>.Of(Status)}; only one that is AWAITING_APPROVAL can be approved.");
        if (who == CreatedBy) return new(ErrorCode.Forbidden, "Whoever asked for a refund cannot approve it; somebody else has to. Nothing was changed.");
        if (who == ApprovedBy) return new(ErrorCode.Forbidden, "You have approved this refund already; it needs a second person. Nothing was changed.");

        if (ApprovedBy is null) ApprovedBy = who;
        else SecondApprovedBy = who;
        Touch(now);
        return null;
    }

    public bool IsApproved => (ApprovedBy is null ? 0 : 1) + (SecondApprovedBy is null ? 0 : 1) >= ApprovalsNeeded;

    public Refusal? Reject(string? who, string message, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Rejected, now) is { } refusal) return refusal;
        (RejectedBy, FailureMessage, DueAt) = (who, Cut(message), null);
        return null;
    }

    /// <summary>Written before the gateway is called, so that a call whose answer is lost leaves a trace.</summary>
    /// <param name="node">Who calls.</param>
    /// <param name="untilThenMine">When another may call instead.</param>
    /// <param name="mayStartIt">Whether the call may make the gateway begin the refund, or only asks.</param>
    /// <param name="now">The instant before the call.</param>
    public void BeginCall(long node, DateTimeOffset untilThenMine, bool mayStartIt, DateTimeOffset now)
    {
        TimesAsked++;
        LeasedBy = node;
        if (mayStartIt) UnansweredCalls++;
        DueAt = untilThenMine;
        Touch(now);
    }

    /// <summary>The gateway has it, under an id of its own.</summary>
    public void AcceptedAs(string gatewayRefundId, DateTimeOffset askAgainAt, DateTimeOffset now)
    {
        (GatewayRefundId, Note, TimesAsked, UnansweredCalls, DueAt, LeasedBy) = (gatewayRefundId, null, 0, 0, askAgainAt, null);
        (GatewayWord, SilentSince) = (Refunds.GatewayWord.Processing, null);
        Touch(now);
    }

    /// <summary>The outcome is still open.</summary>
    /// <param name="word">What the gateway said.</param>
    /// <param name="note">The same for people; null where nothing is to be said.</param>
    /// <param name="askAgainAt">When to go on.</param>
    /// <param name="now">The instant of the answer.</param>
    public void Wait(GatewayWord word, string? note, DateTimeOffset askAgainAt, DateTimeOffset now)
    {
        (Note, DueAt, LeasedBy) = (note is null ? null : Cut(note), askAgainAt, null);
        SilentSince = word is Refunds.GatewayWord.NoAnswer ? SilentSince ?? now : null;
        GatewayWord = now - SilentSince >= SilentAfter ? Refunds.GatewayWord.Silent : word;

        // Of these two it is certain that the call began nothing.
        if (word is Refunds.GatewayWord.NotAllowed or Refunds.GatewayWord.NoStore && UnansweredCalls > 0) UnansweredCalls--;
        Touch(now);
    }

    /// <summary>A call that told nothing about this refund is over: it goes on as before.</summary>
    public void EndCall(DateTimeOffset now)
    {
        (DueAt, LeasedBy) = (now, null);
        Touch(now);
    }

    /// <summary>Keeps what a person saw at the gateway, until somebody else says the same. A later word replaces an earlier one.</summary>
    public void Propose(RefundStatus outcome, string who, string note, DateTimeOffset now)
    {
        (ResolutionStatus, ResolutionBy, ResolutionNote, ResolutionAt) = (outcome, who, Cut(note), now);
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
        if (ResolvedAt is null || ContradictedAt is not null) throw new InvalidOperationException($"Refund {Id} was not ended by a person, or was contradicted before.");
        Status = Status is RefundStatus.Failed ? RefundStatus.Succeeded : RefundStatus.Failed;
        (ContradictedAt, UncoveredMinor, Note, FailureMessage) = (now, uncoveredMinor, Cut(message), Status is RefundStatus.Failed ? Cut(message) : null);
        (DueAt, LeasedBy, FollowUpUntil) = (null, null, null);
        Touch(now);
    }

    /// <summary>A person has seen to the contradiction: nobody has to look any more.</summary>
    public Refusal? Acknowledge(string who, DateTimeOffset now)
    {
        if (Attention is not RefundAttention.Contradicted)
            return new(ErrorCode.InvalidOperationState, "The gateway has not contradicted what was said of this refund, or somebody has seen to it already. Nothing was changed.");
        ContradictionSeenBy = who;
        Touch(now);
        return null;
    }

    public Refusal? Succeed(string? note, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Succeeded, now) is { } refusal) return refusal;
        (Note, DueAt, LeasedBy) = (note is null ? null : Cut(note), null, null);
        return null;
    }

    public Refusal? Fail(string message, string? note, DateTimeOffset now)
    {
        if (MoveTo(RefundStatus.Failed, now) is { } refusal) return refusal;
        (FailureMessage, Note, DueAt, LeasedBy) = (Cut(message), note is null ? null : Cut(note), null, null);
        return null;
    }

    private static string Cut(string text) => text.Length > MaxNoteLength ? text[..MaxNoteLength] : text;

    private Refusal? MoveTo(RefundStatus next, DateTimeOffset now)
    {
        if (!RefundLifecycle.Allows(Status, next))
            return new(ErrorCode.InvalidOperationState, $"A refund that is {WireNames<RefundStatus>.Of(Status)} cannot become {WireNames<RefundStatus>.Of(next)}.");

        Status = next;
        Touch(now);
        return null;
    }

    private void Touch(DateTimeOffset now)
    {
        // Made by one node and changed by another at once: their clocks differ a little.
        (UpdatedAt, Version) = (now < CreatedAt ? CreatedAt : now, Version + 1);
        Attention = ContradictedAt is not null && ContradictionSeenBy is null ? RefundAttention.Contradicted
            : Status is RefundStatus.Pending && GatewayWord is { NeedsAPerson: true } ? RefundAttention.Unclear
            : null;
    }
}
