namespace OiPayments.Statements;

/// <summary>What a row of a settlement file is about.</summary>
public enum SettlementRowKind
{
    /// <summary>Money that a customer paid.</summary>
    Payment,

    /// <summary>Money that went back to a customer.</summary>
    Refund,

    /// <summary>Money that the customer's bank took back.</summary>
    Chargeback,

    /// <summary>A chargeback that was decided for the merchant: its money is given again.</summary>
    ChargebackReversal,

    /// <summary>A fee that the gateway gives back.</summary>
    FeeReversal,

    /// <summary>What the gateway adds or takes for a reason of its own, whatever it calls it.</summary>
    Adjustment,

    /// <summary>What the gateway holds back, or gives out of what it held back.</summary>
    Reserve,

    /// <summary>The transfer to the bank itself, where the file lists it among its rows.</summary>
    Payout,
}

/// <summary>
/// One row of a settlement file, as its mapping reads it. Amounts are minor units of <see cref="Currency"/>, with the sign they have for
/// the merchant: gross is positive for a payment and negative for a refund, a fee is positive when the gateway keeps it. Null is what the
/// file does not say: nothing is worked out from the rest, so that a row that does not add up can be seen.
/// </summary>
public sealed record SettlementRow
{
    /// <summary>Where it stands: the line of the file or the row of the sheet, as a person counts them, from 1.</summary>
    public required int Number { get; init; }

    public required SettlementRowKind Kind { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>Our id of the transaction at the gateway.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The gateway's id of its validation.</summary>
    public string? ValidationId { get; init; }

    /// <summary>The bank's id of the transaction.</summary>
    public string? BankTransactionId { get; init; }

    /// <summary>The gateway's id of the refund.</summary>
    public string? RefundId { get; init; }

    public long? GrossMinor { get; init; }
    public long? FeeMinor { get; init; }
    public long? FeeVatMinor { get; init; }

    /// <summary>What it adds to the payout.</summary>
    public long? NetMinor { get; init; }

    /// <summary>When the customer paid, or the money went back. UTC.</summary>
    public DateTimeOffset? TransactedAt { get; init; }

    /// <summary>The day of the payout, as the gateway's country counts days.</summary>
    public DateOnly? SettledOn { get; init; }

    /// <summary>Which payout it is a part of: the gateway's batch or transfer reference.</summary>
    public string? PayoutReference { get; init; }

    /// <summary>What the gateway calls the kind of row, or says of it.</summary>
    public string? Label { get; init; }
}
