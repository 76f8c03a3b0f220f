using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;

namespace OiPayments.Reports;

/// <summary>What a report's rows stand for, on the wire <c>DAY</c>, <c>APPLICATION</c> and <c>CHANNEL</c>.</summary>
public enum ReportGrouping
{
    Day,
    Application,
    Channel,
}

/// <summary>What a row stands for: of day, application and channel the one that the report is grouped by, in one currency.</summary>
internal abstract record ReportRow
{
    [Description("The day in the report's time zone; null when it is not grouped by day.")]
    public DateOnly? Day { get; init; }

    [Description("The application; null when it is not grouped by application.")]
    public ApplicationId? ApplicationId { get; init; }

    [Description("The application's name.")]
    public string? ApplicationName { get; init; }

    [Description("What customers paid with, in the gateway's words; null when it is not grouped by channel, or unknown.")]
    public string? Channel { get; init; }

    [Description("ISO 4217: currencies are never added up.")]
    public required string Currency { get; init; }

    public abstract IReadOnlyList<long?> Numbers { get; }
}

/// <summary>Payments that were paid, by when they were.</summary>
internal sealed record PaidRow(
    [property: Description("How many payments were paid.")] long Payments,
    [property: Description("Minor units that were paid.")] long AmountMinor,
    [property: Description("Minor units that the gateway keeps, as far as it said.")] long FeeMinor,
    [property: Description("Minor units that are left of it.")] long NetMinor) : ReportRow
{
    public static readonly string[] Columns = ["payments", "amountMinor", "feeMinor", "netMinor"];

    [JsonIgnore]
    public override IReadOnlyList<long?> Numbers => [Payments, AmountMinor, FeeMinor, NetMinor];
}

/// <summary>What became of payments, by when they were opened.</summary>
internal sealed record OutcomeRow(
    [property: Description("How many payments were opened.")] long Opened,
    [property: Description("How many of them were paid.")] long Succeeded,
    [property: Description("How many of them failed.")] long Failed,
    [property: Description("How many of them expired unpaid.")] long Expired,
    [property: Description("How many of them the customer cancelled.")] long Cancelled,
    [property: Description("How many of them can still be paid, or are held.")] long Pending,
    [property: Description("Hundredths of a percent of those that ended: 9250 is 92.5 %; null when none has ended.")]
    long? SuccessBasisPoints) : ReportRow
{
    public static readonly string[] Columns = ["opened", "succeeded", "failed", "expired", "cancelled", "pending", "successBasisPoints"];

    [JsonIgnore]
    public override IReadOnlyList<long?> Numbers => [Opened, Succeeded, Failed, Expired, Cancelled, Pending, SuccessBasisPoints];
}

/// <summary>Refunds, by when they were asked for.</summary>
internal sealed record RefundRow(
    [property: Description("How many refunds were asked for.")] long Requested,
    [property: Description("Minor units that were asked for.")] long RequestedMinor,
    [property: Description("How many of them the gateway gave back.")] long Succeeded,
    [property: Description("Minor units that the gateway gave back.")] long SucceededMinor,
    [property: Description("How many of them failed or were rejected.")] long Ended,
    [property: Description("How many of them are waiting, for a person or for the gateway.")] long Waiting) : ReportRow
{
    public static readonly string[] Columns = ["requested", "requestedMinor", "succeeded", "succeededMinor", "ended", "waiting"];

    [JsonIgnore]
    public override IReadOnlyList<long?> Numbers => [Requested, RequestedMinor, Succeeded, SucceededMinor, Ended, Waiting];
}

/// <summary>A report of one mode. Rows without anything in them are left out.</summary>
internal sealed record Report<TRow>(
    [property: Description("Whether it is about real money; TEST and LIVE are never added up.")] Mode Mode,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day, itself included.")] DateOnly To,
    [property: Description("Whose midnight begins a day.")] string TimeZone,
    [property: Description("What a row stands for.")] ReportGrouping GroupBy,
    [property: Description("By day, application or channel, each in one currency.")] IReadOnlyList<TRow> Rows)
    where TRow : ReportRow;

/// <summary>What was paid in one currency.</summary>
internal sealed record PaidVolume(
    [property: Description("ISO 4217.")] string Currency,
    [property: Description("How many payments were paid today.")] long Payments,
    [property: Description("Minor units that were paid today.")] long AmountMinor,
    [property: Description("How many had been paid at this time of day a week ago.")] long PaymentsWeekBefore,
    [property: Description("Minor units that had been paid at this time of day a week ago.")] long AmountWeekBeforeMinor);

/// <summary>An application whose receiver does not take what it is sent.</summary>
internal sealed record WebhookTrouble(
    [property: Description("The application.")] ApplicationId ApplicationId,
    [property: Description("The application's name.")] string ApplicationName,
    [property: Description("Events that failed at least once and are tried again.")] long Retrying,
    [property: Description("Events that are tried no more.")] long Parked);

/// <summary>The home page: today, and what waits for a person. What one may not see is null.</summary>
internal sealed record Summary(
    [property: Description("Whether it is about real money.")] Mode Mode,
    [property: Description("Today in the time zone asked for.")] DateOnly Today,
    [property: Description("What was paid, by currency; null without report:read.")] IReadOnlyList<PaidVolume>? Takings,
    [property: Description("Refunds that wait for approval; null without refund:read.")] long? RefundsAwaitingApproval,
    [property: Description(
        "Refunds on their way whose outcome the service cannot find out by asking: a person has to; null without refund:read.")]
    long? UnclearRefunds,
    [property: Description(
        "Refunds that a person resolved one way and the gateway the other, and that nobody has seen to; null without refund:read.")]
    long? ContradictedRefunds,
    [property: Description("Payments whose money is held.")] long HeldPayments,
    [property: Description("Transactions whose money is in suspense and that nobody is giving back.")] long SuspendedTransactions,
    [property: Description("Events that could not be delivered and are tried no more.")] long ParkedWebhooks,
    [property: Description("By application, those whose events are tried again or no more; empty when all events arrive.")]
    IReadOnlyList<WebhookTrouble> WebhookTroubles,
    [property: Description("Proposed changes of settings that wait for another operator, of both modes; null without app:manage.")]
    long? ProposedChanges,
    [property: Description("In LIVE, how many applications have no store that could collect their payments: nobody can pay those.")]
    long ApplicationsWithoutStore);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<ReportGrouping>), typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(Report<PaidRow>), TypeInfoPropertyName = "Paid")]
[JsonSerializable(typeof(Report<OutcomeRow>), TypeInfoPropertyName = "Outcomes")]
[JsonSerializable(typeof(Report<RefundRow>), TypeInfoPropertyName = "Refunds")]
[JsonSerializable(typeof(Summary))]
internal sealed partial class ReportsJson : JsonSerializerContext;
