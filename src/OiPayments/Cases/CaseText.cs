using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Cases;

/// <summary>What happened, in sentences that a support agent can read to a caller.</summary>
internal static class CaseText
{
    public static string Created(PaymentDto payment, string application) =>
        $"{application} asked {payment.CustomerReference} for {Amount(payment.AmountMinor, payment.Currency)}.";

    public static string Started(PaymentAttemptDto attempt) => attempt.TransactionId.Contains(':', StringComparison.Ordinal)
        ? "The gateway took money once more under a transaction that was paid."
        : attempt.Status is AttemptStatus.Refused ? "The customer wanted to pay."
        : "The customer was sent to the gateway to pay.";

    /// <summary>Null while it has not ended, and when it brought money.</summary>
    public static string? EndedWithout(PaymentAttemptDto attempt) => attempt.Status switch
    {
        AttemptStatus.Refused => $"The gateway would not open its page{Because(attempt.Reason)}.",
        AttemptStatus.Failed => $"Paying failed{Because(attempt.Reason)}.",
        AttemptStatus.Cancelled => "The customer cancelled at the gateway.",
        AttemptStatus.Unattempted => "The customer left the gateway's page without paying.",
        AttemptStatus.Expired => "The gateway's page expired before the customer paid.",
        AttemptStatus.Opening or AttemptStatus.Unanswered or AttemptStatus.Open
            or AttemptStatus.Paid or AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched => null,
    };

    /// <summary>What the gateway's money meant when it came.</summary>
    public static string Received(PaymentAttemptDto attempt, PaymentDto payment, bool wasHeld)
    {
        var took = $"The gateway took {Amount(attempt.ChargedMinor ?? 0, attempt.ChargedCurrency ?? payment.Currency)}{(attempt.Channel is { } channel ? $" by {channel}" : "")}";
        return attempt.Status switch
        {
            AttemptStatus.Surplus => $"{took}, although the payment was paid already: the money waits in suspense.",
            AttemptStatus.Mismatched => $"{took} instead of {Amount(payment.AmountMinor, payment.Currency)}: the money waits in suspense.",
            _ when wasHeld => $"{took} and calls it risky: the money waits for an operator.",
            _ => $"{took}: the payment is paid.",
        };
    }

    public static string CameBack(CallbackKind kind, CallbackOutcome outcome, string? note)
    {
        var what = kind switch
        {
            CallbackKind.Ipn => "The gateway sent a notice",
            CallbackKind.Success => "The customer came back from the gateway after paying",
            CallbackKind.Fail => "The customer came back from the gateway after a failure",
            CallbackKind.Cancel => "The customer came back from the gateway after cancelling",
        };
        var meant = outcome switch
        {
            CallbackOutcome.Accepted => "and it was acted on",
            CallbackOutcome.Duplicate => "which said what was known already",
            CallbackOutcome.Forged => "with a wrong signature: nothing moved",
            CallbackOutcome.Unmatched => "about a transaction that is not ours",
            CallbackOutcome.Mismatched => "and the gateway's answer differs from what was asked for",
            CallbackOutcome.Deferred => "which could not be decided at once",
            CallbackOutcome.Ignored => "which is of no consequence",
        };
        return note is null ? $"{what}, {meant}." : $"{what}, {meant}: {note}";
    }

    public static string Booked(JournalFact journal, IReadOnlyList<CaseTransfer> transfers) =>
        $"Booked as {WireNames<JournalKind>.Of(journal.Kind)}: "
        + string.Join(", ", transfers.Select(t => $"{Amount(t.AmountMinor, t.Currency)} from {WireNames<Account>.Of(t.Credit)} to {WireNames<Account>.Of(t.Debit)}")) + ".";

    public static string Requested(Refund refund) =>
        $"{By(refund.CreatedBy)} asked to refund {refund.Amount}{Because(refund.Reason)}{(refund.ApprovalsNeeded > 0 ? "; it waited for approval" : "")}.";

    public static string OnItsWay(Refund refund) => refund.ApprovedBy is null
        ? $"The refund of {refund.Amount} is on its way to the gateway."
        : $"{By(refund.ApprovedBy)}{(refund.SecondApprovedBy is { } second ? $" and {second}" : "")} agreed: the refund of {refund.Amount} is on its way to the gateway.";

    /// <summary>Null while it has not ended.</summary>
    public static string? Ended(Refund refund) => refund.Status switch
    {
        RefundStatus.Succeeded => $"The gateway gave {refund.Amount} back.",
        RefundStatus.Failed => $"The refund of {refund.Amount} did not happen{Because(refund.FailureMessage)}.",
        RefundStatus.Rejected => $"The refund of {refund.Amount} was rejected{(refund.RejectedBy is { } who ? $" by {who}" : "")}{Because(refund.FailureMessage)}.",
        RefundStatus.AwaitingApproval or RefundStatus.Pending => null,
    };

    public static string Told(string type) => type switch
    {
        "payment.succeeded" => "The application is told that the payment succeeded.",
        "payment.failed" => "The payment failed; the application is told.",
        "payment.expired" => "The payment expired unpaid; the application is told.",
        "payment.cancelled" => "The customer cancelled the payment; the application is told.",
        "payment.held" => "The application is told that the money is held.",
        "refund.succeeded" => "The application is told that the refund succeeded.",
        "refund.failed" => "The application is told that the refund failed.",
        _ => $"The application is told: {type}.",
    };

    public static string Delivered(WebhookAttempt attempt, string type) => attempt switch
    {
        { Error: null, ResponseStatus: { } status } => $"The application's server took {type}: it answered {status}.",
        { ResponseStatus: { } status } => $"The application's server did not take {type}: it answered {status}.",
        _ => $"The application's server could not be told of {type}{Because(attempt.Error)}.",
    };

    private static string By(string who) => who switch
    {
        Refund.ByApplication => "The application",
        Refund.ByPolicy => "The application's settings",
        _ => char.ToUpperInvariant(who[0]) + who[1..],
    };

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason.TrimEnd('.', ' ')}";

    private static Money Amount(long minor, string currency) => new(minor, Currency.Of(currency));
}
