using OiPayments.Lifecycles;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>How far a payout has come, on the wire in capitals.</summary>
public enum PayoutStatus
{
    /// <summary>The gateway says that it has paid it out; the bank has not shown it yet.</summary>
    InTransit,

    /// <summary>The bank's statement shows it.</summary>
    Arrived,

    /// <summary>The bank sent it back: the gateway has it again.</summary>
    Returned,
}

/// <summary>Every step of a payout. What came back may be paid out once more, under the same reference.</summary>
internal static class PayoutLifecycle
{
    public static readonly Lifecycle<PayoutStatus> Steps = new("a payout",
    [
        new(PayoutStatus.InTransit, PayoutStatus.Arrived),
        new(PayoutStatus.Arrived, PayoutStatus.Returned),
        new(PayoutStatus.Returned, PayoutStatus.Arrived),
    ]);
}

/// <summary>One transfer of a gateway to the bank, as settlement files tell of it. Amounts are in minor units.</summary>
internal sealed class Payout : IScoped, IListed<Payout>, IMayBelongToNobody
{
    public const int MaxReferenceLength = 100;

    /// <summary>The application whose own store it is of; nobody for the service's.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Payout> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Gateway { get; init; }

    /// <summary>The gateway's batch or transfer reference; empty where its files name none.</summary>
    public required string Reference { get; init; }

    /// <summary>The day of the payout in Dhaka: the file's word for it, or the day of the file.</summary>
    public required DateOnly SettledOn { get; init; }

    public required Currency Currency { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the gateway says that it paid out: the sum of its rows, those that a person has to look at included.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>What of that is explained by payments and refunds that we know, and booked.</summary>
    public long BookedMinor { get; private set; }

    public PayoutStatus Status { get; private set; } = PayoutStatus.InTransit;

    /// <summary>When the bank showed it; null while it has not.</summary>
    public DateOnly? ArrivedOn { get; private set; }

    /// <summary>What it is called in the bank's statement.</summary>
    public string? BankReference { get; private set; }

    /// <summary>Why it came back, by the bank; null while it has not.</summary>
    public string? ReturnReason { get; private set; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public void Grow(long amountMinor, long bookedMinor) =>
        (AmountMinor, BookedMinor, Version) = (AmountMinor + amountMinor, BookedMinor + bookedMinor, Version + 1);

    /// <summary>The bank shows it.</summary>
    public void Arrive(DateOnly on, string? bankReference)
    {
        MoveTo(PayoutStatus.Arrived);
        (ArrivedOn, BankReference, ReturnReason) = (on, bankReference?.CutTo(SettlementResult.MaxIdLength), null);
    }

    /// <summary>The bank has sent it back.</summary>
    public void ComeBack(string reason)
    {
        MoveTo(PayoutStatus.Returned);
        ReturnReason = reason.CutTo(SettlementResult.MaxTextLength);
    }

    private void MoveTo(PayoutStatus next)
    {
        if (PayoutLifecycle.Steps.Step(Status, next).IsRefused(out var bug, out var step)) throw new InvalidOperationException(bug.Message);
        (Status, Version) = (step.To, Version + 1);
    }
}

/// <summary>What of a payout is one application's. Its books move by this, and by nothing else of the payout.</summary>
internal sealed class PayoutShare : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Id<Payout> PayoutId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>Whose payout it is: as <see cref="Payout.ApplicationId"/>.</summary>
    public required ApplicationId PayoutOwner { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What was booked from clearing to its way to the bank; negative where refunds came to more.</summary>
    public long SettledMinor { get; private set; }

    /// <summary>What of that the books have at the bank.</summary>
    public long ArrivedMinor { get; private set; }

    /// <summary>What of that the bank sent back: the gateway has it again.</summary>
    public long ReturnedMinor { get; private set; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public void Settle(long netMinor) => (SettledMinor, Version) = (SettledMinor + netMinor, Version + 1);

    /// <summary>All that is not at the bank arrives there.</summary>
    /// <returns>What was on its way, and what had come back to the gateway.</returns>
    public (long OnItsWay, long CameBack) Arrive()
    {
        var (onItsWay, cameBack) = (SettledMinor - ArrivedMinor - ReturnedMinor, ReturnedMinor);
        (ArrivedMinor, ReturnedMinor, Version) = (SettledMinor, 0, Version + 1);
        return (onItsWay, cameBack);
    }

    /// <summary>The bank sends back all that had arrived.</summary>
    /// <returns>How much that is.</returns>
    public long ComeBack()
    {
        var arrived = ArrivedMinor;
        (ArrivedMinor, ReturnedMinor, Version) = (0, ReturnedMinor + arrived, Version + 1);
        return arrived;
    }

    /// <summary>What was settled last goes where the payout has gone before.</summary>
    public void Follow(long netMinor, bool isReturned)
    {
        if (isReturned) ReturnedMinor += netMinor;
        else ArrivedMinor += netMinor;
        Version++;
    }
}
