using System.Diagnostics;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.Webhooks;

namespace OiPayments.Cases;

/// <summary>What happened, in sentences that a support agent can read to a caller.</summary>
internal static class CaseText
{
    /// <summary>As the API tells it, with amounts such as <c>1250.50 BDT</c>.</summary>
    public static string Of(CaseFact fact) => Of(fact, money => money.ToString());

    /// <summary>As a page tells it.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="write">How the page writes amounts everywhere else.</param>
    public static string Of(CaseFact fact, Func<Money, string> write) => fact switch
    {
        CaseFact.Created it => $"{it.Application} asked {it.Customer} for {write(it.Amount)}.",
        CaseFact.NoStore { IsStill: true } it =>
            $"Nobody can pay it: there is no {WireNames<Mode>.Of(it.Mode)} store that could collect it, and an operator has to set one.",
        CaseFact.NoStore it =>
            $"When it was asked for nobody could pay it: there was no {WireNames<Mode>.Of(it.Mode)} store that could collect it.",
        CaseFact.Started { AgainUnderAPaidTransaction: true } => "The gateway took money once more under a transaction that was paid.",
        CaseFact.Started { Status: AttemptStatus.Refused } => "The customer wanted to pay.",
        CaseFact.Started => "The customer was sent to the gateway to pay.",
        CaseFact.EndedWithout it => EndedWithout(it),
        CaseFact.Received it => Received(it, write),
        CaseFact.Released => "An operator let the held money count: the payment is paid.",
        CaseFact.CameBack it => CameBack(it),
        CaseFact.Booked it => $"Booked as {NameOf(it.Kind)}: "
            + string.Join(", ", it.Transfers.Select(
                t => $"{write(new(t.AmountMinor, Currency.Of(t.Currency)))} from “{NameOf(t.Credit)}” to “{NameOf(t.Debit)}”")) + ".",
        CaseFact.Requested it =>
            $"{By(it.By)} asked to refund {write(it.Amount)}{Because(it.Reason)}{(it.NeedsApproval ? "; it waited for approval" : "")}.",
        CaseFact.OnItsWay { ApprovedBy: { } by } it =>
            $"{By(by)}{(it.SecondApprovedBy is { } second ? $" and {second}" : "")} agreed: the refund of {write(it.Amount)} is on its "
                + "way to the gateway.",
        CaseFact.OnItsWay it => $"The refund of {write(it.Amount)} is on its way to the gateway.",
        CaseFact.Ended { Status: RefundStatus.Succeeded } it => $"The gateway gave {write(it.Amount)} back.",
        CaseFact.Ended { Status: RefundStatus.Rejected } it =>
            $"The refund of {write(it.Amount)} was rejected{(it.RejectedBy is { } who ? $" by {who}" : "")}{Because(it.Message)}.",
        CaseFact.Ended it => $"The refund of {write(it.Amount)} did not happen{Because(it.Message)}.",
        CaseFact.Resolved { Status: RefundStatus.Succeeded } it =>
            $"{Both(it)} said, having looked at the gateway, that {write(it.Amount)} was given back{Because(it.Note)}.",
        CaseFact.Resolved it =>
            $"{Both(it)} said, having looked at the gateway, that the refund of {write(it.Amount)} did not happen{Because(it.Note)}.",
        CaseFact.Contradicted { Status: RefundStatus.Succeeded, Uncovered.IsPositive: true } it =>
            $"The gateway says that it did give {write(it.Amount)} back. {write(it.Uncovered)} of it left twice; the books say so now.",
        CaseFact.Contradicted { Status: RefundStatus.Succeeded } it =>
            $"The gateway says that it did give {write(it.Amount)} back; the books say so now.",
        CaseFact.Contradicted it =>
            $"The gateway says that it did not give {write(it.Amount)} back; the books say so now, and it can be refunded again.",
        CaseFact.Told it => Told(it.Type),
        CaseFact.Delivered { Error: null, ResponseStatus: { } status } it =>
            $"The application's server took {it.Type}: it answered {status}.",
        CaseFact.Delivered { ResponseStatus: { } status } it => $"The application's server did not take {it.Type}: it answered {status}.",
        CaseFact.Delivered it => $"The application's server could not be told of {it.Type}{Because(it.Error)}.",
        _ => throw new UnreachableException($"Nobody can tell of {fact}."),
    };

