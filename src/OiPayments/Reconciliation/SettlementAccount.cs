using System.Text.Json;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// A store at a gateway whose settlement files are read here: the service's own, which belongs to nobody, or an application's. It keeps
/// how its files are laid out and how long its money takes, and lets one file be read at a time.
/// </summary>
internal sealed class SettlementAccount : IScoped, IMayBelongToNobody
{
    public const int MaxMappingLength = 20_000;

    /// <summary>SSLCOMMERZ's merchants are told of two working days; one more before anybody is alarmed.</summary>
    public const int UsualDays = 3;

    /// <summary>The application whose own store it is; nobody for the service's.</summary>
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required string Gateway { get; init; }

    /// <summary>A <see cref="MappingDto"/> in JSON; null while nobody has said how its files are laid out.</summary>
    public string? Mapping { get; private set; }

    /// <summary>Within so many working days the gateway pays out, and a file tells of it.</summary>
    public int ExpectedDays { get; private set; } = UsualDays;

    /// <summary>Days of banks' holidays beside Fridays and Saturdays, as a JSON list.</summary>
    public string Holidays { get; private set; } = "[]";

    /// <summary>The file that is being read; null when none is.</summary>
    public Id<SettlementStatement>? ReadingId { get; private set; }

    public string? UpdatedBy { get; private set; }
    public DateTimeOffset? UpdatedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<DateOnly> HolidayList =>
        JsonSerializer.Deserialize(Holidays, ReconciliationJson.Default.IReadOnlyListDateOnly) ?? [];

    public WorkingDays Calendar => new(HolidayList);

    public MappingDto? ReadMapping() => Mapping is null ? null : JsonSerializer.Deserialize(Mapping, ReconciliationJson.Default.MappingDto);

    public void Set(MappingDto mapping, int expectedDays, IReadOnlyList<DateOnly> holidays, string by, DateTimeOffset now)
    {
        Mapping = JsonSerializer.Serialize(mapping, ReconciliationJson.Default.MappingDto);
        Holidays = JsonSerializer.Serialize([.. holidays.Distinct().Order()], ReconciliationJson.Default.IReadOnlyListDateOnly);
        (ExpectedDays, UpdatedBy, UpdatedAt, Version) = (expectedDays, by, now, Version + 1);
    }

    /// <summary>Takes the turn for a file; false while another file has it.</summary>
    public bool BeginReading(Id<SettlementStatement> statement)
    {
        if (ReadingId is { } other && other != statement) return false;
        (ReadingId, Version) = (statement, Version + 1);
        return true;
    }

    public void EndReading() => (ReadingId, Version) = (null, Version + 1);
}
