namespace OiPayments.Gateways;

/// <summary>What a callback claims. Nothing in it is proof: it says only whom to ask about.</summary>
/// <param name="TransactionId">The transaction it claims to speak of; null when it names none.</param>
/// <param name="ValidationId">What to ask the gateway with when it claims success; null otherwise.</param>
/// <param name="Claim">The outcome it claims; null when it is none we know.</param>
/// <param name="Reason">The gateway's words for a failure; empty otherwise.</param>
/// <param name="Evidence">The form as JSON with secrets and card numbers masked: what may be stored and shown.</param>
/// <param name="Form">The form as received, for checking the signature; never stored, never logged.</param>
public sealed record GatewayNotice(
    string? TransactionId,
    string? ValidationId,
    NoticeClaim? Claim,
    string Reason,
    string Evidence,
    IReadOnlyList<KeyValuePair<string, string>> Form)
{
    public override string ToString() => $"notice of {TransactionId ?? "nothing"}: {Claim?.ToString() ?? "no claim"}";
}

/// <summary>What a notice says became of the transaction.</summary>
public enum NoticeClaim
{
    Paid,
    Failed,
    Cancelled,
    Unattempted,
    Expired,
}