    /// <summary>An account as it is called in a sentence.</summary>
    public static string NameOf(Account account) => account switch
    {
        Account.GatewayClearing => "gateway clearing",
        Account.ApplicationPayable => "payable to the app",
        Account.GatewayFees => "gateway fees",
        Account.RefundsInTransit => "refunds on their way",
        Account.Bank => "bank",
        Account.BankInTransit => "on its way to the bank",
        Account.Suspense => "suspense",
        Account.InvoiceReceivable => "owed on invoices",
        Account.Invoiced => "invoiced",
        Account.TaxWithheld => "withheld by customers",
        _ => WireNames<Account>.Of(account),
    };

    /// <summary>A kind of journal as it is called in a sentence.</summary>
    public static string NameOf(JournalKind kind) => kind switch
    {
        JournalKind.Capture => "capture",
        JournalKind.GatewayFee => "gateway fee",
        JournalKind.Surplus => "surplus",
        JournalKind.Hold => "hold",
        JournalKind.Release => "release",
        JournalKind.RefundStart => "refund on its way",
        JournalKind.RefundSuccess => "refund given back",
        JournalKind.RefundFailure => "refund failed",
        JournalKind.RefundContradiction => "refund put right after the gateway’s word",
        JournalKind.InvoiceIssue => "invoice issued",
        JournalKind.InvoiceVoid => "invoice made void",
        JournalKind.InvoicePayment => "payment of an invoice",
        JournalKind.InvoiceRefund => "invoice owed again after a refund",
        JournalKind.InvoiceRefundUndone => "invoice settled again: its refund was not given back",
        JournalKind.InvoiceWithholding => "withheld from an invoice",
        JournalKind.InvoiceCredit => "credit note",
        JournalKind.Settlement => "settlement",
        JournalKind.FeeCorrection => "fee correction",
        JournalKind.BankArrival => "arrival at the bank",
        JournalKind.BankReturn => "return by the bank",
        JournalKind.Manual => "manual journal",
    };

    private static string EndedWithout(CaseFact.EndedWithout it) => it.Status switch
    {
        AttemptStatus.Refused when PaymentAttempt.IsOurs(it.Reason) => $"The payment could not begin{Because(it.Reason)}.",
        AttemptStatus.Refused => $"The gateway would not open its page{Because(it.Reason)}.",
        AttemptStatus.Cancelled => "The customer cancelled at the gateway.",
        AttemptStatus.Unattempted => "The customer left the gateway's page without paying.",
        AttemptStatus.Expired => "The gateway's page expired before the customer paid.",
        _ => $"Paying failed{Because(it.Reason)}.",
    };

    private static string Received(CaseFact.Received it, Func<Money, string> write)
    {
        var took = $"The gateway took {write(it.Took)}{(it.Channel is { } channel ? $" by {channel}" : "")}";
        return it.Status switch
        {
            AttemptStatus.Surplus => $"{took}, although nothing was owed for it any more: the money waits in suspense.",
            AttemptStatus.Mismatched => $"{took} instead of {write(it.Asked)}: the money waits in suspense.",
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
            CallbackOutcome.Deferred => "which the gateway could not confirm at once, so it is asked again",
            CallbackOutcome.Ignored => "which is of no consequence",
        };

        // Why it could not be confirmed is for who looks after the service, and stands with the callback.
        return it.Note is null or "" || it.Outcome is CallbackOutcome.Deferred ? $"{what}, {meant}." : $"{what}, {meant}: {it.Note}";
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

    private static string Both(CaseFact.Resolved it) => it.ConfirmedBy is { } second ? $"{By(it.By)} and {second}" : By(it.By);

    private static string By(string who) => who switch
    {
        Refund.ByApplication => "The application",
        Refund.ByPolicy => "The application's settings",
        _ => char.ToUpperInvariant(who[0]) + who[1..],
    };

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason.TrimEnd('.', ' ')}";
}
