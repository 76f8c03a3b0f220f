using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

internal enum EntryKind
{
    Payment,
    Refund,
    Chargeback,
}

/// <summary>What the gateway pays a store for one day of Dhaka.</summary>
internal sealed record Settlement
{
    public required SandboxStore Store { get; init; }

    /// <summary>The day on which customers paid, and got money back.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What the transfer is called, in the file and at the bank. At most 16 characters: MT940 has room for no more.</summary>
    public required string Reference { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<SettlementEntry> Entries { get; init; }

    /// <summary>How much less is transferred than the entries come to, with no word about it.</summary>
    public decimal Withheld { get; init; }

    /// <summary>The day of the transfer.</summary>
    public DateOnly SettledOn => BankDays.After(Day);

    /// <summary>What is transferred, in BDT. Below nought, the gateway collects it from the store's account.</summary>
    public decimal Payout => Entries.Sum(entry => entry.Net) - Withheld;
}

/// <summary>One line of a settlement. Amounts are BDT, with the sign they have for the store.</summary>
internal sealed record SettlementEntry
{
    // The share of a fee that is VAT: 15 of 115.
    private const decimal VatShare = 15m / 115m;

    public required EntryKind Kind { get; init; }

    /// <summary>The store's <c>tran_id</c>.</summary>
    public required string TransactionId { get; init; }

    public required string ValidationId { get; init; }

    public required string BankTransactionId { get; init; }

    /// <summary>The gateway's <c>refund_ref_id</c>; null but for refunds.</summary>
    public string? RefundId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    public required decimal Gross { get; init; }

    /// <summary>With the VAT on it: what validation tells is <see cref="Gross"/> less this.</summary>
    public decimal Fee { get; init; }

    public decimal FeeVat => Amounts.Round(Fee * VatShare);

    public decimal Net => Gross - Fee;
}
