namespace OiPayments.Sandbox.Settlements;

/// <summary>Banks' working days in Bangladesh: Sunday to Thursday. Moving holidays are not simulated.</summary>
internal static class BankDays
{
    /// <summary>The next one after a day.</summary>
    public static DateOnly After(DateOnly day)
    {
        do day = day.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday);
        return day;
    }
}
