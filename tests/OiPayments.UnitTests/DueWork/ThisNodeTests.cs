using OiPayments.DueWork;

namespace OiPayments.UnitTests.DueWork;

public class ThisNodeTests
{
    [Fact]
    public void It_seems_dead_to_others_when_it_was_silent_for_too_long_and_lives_again_with_its_next_sign()
    {
        var clock = new FakeTimeProvider();
        var node = new ThisNode(clock);

        clock.Advance(LifeSigns.SilentFor);
        Assert.False(node.SeemsDead);

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(node.SeemsDead);

        node.SaidAlive();
        Assert.False(node.SeemsDead);
    }
}
