using System.ComponentModel;
using OiPayments.Api;

namespace OiPayments.TestClocks;

/// <summary>Where to move a test clock: to an instant, or by a length of time.</summary>
internal sealed record AdvanceRequest(
    [property: Description("The instant that it shows afterwards, such as `2026-06-04T10:00:00Z`. One of `to` and `by` is needed.")]
    string? To,
    [property: Description("How far to move it, as ISO 8601 writes it, such as `PT2H`, `P30D` or `P1M`.")] string? By)
    : IRequest<AdvanceRequest>
{
    /// <summary>Nothing of this product waits longer, and days further ahead are of no calendar that anybody has checked.</summary>
    public const int MostYearsAhead = 10;

    private const string NotAnInstant = "Must be an instant with its offset, such as 2026-06-04T10:00:00Z.";

    private const string NotAPeriod =
        "Must be a length of time of ISO 8601, such as PT2H for two hours, P30D for thirty days or P1M for a month.";

    public static AdvanceRequest Read(JsonFields fields, FieldErrors errors) => new(fields.OptionalText("to"), fields.OptionalText("by"));

    public void Check(FieldErrors errors)
    {
        if (To is null == By is null) errors.Add("to", "Send either to, an instant, or by, a length of time.");
        else if (To is not null && !InstantText.TryReadInstant(To, out _)) errors.Add("to", NotAnInstant);
        else if (By is not null && !PeriodText.TryRead(By, out _)) errors.Add("by", NotAPeriod);
    }

    /// <summary>The instant that is meant, of a request that is right in itself.</summary>
    /// <param name="shown">What the clock shows.</param>
    /// <param name="real">What it is in truth.</param>
    public Outcome<DateTimeOffset> From(DateTimeOffset shown, DateTimeOffset real)
    {
        var field = To is null ? "by" : "to";
        var latest = real.AddYears(MostYearsAhead);
        if (Wanted(shown) is not { } wanted || wanted > latest)
            return Wrong(field, $"At most {MostYearsAhead} years from now, until {IsoTime.Instant(latest)}.");
        return wanted < shown
            ? Wrong(field, $"The clock shows {IsoTime.Instant(shown)} and moves forward only. Reset it to go back to real time.")
            : wanted;
    }

    private DateTimeOffset? Wanted(DateTimeOffset shown)
    {
        if (By is not null) return PeriodText.TryRead(By, out var period) ? period.After(shown) : null;
        return To is not null && InstantText.TryReadInstant(To, out var instant) ? instant.ToMicroseconds() : null;
    }

    private static Refusal Wrong(string field, string message) =>
        new(ErrorCode.ValidationError, "The clock was not moved.", new Dictionary<string, string> { [field] = message });
}

internal static class Microseconds
{
    extension(DateTimeOffset time)
    {
        /// <summary>As the databases keep it, so that what is read back is what was compared.</summary>
        public DateTimeOffset ToMicroseconds() => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
