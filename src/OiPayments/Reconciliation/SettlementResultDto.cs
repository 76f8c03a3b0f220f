using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>One thing that the gateway's word and ours were compared about.</summary>
internal sealed record SettlementResultDto(
    [property: Description("The result's number.")] long Id,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("The gateway.")] string Gateway,
    [property: Description("Whose payment it is; null when that is not known.")] long? ApplicationId,
    [property: Description("MATCHED, FLAGGED for a person to look at, or DEFERRED to be asked again.")] ResultStatus Status,
    [property: Description("Why it is not matched; null when it is.")] ResultReason? Reason,
    [property: Description("The same for people, with what differs.")] string? Detail,
    [property: Description("The day of Dhaka that it counts for.")] DateOnly Period,
    [property: Description("The file that it comes from; null when no file names it.")] long? StatementId,
    [property: Description("The line or row of the file, from 1; null for what is no row.")] int? Row,
    [property: Description("What the row is about; null for what is no row.")] SettlementRowKind? Kind,
    [property: Description("Our transaction id at the gateway.")] string? TransactionId,
    [property: Description("The payment's number here.")] long? PaymentId,
    [property: Description("The refund's number here.")] long? RefundId,
    [property: Description("The currency of the amounts.")] string Currency,
    [property: Description("What the customer paid, or minus what went back, by the file, in minor units.")] long? GrossMinor,
    [property: Description("The fee with the VAT on it, by the file, in minor units.")] long? FeeMinor,
    [property: Description("The fee that was booked when it was paid, in minor units.")] long BookedFeeMinor,
    [property: Description("What it adds to the payout, by the file, in minor units.")] long? NetMinor,
    [property: Description("The payout that it is a part of, by the file.")] string? PayoutReference,
    [property: Description("What the file calls it.")] string? Label,
    [property: Description("What an operator found it to be; null while nobody has said.")] FlagResolutionDto? Resolution,
    [property: Description("When it was compared first, UTC.")] DateTimeOffset CreatedAt)
{
    public static SettlementResultDto From(SettlementResult r) => new(
        r.Id.Value, r.Mode, r.Gateway, r.ApplicationId == OiPayments.ApplicationId.Nobody ? null : r.ApplicationId.Value, r.Status,
        r.Reason, r.Detail, r.Period, r.StatementId?.Value, r.Row, r.Kind, r.TransactionId, r.PaymentId?.Value, r.OurRefundId?.Value,
        r.Currency.Code, r.GrossMinor, r.FeeMinor, r.BookedFeeMinor, r.NetMinor, r.PayoutReference, r.Label,
        r.ResolvedBy is { } by ? new(by, r.ResolutionNote ?? "", r.ResolvedAt.GetValueOrDefault(), r.LinkedResultId?.Value) : null,
        r.CreatedAt);
}

/// <summary>What an operator found a flag to be.</summary>
internal sealed record FlagResolutionDto(
    [property: Description("Who: operator: and a number.")] string By,
    [property: Description("In their words.")] string Note,
    [property: Description("When, UTC.")] DateTimeOffset At,
    [property: Description("Another result that belongs to it; null when none does.")] long? LinkedResultId);

/// <summary>A transfer of a gateway to the bank.</summary>
internal sealed record PayoutDto(
    [property: Description("The payout's number here.")] long Id,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("The gateway.")] string Gateway,
    [property: Description("The application whose own store it is of; null for the service's store.")] long? ApplicationId,
    [property: Description("The gateway's reference; empty when its files name none.")] string Reference,
    [property: Description("The day of the payout in Dhaka.")] DateOnly SettledOn,
    [property: Description("The currency of the amounts.")] string Currency,
    [property: Description("What the gateway says that it paid out, in minor units.")] long AmountMinor,
    [property: Description("What of that is explained by payments and refunds known here, in minor units.")] long BookedMinor,
    [property: Description("IN_TRANSIT, ARRIVED or RETURNED.")] PayoutStatus Status,
    [property: Description("When the bank showed it; null while it has not.")] DateOnly? ArrivedOn,
    [property: Description("What the bank's statement calls it.")] string? BankReference,
    [property: Description("Why the bank sent it back; null while it has not.")] string? ReturnReason,
    [property: Description("When a file first told of it, UTC.")] DateTimeOffset CreatedAt)
{
    public static PayoutDto From(Payout p) => new(
        p.Id.Value, p.Mode, p.Gateway, p.ApplicationId == OiPayments.ApplicationId.Nobody ? null : p.ApplicationId.Value, p.Reference,
        p.SettledOn, p.Currency.Code, p.AmountMinor, p.BookedMinor, p.Status, p.ArrivedOn, p.BankReference, p.ReturnReason, p.CreatedAt);
}

/// <summary>How the payments of a day, and what the gateway said of them, compare.</summary>
internal sealed record ReconciliationRunDto(
    [property: Description("The day of Dhaka.")] DateOnly Period,
    [property: Description("LIVE or TEST.")] Mode Mode,
    [property: Description("How many rows of files agree, and how many payments and refunds that no file has named the "
        + "gateway confirmed when it was asked.")]
    int Matched,
    [property: Description("How many payments and refunds of the day no file has named, though they are overdue, or "
        + "the gateway does not know as we do.")]
    int MissingInSettlement,
    [property: Description("How many rows name a transaction that nobody here knows.")] int MissingInternal,
    [property: Description("How many have another amount or currency at the gateway.")] int AmountMismatch,
    [property: Description("How many wait for what may still come, an answer of the gateway included.")] int Deferred,
    [property: Description("How many rows a person has to look at for another reason.")] int OtherFlags,
    [property: Description("Whether the books moved for settlements exactly what their rows agree about: in all applications and days, not "
        + "only this one.")]
    bool LedgerBalanced,
    [property: Description("When it was compared, UTC.")] DateTimeOffset RunAt,
    [property: Description("How many payments and refunds of the day have no answer of the gateway yet; null when it was not asked. Above "
        + "0: ask again.")]
    int? Unanswered);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<StatementStatus>),
        typeof(WireNameJsonConverter<FileFormat>), typeof(WireNameJsonConverter<SettlementField>),
        typeof(WireNameJsonConverter<SettlementRowKind>), typeof(WireNameJsonConverter<DecimalStyle>),
        typeof(WireNameJsonConverter<ResultStatus>), typeof(WireNameJsonConverter<ResultReason>),
        typeof(WireNameJsonConverter<PayoutStatus>), typeof(WireNameJsonConverter<DayAgreement>),
    ])]
[JsonSerializable(typeof(SettlementStatementDto))]
[JsonSerializable(typeof(IReadOnlyList<SettlementStatementDto>))]
[JsonSerializable(typeof(StatementPreview))]
[JsonSerializable(typeof(MappingDto))]
[JsonSerializable(typeof(IReadOnlyList<DateOnly>))]
[JsonSerializable(typeof(SettlementAccountDto))]
[JsonSerializable(typeof(IReadOnlyList<SettlementAccountDto>))]
[JsonSerializable(typeof(SettlementResultDto))]
[JsonSerializable(typeof(IReadOnlyList<SettlementResultDto>))]
[JsonSerializable(typeof(PayoutDto))]
[JsonSerializable(typeof(IReadOnlyList<PayoutDto>))]
[JsonSerializable(typeof(ReconciliationRunDto))]
[JsonSerializable(typeof(CalendarDto))]
internal sealed partial class ReconciliationJson : JsonSerializerContext;
