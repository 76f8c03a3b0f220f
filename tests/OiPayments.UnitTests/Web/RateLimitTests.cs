using OiPayments.Throttling;

namespace OiPayments.UnitTests.Web;

public class RateLimitTests
{
    private static readonly Rate TenASecond = new(10, 3);
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_burst_is_let_through_and_then_as_many_as_the_rate_says()
    {
        var limit = new RateLimit(10, clock);

        Assert.Equal([2, 1, 0], Enumerable.Range(0, 3).Select(_ => limit.TryTake(1, TenASecond).Remaining));
        Assert.Equal(new RateVerdict(false, 0, TimeSpan.FromMilliseconds(100)), limit.TryTake(1, TenASecond));
        clock.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(new RateVerdict(false, 0, TimeSpan.FromMilliseconds(40)), limit.TryTake(1, TenASecond));
        clock.Advance(TimeSpan.FromMilliseconds(40));
        Assert.Equal(new RateVerdict(true, 0, TimeSpan.FromMilliseconds(300)), limit.TryTake(1, TenASecond));
        Assert.False(limit.TryTake(1, TenASecond).IsAllowed);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, limit.TryTake(1, TenASecond).Remaining);
    }

    [Fact]
    public void Refusals_do_not_push_the_next_chance_away()
    {
        var limit = new RateLimit(10, clock);
        for (var i = 0; i < 1000; i++) limit.TryTake(1, TenASecond);

        clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(limit.TryTake(1, TenASecond).IsAllowed);
    }

    [Fact]
    public void However_many_ask_at_once_no_more_than_the_burst_get_through()
    {
        var limit = new RateLimit(10, clock);

        var allowed = ParallelEnumerable.Range(0, 10_000).Count(_ => limit.TryTake(1, new(1, 100)).IsAllowed);

        Assert.Equal(100, allowed);
    }

    [Fact]
    public void One_given_back_can_be_taken_again()
    {
        var limit = new RateLimit(10, clock);
        for (var i = 0; i < 3; i++) limit.TryTake(1, TenASecond);

        limit.GiveBack(1, TenASecond);

        Assert.True(limit.TryTake(1, TenASecond).IsAllowed);
        Assert.False(limit.TryTake(1, TenASecond).IsAllowed);
    }

    [Fact]
    public void Where_there_is_no_room_newcomers_share_a_bucket_and_offenders_are_not_forgotten()
    {
        var limit = new RateLimit(5, clock);
        for (var i = 0; i < 3; i++) limit.TryTake(1, TenASecond);
        for (UInt128 key = 2; key <= 5; key++) limit.TryTake(key, TenASecond);

        var newcomers = Enumerable.Range(100, 50).Count(key => limit.TryTake((UInt128)key, TenASecond).IsAllowed);

        Assert.Equal(3, newcomers);
        Assert.InRange(limit.Count, 5, 6);
        Assert.False(limit.TryTake(1, TenASecond).IsAllowed);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, limit.TryTake(200, TenASecond).Remaining);
        Assert.InRange(limit.Count, 1, 2);
    }
}
