using System.Diagnostics.Metrics;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Monitoring;

/// <summary>A record that waits for something, and since when.</summary>
internal sealed class WaitingRecord
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required DateTimeOffset? Since { get; init; }
}

/// <summary>How many records of a mode wait, and how long the oldest has.</summary>
/// <param name="Count">At most <see cref="WaitingRecords.CountsTo"/>.</param>
/// <param name="Age">Zero when none waits.</param>
internal readonly record struct Waiting(long Count, TimeSpan Age);

internal static class WaitingRecords
{
    /// <summary>Beyond this nobody is helped by an exact figure; the age is then that of the oldest among those that were counted.</summary>
    public const int CountsTo = 10_000;

    private static readonly Mode[] Modes = [Mode.Live, Mode.Test];

    extension(OiPaymentsDb db)
    {
        /// <summary>Counts them for both modes in one question, application by application, as their indexes are made.</summary>
        public async Task<IReadOnlyList<(Mode Mode, Waiting Waiting)>> CountWaitingAsync(
            IQueryable<WaitingRecord> records, DateTimeOffset now, CancellationToken ct)
        {
            var found = await db.Directory<Application>().AsNoTracking()
                .SelectMany(a => records.Where(r => r.ApplicationId == a.Id))
                .OrderBy(r => r.ApplicationId)
                .Take(CountsTo)
                .GroupBy(r => r.Mode)
                .Select(g => new { Mode = g.Key, Count = g.Count(), Oldest = g.Min(r => r.Since) })
                .ToListAsync(ct);
            return
            [
                .. Modes.Select(mode => found.SingleOrDefault(one => one.Mode == mode) is { } some
                    ? (mode, new Waiting(some.Count, some.Oldest.AgeAt(now)))
                    : (mode, default)),
            ];
        }
    }

    extension(DateTimeOffset? since)
    {
        /// <summary>Never negative: TEST records may have times of a test clock, which may be ahead.</summary>
        public TimeSpan AgeAt(DateTimeOffset now) => since is { } then && now > then ? now - then : TimeSpan.Zero;
    }

    /// <summary>The label that every figure of records has.</summary>
    public static KeyValuePair<string, object?> Tag(Mode mode) => new("mode", WireNames<Mode>.Of(mode));

    public static Measurement<long> CountOf((Mode Mode, Waiting Waiting) one, params KeyValuePair<string, object?>[] tags) =>
        new(one.Waiting.Count, [Tag(one.Mode), .. tags]);

    public static Measurement<double> AgeOf((Mode Mode, Waiting Waiting) one, params KeyValuePair<string, object?>[] tags) =>
        new(one.Waiting.Age.TotalSeconds, [Tag(one.Mode), .. tags]);
}
