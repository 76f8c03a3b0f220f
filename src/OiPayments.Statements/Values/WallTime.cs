namespace OiPayments.Statements.Values;

/// <summary>What a clock showed; <see cref="Offset"/> where the file says how far it is from UTC.</summary>
internal readonly record struct WallTime(DateTime Shown, TimeSpan? Offset)
{
    public DateOnly Day => DateOnly.FromDateTime(Shown);

    /// <summary>False for an hour that the zone leaves out when its clocks go forward.</summary>
    public bool TryToUtc(TimeZoneInfo zone, out DateTimeOffset utc)
    {
        utc = default;
        if (Offset is null && zone.IsInvalidTime(Shown)) return false;
        utc = new DateTimeOffset(Shown, Offset ?? zone.GetUtcOffset(Shown)).ToUniversalTime();
        return true;
    }
}
