using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>Whether the gateway's word and ours agree about one thing, on the wire in capitals.</summary>
public enum ResultStatus
{
    /// <summary>They agree, and the books say so.</summary>
    Matched,

    /// <summary>They differ: a person has to look, and to say what it is.</summary>
    Flagged,

    /// <summary>It may still come to agree by itself: it is asked again.</summary>
    Deferred,
}

/// <summary>Why a result is not matched, on the wire in capitals.</summary>
public enum ResultReason
{
    /// <summary>The gateway names a transaction that nobody here knows.</summary>
    MissingInternal,

    /// <summary>No settlement file has named this payment or refund, and it is overdue.</summary>
    MissingInSettlement,

    /// <summary>The gateway settled another amount than it said when it was paid.</summary>
    AmountMismatch,

    /// <summary>The gateway settled another currency than it charged.</summary>
    CurrencyMismatch,

    /// <summary>It was paid in another currency than it is settled in: the exchange has to be booked by a person.</summary>
    Converted,

    /// <summary>Gross less fees is not the net amount of the row.</summary>
    DoesNotAddUp,

    /// <summary>The gateway settled it, and here it is not paid, or not given back.</summary>
    NotPaidHere,

    /// <summary>Here it is paid, or given back, and the gateway says that it is not.</summary>
    NotPaidThere,

    /// <summary>It is settled already, by another row.</summary>
    AlreadySettled,

    /// <summary>It was collected in another store, or in another mode.</summary>
    OtherStore,

    /// <summary>The customer's bank took the money back, or gave it back again.</summary>
    Chargeback,

    /// <summary>The gateway added or took something for a reason of its own.</summary>
    Adjustment,

    /// <summary>The gateway held something back, or gave it out.</summary>
    Reserve,

    /// <summary>A payout is more, or less, than the rows that explain it.</summary>
    Remainder,
}

/// <summary>
/// One thing that the gateway's word and ours were compared about: a row of a settlement file, what remains of a payout, or a payment or
/// refund that no file has named. Amounts are in minor units, with the sign they have for the merchant.
/// </summary>
internal sealed class SettlementResult : IScoped, IListed<SettlementResult>, IMayBelongToNobody
{
    public const int MaxIdLength = 100;
    public const int MaxTextLength = 255;
    public const int MaxNoteLength = 500;
    public const int FingerprintLength = 32;

    /// <summary>Whose transaction it is; nobody when that is not known.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Id<SettlementResult> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Gateway { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The day of Dhaka that it counts for: of the payout, or on which it was paid where no file names it.</summary>
    public required DateOnly Period { get; init; }

    /// <summary>The file that it comes from; null when it comes from none.</summary>
    public Id<SettlementStatement>? StatementId { get; init; }

    /// <summary>Whose file that is; null when it comes from none.</summary>
    public ApplicationId? StatementOwner { get; init; }

    /// <summary>The line of the file or row of the sheet; null for what remains of a payout.</summary>
    public int? Row { get; init; }

    /// <summary>Null for what no file names.</summary>
    public SettlementRowKind? Kind { get; init; }

    /// <summary>Of all that the row says, so that the same row in another file is known again; null for what is no row.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Which of several equal rows it is, from 1: equal rows can be legitimate.</summary>
    public int Occurrence { get; init; }

    public string? TransactionId { get; init; }
    public string? ValidationId { get; init; }
    public string? BankTransactionId { get; init; }
    public string? RefundId { get; init; }
    public required Currency Currency { get; init; }
    public long? GrossMinor { get; private set; }

    /// <summary>The fee with the VAT on it.</summary>
    public long? FeeMinor { get; private set; }

    public long? NetMinor { get; private set; }
    public string? PayoutReference { get; init; }

    /// <summary>The day of the payout, by the file; null when it does not say.</summary>
    public DateOnly? SettledOn { get; init; }
    public string? Label { get; init; }

    /// <summary>The try that the money was paid, or is to be paid, with; null when none was found.</summary>
    public Id<PaymentAttempt>? AttemptId { get; private set; }

    public Id<Payment>? PaymentId { get; private set; }
    public Id<Refund>? OurRefundId { get; private set; }

