using OiPayments.Lists;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>On the wire <c>RISK</c> and <c>MISMATCH</c>: why money waits for an operator instead of counting.</summary>
public enum HoldReason
{
    /// <summary>The gateway took the money and calls it risky: to be released or refunded.</summary>
    Risk,

    /// <summary>The gateway charged another amount, or another currency, than was asked for: to be refunded.</summary>
    Mismatch,
}

/// <summary>Money an application asked a customer for.</summary>
internal sealed class Payment : IScoped, IReferenced<Payment>
{
    public const string ReferencePrefix = "pay_";

    /// <summary>
    /// <see cref="FailureCode"/> of a payment that nobody could pay: there was no store at the gateway that could collect it.
    /// </summary>
    public const string NoStore = "NO_STORE";

    /// <summary><see cref="FailureCode"/> of a payment whose money came when nothing was owed for it any more.</summary>
    public const string NotOwed = "NOT_OWED";

    static string IReferenced<Payment>.Prefix => ReferencePrefix;

    public required ApplicationId ApplicationId { get; init; }
    public required Id<Payment> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Reference { get; init; }
    public required long AmountMinor { get; init; }
    public required Currency Currency { get; init; }
    public required string Gateway { get; init; }

    /// <summary>The application's own name for the customer; not unique.</summary>
    public required string CustomerReference { get; init; }

    public string? CustomerName { get; init; }
    public string? CustomerEmail { get; init; }
    public string? CustomerPhone { get; init; }
    public string? ProductName { get; init; }
    public string? Description { get; init; }
    public Uri? ReturnUrl { get; init; }

    /// <summary>The invoice that it pays, by the number of its record; null when it pays none.</summary>
    public long? InvoiceId { get; init; }

    /// <summary>Which of that invoice's instalments, from 1 on; null when it pays whatever is owed.</summary>
    public int? Installment { get; init; }

