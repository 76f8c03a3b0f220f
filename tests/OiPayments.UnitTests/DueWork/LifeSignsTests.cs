using OiPayments.DueWork;

namespace OiPayments.UnitTests.DueWork;

public class LifeSignsTests
{
    private static readonly DateTimeOffset Whenever = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new();
    private readonly LifeSigns signs;

    public LifeSignsTests() => signs = new(clock);

    [Theory]
    [InlineData(-600)]
    [InlineData(0)]
    [InlineData(600)]
    public void A_node_that_gives_signs_lives_whatever_its_clock_shows(int secondsAhead)
    {
        for (var second = 0; second < 20; second++)
        {
            Assert.Empty(signs.SilentAmong([Node(1, clock.GetUtcNow().AddSeconds(secondsAhead))]));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_node_that_gives_none_for_five_seconds_of_looking_is_silent()
    {
        var silent = new List<int>();
        for (var second = 0; second <= 6; second++)
        {
            if (signs.SilentAmong([Node(1, Whenever), Node(2, Whenever.AddSeconds(second))]).Contains(1)) silent.Add(second);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([5, 6], silent);
    }

    [Fact]
    public void Whoever_could_not_look_starts_to_count_anew()
    {
        signs.SilentAmong([Node(1, Whenever)]);

        // The database was away for everybody, or this process was stopped: the other had no chance to be heard.
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(signs.SilentAmong([Node(1, Whenever)]));

        for (var second = 1; second < 5; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Empty(signs.SilentAmong([Node(1, Whenever)]));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1], signs.SilentAmong([Node(1, Whenever)]));
    }

    private static Node Node(long number, DateTimeOffset sign) => new() { Number = number, AliveUntil = sign };
}