    /// <summary>What was booked as the gateway's fee; what the row says instead is corrected.</summary>
    public long BookedFeeMinor { get; private set; }

    public ResultStatus Status { get; private set; }
    public ResultReason? Reason { get; private set; }

    /// <summary>The same for people, with what differs.</summary>
    public string? Detail { get; private set; }

    /// <summary>When a deferred one is asked again.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Until when a deferred one may wait; after that it is flagged.</summary>
    public DateTimeOffset? DeferredUntil { get; private set; }

    /// <summary>Since when it counts in the books, where that is later than its file; null where it is not.</summary>
    public DateTimeOffset? BookedAt { get; private set; }

    public string? ResolvedBy { get; private set; }
    public string? ResolutionNote { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Another result that belongs to a resolved one, such as the row that corrects it; null when none does.</summary>
    public Id<SettlementResult>? LinkedResultId { get; private set; }

    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    /// <summary>Whether a person has to look, and has not.</summary>
    public bool IsOpen => Status is ResultStatus.Flagged && ResolvedAt is null;

    /// <summary>What the row's fee is more than what was booked.</summary>
    public long CorrectionMinor => FeeMinor.GetValueOrDefault() - BookedFeeMinor;

    /// <summary>Writes down what the comparison came to.</summary>
    public void Conclude(Comparison found)
    {
        (AttemptId, PaymentId, OurRefundId, BookedFeeMinor) = (found.AttemptId, found.PaymentId, found.RefundId, found.BookedFeeMinor);
        (GrossMinor, FeeMinor, NetMinor) = (found.Amounts.Gross, found.Amounts.Fee, found.Amounts.Net);
        (Status, Reason, Detail) = (found.Status, found.Reason, found.Detail?.CutTo(MaxTextLength));
        (DueAt, DeferredUntil, Version) = (found.DueAt, found.DeferredUntil, Version + 1);
    }

    /// <summary>It came to agree later than its file was counted.</summary>
    public void CountFrom(DateTimeOffset now) => BookedAt = now;

    /// <summary>What the row said, to be compared again.</summary>
    public SettlementRow ToRow() => new()
    {
        Number = Row.GetValueOrDefault(),
        Kind = Kind ?? throw new InvalidOperationException($"Result {Id} is no row."),
        Currency = Currency,
        TransactionId = TransactionId,
        ValidationId = ValidationId,
        BankTransactionId = BankTransactionId,
        RefundId = RefundId,
        GrossMinor = GrossMinor,
        FeeMinor = FeeMinor,
        NetMinor = NetMinor,
        SettledOn = SettledOn,
        PayoutReference = PayoutReference,
        Label = Label,
    };

    /// <summary>A person says what the difference is.</summary>
    /// <param name="by">Who.</param>
    /// <param name="note">In their words.</param>
    /// <param name="linked">Another row that belongs to it; null when none does.</param>
    /// <param name="now">When.</param>
    public Refusal? Resolve(string by, string note, Id<SettlementResult>? linked, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new(
                ErrorCode.InvalidOperationState,
                Status is ResultStatus.Flagged
                    ? $"{ResolvedBy} has resolved this already. Nothing was changed."
                    : $"Only a flag can be resolved, and this is {WireNames<ResultStatus>.Of(Status)}. Nothing was changed.");
        }

        (ResolvedBy, ResolutionNote, LinkedResultId, ResolvedAt, Version) = (by, note, linked, now, Version + 1);
        return null;
    }
}

/// <summary>What comparing one row with our records came to.</summary>
internal sealed record Comparison(ResultStatus Status, ResultReason? Reason = null, string? Detail = null)
{
    /// <summary>As the row says them, and as they follow from that and from what is known of the payment.</summary>
    public RowAmounts Amounts { get; init; }

    public Id<PaymentAttempt>? AttemptId { get; init; }
    public Id<Payment>? PaymentId { get; init; }
    public Id<Refund>? RefundId { get; init; }
    public long BookedFeeMinor { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? DeferredUntil { get; init; }

    public static Comparison Flag(ResultReason reason, string detail) => new(ResultStatus.Flagged, reason, detail);
}