    /// <summary>The application's own notes, as a JSON object of texts; null when it sent none.</summary>
    public string? Metadata { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the personal data in it was erased; null when it was not. Amounts, ids and states stay.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public PaymentStatus Status { get; private set; } = PaymentStatus.Pending;
    public DateTimeOffset UpdatedAt { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public string? GatewayTxnId { get; private set; }
    public string? Channel { get; private set; }
    public long? FeeMinor { get; private set; }

    /// <summary>Refunds begun, waiting for approval or done: what can no longer be refunded.</summary>
    public long RefundHeldMinor { get; private set; }

    /// <summary>Refunds that the gateway confirmed; a part of <see cref="RefundHeldMinor"/>.</summary>
    public long RefundedMinor { get; private set; }

    /// <summary>Why the last attempt, or the payment, did not succeed: a word for programs and the gateway's own for people.</summary>
    public string? FailureCode { get; private set; }
    public string? FailureMessage { get; private set; }

    /// <summary>Set while money that arrived, and cannot simply count, waits for an operator.</summary>
    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>Why it waits; set exactly while <see cref="HeldAt"/> is.</summary>
    public HoldReason? HoldReason { get; private set; }

    /// <summary>
    /// When the service looks after this payment of itself: asks the gateway, expires it. Null when there is nothing left to ask.
    /// </summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The node that is looking after it right now; null when none is.</summary>
    public long? LeasedBy { get; set; }

    /// <summary>The span that created it, which what follows links to, as <see cref="ProductTraces"/> keeps it; null for none.</summary>
    public byte[]? TraceContext { get; init; }

    /// <summary>Raised by every change: two that read the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Amount => new(AmountMinor, Currency);

    public bool IsPayableAt(DateTimeOffset now) => Status is PaymentStatus.Pending && HeldAt is null && now < ExpiresAt;

    /// <summary>What is left to refund: nothing until the money has arrived.</summary>
    public long RefundableMinor => Status is PaymentStatus.Succeeded ? AmountMinor - RefundHeldMinor : 0;

    /// <summary>Accepts the money of an attempt, also after the payment had ended without it.</summary>
    public Refusal? Succeed(PaymentAttempt attempt, DateTimeOffset now)
    {
        if (attempt.Charged != Amount)
            return new(
                ErrorCode.InvalidOperationState,
                $"Asked for {Amount}, the gateway charged {attempt.Charged}. That cannot count as paid; refund it.");
        if (MoveTo(PaymentStatus.Succeeded, now) is { } refusal) return refusal;

        (PaidAt, GatewayTxnId, Channel, FeeMinor) = (NotBeforeItBegan(now), attempt.BankTransactionId, attempt.Channel, attempt.FeeMinor);
        (FailureCode, FailureMessage, HeldAt, HoldReason) = (null, null, null, null);
        return null;
    }

    /// <summary>Keeps the payment open for nobody but an operator: money is there that cannot simply count.</summary>
    public void Hold(HoldReason reason, DateTimeOffset now)
    {
        (HeldAt, HoldReason) = (now, reason);
        Touch(now);
    }

    /// <summary>
    /// Ends the hold without counting the money, which is given back. A payment that was still pending has failed then; one
    /// that had ended stays as it ended.
    /// </summary>
    public void RejectHeldMoney(DateTimeOffset now)
    {
        var reason = HoldReason;
        (HeldAt, HoldReason) = (null, null);
        if (Status is PaymentStatus.Pending)
            Fail(reason is Payments.HoldReason.Mismatch ? "AMOUNT_MISMATCH" : "RISK_REJECTED", "The money is given back.", now);
        else Touch(now);
    }

    /// <summary>Takes a part of what was captured out of everybody else's reach.</summary>
    public Refusal? HoldForRefund(Money amount, DateTimeOffset now)
    {
        if (Status is not PaymentStatus.Succeeded)
            return new(
                ErrorCode.InvalidOperationState,
                $"A payment that is {WireNames<PaymentStatus>.Of(Status)} has nothing to refund; only one that SUCCEEDED has.");
        if (amount.MinorUnits > RefundableMinor)
            return new(
                ErrorCode.RefundExceedsBalance,
                $"At most {RefundableMinor} {Currency} minor units can still be refunded. Nothing was done.");

        RefundHeldMinor += amount.MinorUnits;
        Touch(now);
        return null;
    }

    /// <summary>The refund will not happen: what it held can be refunded again.</summary>
    public void FreeRefund(Money amount, DateTimeOffset now)
    {
        RefundHeldMinor -= amount.MinorUnits;
        Touch(now);
    }

    /// <summary>The gateway confirmed a refund that was held.</summary>
    public void CompleteRefund(Money amount, DateTimeOffset now)
    {
        RefundedMinor += amount.MinorUnits;
        Touch(now);
    }

    /// <summary>A refund that had freed its amount was done at the gateway all the same.</summary>
    public void RefundWasGivenBack(Money amount, DateTimeOffset now)
    {
        (RefundHeldMinor, RefundedMinor) = (RefundHeldMinor + amount.MinorUnits, RefundedMinor + amount.MinorUnits);
        Touch(now);
    }

    /// <summary>A refund that counted as done was not: what it held can be refunded again.</summary>
    public void RefundWasNotGivenBack(Money amount, DateTimeOffset now)
    {
        (RefundHeldMinor, RefundedMinor) = (RefundHeldMinor - amount.MinorUnits, RefundedMinor - amount.MinorUnits);
        Touch(now);
    }

    /// <summary>Remembers why an attempt failed. The payment stays payable.</summary>
    public void NoteDecline(string code, string message, DateTimeOffset now)
    {
        (FailureCode, FailureMessage) = (code, message);
        Touch(now);
    }

    /// <summary>Ends the payment for good, as far as the customer is concerned: every attempt that was allowed is used up.</summary>
    public Refusal? Fail(string code, string message, DateTimeOffset now)
    {
        if (MoveTo(PaymentStatus.Failed, now) is { } refusal) return refusal;
        (FailureCode, FailureMessage) = (code, message);
        return null;
    }

    public Refusal? Cancel(DateTimeOffset now) => MoveTo(PaymentStatus.Cancelled, now);

    public Refusal? Expire(DateTimeOffset now) => MoveTo(PaymentStatus.Expired, now);

    /// <summary>Makes every other change that read this version lose.</summary>
    public void Touch(DateTimeOffset now) => (UpdatedAt, Version) = (NotBeforeItBegan(now), Version + 1);

    // Made by one node and changed by another at once: their clocks differ a little.
    private DateTimeOffset NotBeforeItBegan(DateTimeOffset now) => now < CreatedAt ? CreatedAt : now;

    private Refusal? MoveTo(PaymentStatus next, DateTimeOffset now)
    {
        if (PaymentLifecycle.Steps.Step(Status, next).IsRefused(out var refusal, out var step)) return refusal;
        Status = step.To;
        Touch(now);
        return null;
    }
}
