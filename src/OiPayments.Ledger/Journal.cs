namespace OiPayments.Ledger;

/// <summary>Why money was moved in the books.</summary>
public enum JournalKind
{
    /// <summary>A customer's payment was confirmed by the gateway.</summary>
    Capture,

    /// <summary>The gateway's fee on a capture.</summary>
    GatewayFee,

    /// <summary>The gateway took money that no payment was waiting for.</summary>
    Surplus,

    /// <summary>The gateway took money that it calls risky, kept apart until an operator decides.</summary>
    Hold,

    /// <summary>An operator let held money go to the application.</summary>
    Release,

    /// <summary>Money is on its way back to the customer.</summary>
    RefundStart,

    /// <summary>The gateway gave it back.</summary>
    RefundSuccess,

    /// <summary>The gateway did not give it back: what the start moved is moved back.</summary>
    RefundFailure,

    /// <summary>The gateway said the opposite of what a person had said of a refund: the books follow the gateway.</summary>
    RefundContradiction,

    /// <summary>An invoice got its number: it is owed from now on.</summary>
    InvoiceIssue,

    /// <summary>An invoice counts no longer.</summary>
    InvoiceVoid,

    /// <summary>A payment settled an invoice, or a part of it.</summary>
    InvoicePayment,

    /// <summary>A refund gave back what had settled an invoice: it is owed again.</summary>
    InvoiceRefund,

    /// <summary>A refund that had counted as done was not: what it opened of an invoice is settled again.</summary>
    InvoiceRefundUndone,

    /// <summary>The customer withheld a part of an invoice at source, and proved so.</summary>
    InvoiceWithholding,

    /// <summary>A credit note took back a part of an invoice.</summary>
    InvoiceCredit,

    /// <summary>The gateway paid out what it had collected: its settlement file says so.</summary>
    Settlement,

    /// <summary>The gateway's settlement names another fee than was booked: the difference.</summary>
    FeeCorrection,

    /// <summary>A payout arrived at the bank: the bank's statement says so.</summary>
    BankArrival,

    /// <summary>The bank sent a payout back: the gateway has it again.</summary>
    BankReturn,

    /// <summary>An operator moved money in the books, with a reason and another operator's approval.</summary>
    Manual,
}

/// <summary>So much from one account to another. Both sides in one value: a lopsided entry cannot be written.</summary>
public readonly record struct Transfer
{
    /// <exception cref="ArgumentException">The amount is not positive, or both sides are the same account: a bug in the caller.</exception>
    public Transfer(Account debit, Account credit, Money amount)
    {
        if (!amount.IsPositive) throw new ArgumentException($"A transfer moves a positive amount, not {amount}.", nameof(amount));
        if (debit == credit) throw new ArgumentException($"A transfer has two sides, not {debit} twice.", nameof(credit));
        (Debit, Credit, Amount) = (debit, credit, amount);
    }

    public Account Debit { get; }

    public Account Credit { get; }

    public Money Amount { get; }
}

/// <summary>
/// One movement of money: what caused it, and one or more transfers of one currency. Its debits equal its credits because
/// each transfer is both.
/// </summary>
public sealed record Journal
{
    public const int MaxCauseLength = 80;

    /// <param name="scope">Whose books.</param>
    /// <param name="cause">The business event, such as <c>pay_…:capture</c>. An application's books take each cause once, ever.</param>
    /// <param name="kind">Why.</param>
    /// <param name="transfers">At least one, all of one currency.</param>
    /// <exception cref="ArgumentException">No transfers, mixed currencies or an unusable cause: a bug in the caller.</exception>
    public Journal(Scope scope, string cause, JournalKind kind, params IReadOnlyList<Transfer> transfers)
    {
        if (cause.Length is 0 or > MaxCauseLength)
            throw new ArgumentException($"A cause has 1 to {MaxCauseLength} characters.", nameof(cause));
        if (transfers.Count == 0) throw new ArgumentException($"Journal '{cause}' moves nothing.", nameof(transfers));
        if (transfers.Any(transfer => transfer.Amount.Currency != transfers[0].Amount.Currency))
            throw new ArgumentException($"Journal '{cause}' mixes currencies.", nameof(transfers));

        (Scope, Cause, Kind, Transfers) = (scope, cause, kind, transfers);
    }

    /// <summary>A journal whose cause follows from its kind and what it is about; see <see cref="JournalCause"/>.</summary>
    public static Journal Of(Scope scope, JournalKind kind, string subject, params IReadOnlyList<Transfer> transfers) =>
        new(scope, JournalCause.Of(kind, subject), kind, transfers);

    public Scope Scope { get; }

    public string Cause { get; }

    public JournalKind Kind { get; }

    public IReadOnlyList<Transfer> Transfers { get; }

    public Currency Currency => Transfers[0].Amount.Currency;
}
