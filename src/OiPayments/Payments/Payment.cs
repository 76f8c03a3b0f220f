using OiPayments.Gateways;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>Money an application asked a customer for.</summary>
internal sealed class Payment : IScoped
{
    public const string ReferencePrefix = "pay_";

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

    /// <summary>The application's own notes, as a JSON object of texts; null when it sent none.</summary>
    public string? Metadata { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    public PaymentStatus Status { get; private set; } = PaymentStatus.Pending;
    public DateTimeOffset UpdatedAt { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public string? GatewayTxnId { get; private set; }
    public string? Channel { get; private set; }
    public long? FeeMinor { get; private set; }
    public long RefundedMinor { get; private set; }

    /// <summary>Why the last attempt, or the payment, did not succeed: a word for programs and the gateway's own for people.</summary>
    public string? FailureCode { get; private set; }
    public string? FailureMessage { get; private set; }

    /// <summary>Set while money that the gateway took, but calls risky, waits for an operator.</summary>
    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>When the service looks after this payment of itself: asks the gateway, expires it. Null when there is nothing left to ask.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Raised by every change: two that read the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public Scope Scope => new(ApplicationId, Mode);

    public Money Amount => new(AmountMinor, Currency);

    public bool IsPayableAt(DateTimeOffset now) => Status is PaymentStatus.Pending && HeldAt is null && now < ExpiresAt;

    /// <summary>What is left to refund: nothing until the money has arrived.</summary>
    public long RefundableMinor => Status is PaymentStatus.Succeeded ? AmountMinor - RefundedMinor : 0;

    /// <summary>Accepts the gateway's word that the amount arrived, also after the payment had ended without it.</summary>
    public Refusal? Succeed(GatewayReceipt receipt, DateTimeOffset now)
    {
        if (receipt.Charged != Amount)
            return new(ErrorCode.InvalidOperationState, $"Asked for {Amount}, the gateway charged {receipt.Charged}.");
        if (MoveTo(PaymentStatus.Succeeded, now) is { } refusal) return refusal;

        (PaidAt, GatewayTxnId, Channel, FeeMinor) = (now, receipt.BankTransactionId, receipt.Channel, receipt.Fee?.MinorUnits);
        (FailureCode, FailureMessage, HeldAt) = (null, null, null);
        return null;
    }

    /// <summary>Keeps the payment open for nobody but an operator: the money is there, the gateway advises against trusting it.</summary>
    public void Hold(DateTimeOffset now)
    {
        HeldAt = now;
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
    public void Touch(DateTimeOffset now) => (UpdatedAt, Version) = (now, Version + 1);

    private Refusal? MoveTo(PaymentStatus next, DateTimeOffset now)
    {
        if (!PaymentLifecycle.Allows(Status, next))
            return new(ErrorCode.InvalidOperationState, $"A payment that is {WireNames<PaymentStatus>.Of(Status)} cannot become {WireNames<PaymentStatus>.Of(next)}.");

        Status = next;
        Touch(now);
        return null;
    }
}
