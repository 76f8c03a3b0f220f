using OiPayments.Api;
using OiPayments.Bookkeeping;
using OiPayments.Dashboard.Pages;

namespace OiPayments.UnitTests.Dashboard;

public class LedgerMonthTests
{
    /// <summary>The 31st of August in London, and the 1st of September in Dhaka.</summary>
    private static readonly DateTimeOffset Made = new(2026, 8, 31, 20, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset EndOfNovember = Month.Of(new DateOnly(2026, 11, 1)).End(TimeZones.Default);

    [Fact]
    public void Months_go_from_the_one_in_which_the_app_was_made_in_Dhaka_to_the_running_one_and_the_first_open_one_is_next()
    {
        var months = LedgerMonth.Of(Made, EndOfNovember.AddDays(3), [Close("2026-09")]);

        Assert.Equal(
        [
            ("2026-12", MonthState.Running, false), ("2026-11", MonthState.Open, false), ("2026-10", MonthState.Open, true),
            ("2026-09", MonthState.Closed, false),
        ], months.Select(month => ($"{month.Month}", month.State, month.IsNext)));
    }

    [Fact]
    public void A_month_is_open_as_soon_as_the_service_would_close_it_and_not_before()
    {
        var settled = EndOfNovember + CloseMonth.SettlesWithin;

        Assert.Equal(MonthState.Running, StateOfNovember(settled.AddTicks(-1)));
        Assert.Equal(MonthState.Open, StateOfNovember(settled));
    }

    [Fact]
    public void A_month_before_a_closed_one_is_closed_with_it()
    {
        var months = LedgerMonth.Of(Made, EndOfNovember, [Close("2026-10")]);

        Assert.Equal(
            [("2026-10", MonthState.Closed, true), ("2026-09", MonthState.Closed, false)],
            months.Where(month => month.State is MonthState.Closed)
                .Select(month => ($"{month.Month}", month.State, month.Close is not null)));
        Assert.DoesNotContain(months, month => month.IsNext);
    }

    private static MonthState StateOfNovember(DateTimeOffset now) =>
        LedgerMonth.Of(Made, now, []).Single(month => $"{month.Month}" == "2026-11").State;

    private static LedgerCloseDto Close(string month) =>
        new(new(1), new(7), "Tea shop", Mode.Test, month, [], "operator:3", "Karim", EndOfNovember);
}
