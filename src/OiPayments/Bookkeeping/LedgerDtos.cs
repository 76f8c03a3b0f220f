using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>
/// An account of the caller's books in one currency. Amounts are in minor units; the balance is positive on the side where the account
/// grows.
/// </summary>
internal sealed record AccountDto(
    [property: Description("Which account of the chart.")] Account Code,
    [property: Description("Whether it grows by debits (assets, expenses) or by credits (liabilities, income).")] AccountType Type,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Minor units: everything debited so far.")] long DebitMinor,
    [property: Description("Minor units: everything credited so far.")] long CreditMinor,
    [property: Description("Minor units. Assets and expenses grow by debits, liabilities by credits.")] long BalanceMinor)
{
    public static AccountDto From(AccountBalance b) =>
        new(b.Account, b.Account.Type, b.Currency.Code, b.DebitMinor, b.CreditMinor, b.BalanceMinor);
}

/// <summary>All accounts side by side: the sums of both columns are equal in each currency.</summary>
internal sealed record TrialBalanceDto(
    [property: Description("The instant the balances are of, UTC.")] DateTimeOffset AsOf,
    [property: Description("Every account, in each currency that was ever moved.")] IReadOnlyList<AccountDto> Accounts,
    [property: Description("Both columns added up, per currency.")] IReadOnlyList<TrialBalanceTotal> Totals,
    [property: Description("Whether both sums are equal in every currency; anything but true is a bug of ours.")] bool Balanced);

internal sealed record TrialBalanceTotal(
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Minor units: the debits of all accounts.")] long DebitMinor,
    [property: Description("Minor units: the credits of all accounts.")] long CreditMinor);

/// <summary>A page of one account's entries: what it held before, what moved, what it holds after.</summary>
internal sealed record StatementDto(
    [property: Description("Which account of the chart.")] Account Code,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("Minor units: the balance before the first entry of this page.")] long OpeningMinor,
    [property: Description("Oldest first.")] IReadOnlyList<EntryDto> Entries,
    [property: Description("Minor units: the balance after the last entry of this page.")] long ClosingMinor);

/// <summary>One side of a transfer. One of debit and credit is zero; the balance is the account's after this entry.</summary>
internal sealed record EntryDto(
    [property: Description("The journal this entry is part of.")] long JournalId,
    [property: Description("Its place within the journal.")] int Line,
    [property: Description("The business event that caused it, such as pay_…:capture. Booked once, ever.")] string Cause,
    [property: Description("Why the money was moved in the books.")] JournalKind Kind,
    [property: Description("The account on the other side.")] Account Counterpart,
    [property: Description("Minor units; zero when this side is a credit.")] long DebitMinor,
    [property: Description("Minor units; zero when this side is a debit.")] long CreditMinor,
    [property: Description("Minor units: the account's balance after this entry.")] long BalanceMinor,
    [property: Description("When it was booked, UTC.")] DateTimeOffset PostedAt)
{
    public static EntryDto From(StatementEntry e) =>
        new(e.JournalId, e.Line, e.Cause, e.Kind, e.Counterpart, e.DebitMinor, e.CreditMinor, e.BalanceMinor, e.PostedAt);
}

/// <summary>A journal: what happened, and what it moved.</summary>
internal sealed record JournalDto(
    [property: Description("The number of the journal.")] long Id,
    [property: Description("The business event that caused it, such as pay_…:capture. Booked once, ever.")] string Cause,
    [property: Description("Why the money was moved in the books.")] JournalKind Kind,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("When it was booked, UTC.")] DateTimeOffset PostedAt,
    [property: Description("What it moved, in order.")] IReadOnlyList<TransferDto> Transfers);

internal sealed record TransferDto(
    [property: Description("Its place within the journal.")] int Line,
    [property: Description("The account that is debited.")] Account Debit,
    [property: Description("The account that is credited.")] Account Credit,
    [property: Description("Minor units, more than zero.")] long AmountMinor);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Account>), typeof(WireNameJsonConverter<AccountType>),
        typeof(WireNameJsonConverter<JournalKind>)
    ])]
[JsonSerializable(typeof(IReadOnlyList<AccountDto>))]
[JsonSerializable(typeof(TrialBalanceDto))]
[JsonSerializable(typeof(StatementDto))]
[JsonSerializable(typeof(JournalDto))]
internal sealed partial class LedgerJson : JsonSerializerContext;
