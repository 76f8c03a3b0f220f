using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>What a callback came to, on the wire in capitals.</summary>
public enum CallbackOutcome
{
    /// <summary>It moved a payment or an attempt.</summary>
    Accepted,

    /// <summary>What it says was known already.</summary>
    Duplicate,

    /// <summary>Its signature is wrong.</summary>
    Forged,

    /// <summary>It speaks of a transaction that is not ours.</summary>
    Unmatched,

    /// <summary>The gateway's own answer differs from what was asked for; nothing moved.</summary>
    Mismatched,

    /// <summary>Stored, not decided: the gateway could not be asked yet, or a person has to.</summary>
    Deferred,

    /// <summary>Understood, and of no consequence.</summary>
    Ignored,
}

/// <summary>How a callback reached us.</summary>
public enum CallbackKind
{
    /// <summary>The gateway's server-to-server notice.</summary>
    Ipn,

    /// <summary>The customer's browser, sent back after paying.</summary>
    Success,

    /// <summary>The customer's browser, sent back after a failure.</summary>
    Fail,

    /// <summary>The customer's browser, sent back after cancelling.</summary>
    Cancel,
}

/// <summary>Evidence: one callback as it came, with secrets masked, and what was made of it.</summary>
internal sealed class GatewayCallback : IScoped, IListed<GatewayCallback>, IMayBelongToNobody
{
    public const int MaxReferenceLength = 64;
    public const int MaxNoteLength = 255;

    /// <summary>Nobody's when it names no transaction of ours.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Id<GatewayCallback> Id { get; init; }
    public required Mode Mode { get; init; }
    public required string Gateway { get; init; }
    public required CallbackKind Kind { get; init; }

    /// <summary>The transaction id it claims, cut to size; null when it claims none.</summary>
    public string? Reference { get; init; }
    /// <summary>Empty once it was removed, because it was old or its customer was erased.</summary>
    public required string RawPayload { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public Id<Payment>? MatchedPaymentId { get; set; }
    public bool SignatureValid { get; set; }
    public CallbackOutcome Outcome { get; private set; } = CallbackOutcome.Deferred;
    public string? Note { get; private set; } = "Stored; not looked at yet.";

    public void Conclude(CallbackOutcome outcome, string? note) =>
        (Outcome, Note) = (outcome, note?.CutTo(MaxNoteLength));
}
