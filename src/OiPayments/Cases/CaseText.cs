using System.Diagnostics;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Cases;

/// <summary>What happened, in sentences that a support agent can read to a caller.</summary>
internal static class CaseText
{
    public static string Of(CaseFact fact) => fact switch
    {
        CaseFact.Created it => $"{it.Application} asked {it.Customer} for {it.Amount}.",
        CaseFact.Started { AgainUnderAPaidTransaction: true } => "The gateway took money once more under a transaction that was paid.",
        CaseFact.Started { Status: AttemptStatus.Refused } => "The customer wanted to pay.",
        CaseFact.Started => "The customer was sent to the gateway to pay.",
        CaseFact.EndedWithout it => EndedWithout(it),
        CaseFact.Received it => Received(it),
        CaseFact.Released => "An operator let the held money count: the payment is paid.",
        CaseFact.CameBack it => CameBack(it),
        CaseFact.Booked it => $"Booked as {WireNames<JournalKind>.Of(it.Kind)}: "
            + string.Join(", ", it.Transfers.Select(t => $"{new Money(t.AmountMinor, Currency.Of(t.Currency))} from {WireNames<Account>.Of(t.Credit)} to {WireNames<Account>.Of(t.Debit)}")) + ".",
        CaseFact.Requested it => $"{By(it.By)} asked to refund {it.Amount}{Because(it.Reason)}{(it.NeedsApproval ? "; it waited for approval" : "")}.",
        CaseFact.OnItsWay { ApprovedBy: { } by } it => $"{By(by)}{(it.SecondApprovedBy is { } second ? $" and {second}" : "")} agreed: the refund of {it.Amount} is on its way to the gateway.",
        CaseFact.OnItsWay it => $"The refund of {it.Amount} is on its way to the gateway.",
        CaseFact.Ended { Status: RefundStatus.Succeeded } it => $"The gateway gave {it.Amount} back.",
        CaseFact.Ended { Status: RefundStatus.Rejected } it => $"The refund of {it.Amount} was rejected{(it.RejectedBy is { } who ? $" by {who}" : "")}{Because(it.Message)}.",
        CaseFact.Ended it => $"The refund of {it.Amount} did not happen{Because(it.Message)}.",
        CaseFact.Told it => Told(it.Type),
        CaseFact.Delivered { Error: null, ResponseStatus: { } status } it => $"The application's server took {it.Type}: it answered {status}.",
        CaseFact.Delivered { ResponseStatus: { } status } it => $"The application's server did not take {it.Type}: it answered {status}.",
        CaseFact.Delivered it => $"The application's server could not be told of {it.Type}{Because(it.Error)}.",
        _ => throw new UnreachableException($"Nobody can tell of {fact}."),
    };

    private static string EndedWithout(CaseFact.EndedWithout it) => it.Status switch
    {
        AttemptStatus.Refused => $"The gateway would not open its page{Because(it.Reason)}.",
        AttemptStatus.Cancelled => "The customer cancelled at the gateway.",
        AttemptStatus.Unattempted => "The customer left the gateway's page without paying.",
        AttemptStatus.Expired => "The gateway's page expired before the customer paid.",
        _ => $"Paying failed{Because(it.Reason)}.",
    };

    private static string Received(CaseFact.Received it)
    {
        var took = $"The gateway took {it.Took}{(it.Channel is { } channel ? $" by {channel}" : "")}";
        return it.Status switch
        {
            AttemptStatus.Surplus => $"{took}, although the payment was paid already: the money waits in suspense.",
            AttemptStatus.Mismatched => $"{took} instead of {it.Asked}: the money waits in suspense.",
            _ when it.WasHeld => $"{took} and calls it risky: the money waits for an operator.",
            _ => $"{took}: the payment is paid.",
        };
    }

    private static string CameBack(CaseFact.CameBack it)
    {
        var what = it.Kind switch
        {
            CallbackKind.Ipn => "The gateway sent a notice",
            CallbackKind.Success => "The customer came back from the gateway after paying",
            CallbackKind.Fail => "The customer came back from the gateway after a failure",
            CallbackKind.Cancel => "The customer came back from the gateway after cancelling",
        };
        var meant = it.Outcome switch
        {
            CallbackOutcome.Accepted => "and it was acted on",
            CallbackOutcome.Duplicate => "which said what was known already",
            CallbackOutcome.Forged => "with a wrong signature: nothing moved",
            CallbackOutcome.Unmatched => "about a transaction that is not ours",
            CallbackOutcome.Mismatched => "and the gateway's answer differs from what was asked for",
            CallbackOutcome.Deferred => "which could not be decided at once",
            CallbackOutcome.Ignored => "which is of no consequence",
        };
        return it.Note is null ? $"{what}, {meant}." : $"{what}, {meant}: {it.Note}";
    }

    private static string Told(string type) => type switch
    {
        EventTypes.PaymentSucceeded => "The application is told that the payment succeeded.",
        EventTypes.PaymentFailed => "The payment failed; the application is told.",
        EventTypes.PaymentExpired => "The payment expired unpaid; the application is told.",
        EventTypes.PaymentCancelled => "The customer cancelled the payment; the application is told.",
        EventTypes.PaymentHeld => "The application is told that the money is held.",
        EventTypes.RefundSucceeded => "The application is told that the refund succeeded.",
        EventTypes.RefundFailed => "The application is told that the refund failed.",
        _ => $"The application is told: {type}.",
    };

    private static string By(string who) => who switch
    {
        Refund.ByApplication => "The application",
        Refund.ByPolicy => "The application's settings",
        _ => char.ToUpperInvariant(who[0]) + who[1..],
    };

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason.TrimEnd('.', ' ')}";
}
