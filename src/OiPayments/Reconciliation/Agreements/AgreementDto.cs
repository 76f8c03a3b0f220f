using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;

namespace OiPayments.Reconciliation.Agreements;

/// <summary>Where money is on its way from a customer to the bank, on the wire in capitals.</summary>
public enum MoneyPlace
{
    /// <summary>The gateway has it: taken, and not yet paid out.</summary>
    AtGateway,

    /// <summary>The gateway says that it has paid it out, and the bank has not shown it.</summary>
    InTransit,

    /// <summary>The bank has shown it.</summary>
    AtBank,
}

/// <summary>Why two sides do not agree, on the wire in capitals.</summary>
public enum DifferenceKind
{
    /// <summary>A flag of settlement that nobody has resolved.</summary>
    SettlementFlag,

    /// <summary>A line of the bank that seems to be about a payout, and that nobody has resolved.</summary>
    BankFlag,

    /// <summary>A payout that the bank should have shown by now.</summary>
    LatePayout,
}

/// <summary>Whether gateway, books and bank agree as of an instant.</summary>
internal sealed record AgreementDto(
    [property: Description("The instant, UTC.")] DateTimeOffset AsOf,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("true: every place has in the books what it has by the words of gateway and bank, and nothing is open.")]
    bool Agrees,
    [property: Description("Each currency that money was ever moved in.")] IReadOnlyList<CurrencyAgreementDto> Currencies,
    [property: Description("What differs, the oldest first, at most 100.")] IReadOnlyList<DifferenceDto> Differences,
    [property: Description("How many there are in all.")] int TotalDifferences);

/// <summary>One currency of it. Amounts are in its minor units.</summary>
internal sealed record CurrencyAgreementDto(
    [property: Description("The currency.")] string Currency,
    [property: Description("true: its places agree, and nothing is open in it.")] bool Agrees,
    [property: Description("What gateways took from customers, in minor units.")] long TakenMinor,
    [property: Description("What they kept as fees, as told when it was paid, in minor units.")] long FeesMinor,
    [property: Description("What they gave back to customers, in minor units.")] long RefundedMinor,
    [property: Description("What left them by settlement files, in minor units: paid out, and corrections of fees.")] long SettledMinor,
    [property: Description("What came back to them because the bank sent it back, in minor units.")] long ReturnedMinor,
    [property: Description("The three places where it is now.")] IReadOnlyList<AgreementPlaceDto> Places,
    [property: Description("What of the money at the gateway no settlement file has named, and may still, in minor units: it waits, and "
        + "is no difference.")]
    long WaitingMinor,
    [property: Description("What the open differences come to, each counted as an amount above nought, in minor units.")] long OpenMinor);

/// <summary>One place.</summary>
internal sealed record AgreementPlaceDto(
    [property: Description("AT_GATEWAY, IN_TRANSIT or AT_BANK.")] MoneyPlace Place,
    [property: Description("What the books say, in minor units: the balance of GATEWAY_CLEARING, BANK_IN_TRANSIT or BANK.")]
    long LedgerMinor,
    [property: Description("What follows from payments, refunds, settlement files and bank statements, one by one, in minor units.")]
    long RecordsMinor,
    [property: Description("What of both is manual journals, in minor units.")] long ManualMinor,
    [property: Description("The books less the records, in minor units: anything but 0 is an error; run verify.")] long DifferenceMinor);

/// <summary>One thing that differs.</summary>
internal sealed record DifferenceDto(
    [property: Description("SETTLEMENT_FLAG, BANK_FLAG or LATE_PAYOUT.")] DifferenceKind Kind,
    [property: Description("The number of the result, the bank's line or the payout.")] long Id,
    [property: Description("Whose it is; null when that is not known.")] long? ApplicationId,
    [property: Description("The payment that it is about; null when none is known.")] long? PaymentId,
    [property: Description("Its day.")] DateOnly Day,
    [property: Description("The currency of the amount.")] string Currency,
    [property: Description("The amount that it is about, in minor units, with its sign for the merchant.")] long AmountMinor,
    [property: Description("Why, in a word.")] string Reason,
    [property: Description("Why, for people.")] string Detail);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<MoneyPlace>),
        typeof(WireNameJsonConverter<DifferenceKind>),
    ])]
[JsonSerializable(typeof(AgreementDto))]
internal sealed partial class AgreementJson : JsonSerializerContext;
