using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary>A journal that an operator asked for, with what another has to know to decide about it.</summary>
internal sealed record ManualJournalDto(
    [property: Description("The number of the record: what the paths of manual journals take. The books give the journal its own.")]
    Id<ManualJournal> Id,
    [property: Description("Whose books.")] ApplicationId ApplicationId,
    [property: Description("The application's name.")] string ApplicationName,
    [property: Description("The books of which mode.")] Mode Mode,
    [property: Description("AWAITING_APPROVAL waits for another operator; POSTED is in the books for good; REJECTED moved nothing.")]
    ManualJournalStatus Status,
    [property: Description("ISO 4217, in capitals.")] string Currency,
    [property: Description("What it moves, in order.")] IReadOnlyList<TransferDto> Transfers,
    [property: Description("Why, in the words of the operator who asked.")] string Reason,
    [property: Description("The day that was asked for, in Dhaka; null for the moment of its approval.")] DateOnly? Date,
    [property: Description("The manual journal that it undoes; null when it undoes none.")] Id<ManualJournal>? Reverses,
    [property: Description("The manual journal that undoes it, or is to; null when there is none.")] Id<ManualJournal>? ReversedBy,
    [property: Description("Who asked: operator: and a number.")] string CreatedBy,
    [property: Description("That operator's name.")] string CreatedByName,
    [property: Description("When it was asked for, UTC.")] DateTimeOffset CreatedAt,
    [property: Description("Who approved or rejected it; null while nobody did.")] string? DecidedBy,
    [property: Description("That operator's name.")] string? DecidedByName,
    [property: Description("When, UTC.")] DateTimeOffset? DecidedAt,
    [property: Description("Why not; null when it was not rejected.")] string? RejectionReason,
    [property: Description("The number of the journal in the books; null while it is not posted.")] Id<Journal>? JournalId,
    [property: Description("The instant that it counts from in the books, UTC; null while it is not posted.")] DateTimeOffset? PostedAt,
    [property: Description(
        "Whether the month of `date` was closed when it was approved, so that it counts from its approval instead of from that day.")]
    bool PostedLate,
    [property: Description("Whether you may approve it now.")] bool CanApprove,
    [property: Description("Whether you may reject it now, or take it back.")] bool CanReject);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Account>), typeof(WireNameJsonConverter<Mode>),
        typeof(WireNameJsonConverter<ManualJournalStatus>)
    ])]
[JsonSerializable(typeof(ManualJournalDto))]
[JsonSerializable(typeof(IReadOnlyList<ManualJournalDto>))]
internal sealed partial class ManualJournalsJson : JsonSerializerContext;
