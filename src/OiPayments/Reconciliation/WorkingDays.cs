using OiPayments.Api;

namespace OiPayments.Reconciliation;

/// <summary>Banks' working days in Bangladesh: Sunday to Thursday, but for the holidays that an operator has listed.</summary>
/// <param name="holidays">Beside Fridays and Saturdays.</param>
internal sealed class WorkingDays(IEnumerable<DateOnly> holidays)
{
    private readonly HashSet<DateOnly> holidays = [.. holidays];

    public bool Has(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday) && !holidays.Contains(day);

    /// <summary>The last day that is at most so many working days after another: nothing of that day is late before it is over.</summary>
    public DateOnly After(DateOnly day, int count)
    {
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (Has(day)) left--;
        }

        return day;
    }

    /// <summary>The instant from which on something of that day is late, when it may take so many working days. Days are Dhaka's.</summary>
    public DateTimeOffset EndOfWait(DateOnly day, int count) => TimeZones.StartOf(TimeZones.Default, After(day, count).AddDays(1));
}
