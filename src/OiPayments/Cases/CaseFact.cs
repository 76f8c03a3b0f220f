using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Refunds;

namespace OiPayments.Cases;

/// <summary>What there is to say of one thing that happened, before it is said in a language.</summary>
internal abstract record CaseFact
{
    private CaseFact()
    {
    }

    public sealed record Created(string Application, string Customer, Money Amount) : CaseFact;

    /// <summary>There was no store at the gateway that could collect it; <paramref name="IsStill"/>: nor is there now.</summary>
    public sealed record NoStore(Mode Mode, bool IsStill) : CaseFact;

    public sealed record Started(bool AgainUnderAPaidTransaction, AttemptStatus Status) : CaseFact;

    /// <summary>A try that ended without money.</summary>
    public sealed record EndedWithout(AttemptStatus Status, string? Reason) : CaseFact;

    /// <summary>What the gateway's money meant when it came.</summary>
    public sealed record Received(Money Took, Money Asked, string? Channel, AttemptStatus Status, bool WasHeld) : CaseFact;

    public sealed record Released : CaseFact;

    public sealed record CameBack(CallbackKind Kind, CallbackOutcome Outcome, string? Note) : CaseFact;

    public sealed record Booked(JournalKind Kind, IReadOnlyList<CaseTransfer> Transfers) : CaseFact;

    /// <param name="By">The name of an operator, or as <see cref="Refund.CreatedBy"/> writes it.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Reason">Why, as it was asked for.</param>
    /// <param name="NeedsApproval">Whether somebody else had to agree first.</param>
    public sealed record Requested(string By, Money Amount, string? Reason, bool NeedsApproval) : CaseFact;

    public sealed record OnItsWay(Money Amount, string? ApprovedBy, string? SecondApprovedBy) : CaseFact;

    public sealed record Ended(RefundStatus Status, Money Amount, string? RejectedBy, string? Message) : CaseFact;

    /// <summary>A refund whose outcome a person said, having seen it at the gateway.</summary>
    public sealed record Resolved(RefundStatus Status, Money Amount, string By, string? ConfirmedBy, string? Note) : CaseFact;

    /// <summary>The gateway said the opposite of that later.</summary>
    /// <param name="Status">What it said.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Uncovered">What left a second time.</param>
    public sealed record Contradicted(RefundStatus Status, Money Amount, Money Uncovered) : CaseFact;

    public sealed record Told(string Type) : CaseFact;

    /// <summary>One try to tell the application: it took it when there is no error.</summary>
    public sealed record Delivered(string Type, int? ResponseStatus, string? Error) : CaseFact;
}
