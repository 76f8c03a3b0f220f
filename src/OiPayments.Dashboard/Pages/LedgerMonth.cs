using OiPayments.Api;
using OiPayments.Bookkeeping;

namespace OiPayments.Dashboard.Pages;

/// <summary>What may still come into a month of the books.</summary>
public enum MonthState
{
    /// <summary>It has not ended, or so short a time ago that a journal of it may still be on its way.</summary>
    Running,

    /// <summary>It has ended, and nobody has closed it.</summary>
    Open,

    /// <summary>Nothing is booked into it any more.</summary>
    Closed,
}

/// <summary>A month of an application's books, of one mode.</summary>
/// <param name="Month">In Dhaka.</param>
/// <param name="State">What may still come into it.</param>
/// <param name="Close">What was kept when it was closed; null while it is not, and where a later month was closed without it.</param>
/// <param name="IsNext">Whether it is the one to close: the first that is open.</param>
internal sealed record LedgerMonth(Month Month, MonthState State, LedgerCloseDto? Close, bool IsNext)
{
    /// <summary>From the month in which the application was made to the one that is running, the newest first.</summary>
    /// <param name="made">When the application was.</param>
    /// <param name="now">The moment that they are shown.</param>
    /// <param name="closes">The months that were closed, in any order.</param>
    public static IReadOnlyList<LedgerMonth> Of(DateTimeOffset made, DateTimeOffset now, IReadOnlyList<LedgerCloseDto> closes)
    {
        var zone = TimeZones.Default;
        var kept = closes.ToDictionary(close => close.Month, StringComparer.Ordinal);
        var closedThrough = kept.Keys.Max(StringComparer.Ordinal);
        var (months, isNextFound) = (new List<LedgerMonth>(), false);
        for (var month = Month.Of(zone, made); month.Begin(zone) <= now; month = Month.Of(month.LastDay.AddDays(1)))
        {
            // Written so, months sort as texts do.
            var state = string.CompareOrdinal($"{month}", closedThrough) <= 0 ? MonthState.Closed
                : month.End(zone) + CloseMonth.SettlesWithin > now ? MonthState.Running
                : MonthState.Open;
            var isNext = state is MonthState.Open && !isNextFound;
            isNextFound |= isNext;
            months.Add(new(month, state, kept.GetValueOrDefault($"{month}"), isNext));
        }

        months.Reverse();
        return months;
    }
}
