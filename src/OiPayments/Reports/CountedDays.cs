using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>
/// What was paid on one day, in one currency and by one channel. Amounts are in minor units. Days are those of <see cref="CountedDay"/>.
/// </summary>
internal sealed class PaidDay : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required DateOnly Day { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>What customers paid with, in the gateway's words; empty when it is not known.</summary>
    public required string Channel { get; init; }

    public long Payments { get; set; }
    public long AmountMinor { get; set; }

    /// <summary>What the gateway keeps, as far as it said.</summary>
    public long FeeMinor { get; set; }
}

/// <summary>How many of the payments that were opened on one day, in one currency, have ended in one way by now.</summary>
internal sealed class EndedDay : IScoped
{
    public required ApplicationId ApplicationId { get; init; }
    public required Mode Mode { get; init; }
    public required DateOnly Day { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>Never pending.</summary>
    public required PaymentStatus Status { get; init; }

    public long Payments { get; set; }
}

/// <summary>
/// The days that payments are counted by: of 24 hours each, from 18:00 UTC on. Those are Dhaka's, which no longer changes its clocks; what
/// is asked of other days is added up.
/// </summary>
internal static class CountedDay
{
    /// <summary>No payment is older.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    private static readonly TimeSpan AheadOfUtc = TimeSpan.FromHours(6);

    /// <summary>The beginning of <see cref="First"/>, in seconds since 1970: what the databases count days from.</summary>
    public static readonly long Epoch = StartOf(First).ToUnixTimeSeconds();

    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime((time + AheadOfUtc).UtcDateTime);

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue) - AheadOfUtc, TimeSpan.Zero);

    /// <summary>The whole days within a time, and what of it is before and behind them.</summary>
    public static Parts Within(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, end) = (StartOf(Of(from)) == from ? Of(from) : Of(from).AddDays(1), Of(to));
        if (first < First) first = First;
        if (first >= end) return new(null, null, [(from, to)]);
        return new(
            first, end,
            [.. new[] { (From: from, To: StartOf(first)), (From: StartOf(end), To: to) }.Where(edge => edge.From < edge.To)]);
    }

    /// <param name="First">The first whole day; null when there is none.</param>
    /// <param name="End">The day behind the last whole one.</param>
    /// <param name="Edges">From an instant, itself included, to one that is not.</param>
    public sealed record Parts(DateOnly? First, DateOnly? End, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Edges);
}
