namespace OiPayments.ApiTests.Model;

/// <summary>
/// One thing that somebody does. Pure data: payments, sessions, transactions and refunds are meant by a number that is taken
/// modulo how many there are, and what there is none of is passed over, so that every shorter story is a story too.
/// </summary>
internal abstract record Operation;

/// <summary>The application asks for a payment. The same key above zero is used again by later ones.</summary>
internal sealed record Create(int AmountMinor, int Key) : Operation;

/// <summary>The customer presses Pay; how the gateway takes the call is one of <see cref="Faults.OfOpening"/>.</summary>
internal sealed record Press(int Payment, string Opening) : Operation;

/// <summary>The customer ends a session at the gateway, under one of <see cref="Faults.OfPaying"/>.</summary>
internal sealed record End(int Payment, int Session, string Outcome, string Fault) : Operation;

/// <summary>A session ends without money, and is paid a minute later all the same.</summary>
internal sealed record PayLate(int Payment, int Session) : Operation;

/// <summary>The browser comes back from a session that ended: first, late, or once more.</summary>
internal sealed record Return(int Payment, int Session) : Operation;

/// <summary>An old notice comes again: <c>same</c>, <c>forged</c>, or a signed <c>cancelled</c>.</summary>
internal sealed record Repeat(int Payment, int Session, string Form) : Operation;

/// <summary>The customer presses Cancel on our page.</summary>
internal sealed record Cancel(int Payment) : Operation;

/// <summary>An operator lets held money count.</summary>
internal sealed record Release(int Payment) : Operation;

/// <summary>An operator gives money in suspense back.</summary>
internal sealed record GiveBack(int Payment, int Transaction) : Operation;

/// <summary>The application refunds a share of what was asked for, more than all of it too. A key above zero is used again.</summary>
internal sealed record AskRefund(int Payment, int Percent, int Key) : Operation;

/// <summary>An operator refunds a share, which above the threshold waits for another one.</summary>
internal sealed record OperatorRefund(int Payment, int Percent) : Operation;

/// <summary>An operator approves a refund: the one who asked for it, or another.</summary>
internal sealed record Approve(int Payment, int Refund, bool ByTheSame) : Operation;

internal sealed record Reject(int Payment, int Refund) : Operation;

/// <summary>What the gateway does from now on with refunds of a payment: one of <see cref="Faults.OfRefunding"/>.</summary>
internal sealed record PlanRefunds(int Payment, string Fault) : Operation;

/// <summary>The gateway ends a refund that was processing: <c>refunded</c> or <c>cancelled</c>.</summary>
internal sealed record EndRefund(int Payment, int Refund, string Outcome) : Operation;

internal sealed record Advance(TimeSpan Time) : Operation;

/// <summary>The process ends in the middle of whatever it is doing then, and another starts.</summary>
internal sealed record Crash(int AfterMilliseconds) : Operation;

/// <summary>Two at once.</summary>
internal sealed record Both(Operation First, Operation Second) : Operation;

/// <summary>
/// An application's settings, and what happens to its payments. When it is invoiced, all of them are parts of one invoice, which is owed
/// more than they come to.
/// </summary>
internal sealed record Story(
    bool AcceptsRisky, bool ReturnsSurplus, int ApprovalThresholdMinor, IReadOnlyList<Operation> Operations, bool IsInvoiced = false)
{
    /// <summary>What the invoice comes to.</summary>
    public const long InvoiceMinor = 1_000_000_000;

    public override string ToString() =>
        $"acceptRiskyPayments {AcceptsRisky}, autoRefundSurplus {ReturnsSurplus}, refundApprovalThresholdMinor {ApprovalThresholdMinor}, "
        + $"invoiced {IsInvoiced}\n"
        + string.Join('\n', Operations.Select((operation, number) => $"{number + 1,3}. {operation}"));
}
