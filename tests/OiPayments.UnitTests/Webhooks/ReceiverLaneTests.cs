using OiPayments.Webhooks;

namespace OiPayments.UnitTests.Webhooks;

public class ReceiverLaneTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    private readonly ReceiverLane lane = new(new("https://shop.example.com/hooks"));

    [Fact]
    public void There_are_so_many_places_and_one_that_is_left_can_be_taken_again()
    {
        var places = lane.Take(Start);
        lane.GiveBack(places, places.Count);
        Assert.Equal((ReceiverLane.MaxUnderWay, 0), (places.Count, lane.Take(Start).Count));

        Assert.True(Leave(places, true, Start), "All places were used: there may be more due.");

        Assert.Equal(1, lane.Take(Start).Count);
    }

    [Fact]
    public void Places_that_nothing_was_due_for_come_back_and_nobody_looks_for_more()
    {
        var places = lane.Take(Start);
        lane.GiveBack(places, 1);

        Assert.False(Leave(places, true, Start));

        Assert.Equal(ReceiverLane.MaxUnderWay, lane.Take(Start).Count);
    }

    [Fact]
    public void Whoever_finds_no_place_leaves_word_that_more_is_due()
    {
        var places = lane.Take(Start);
        lane.GiveBack(places, places.Count - 1);
        Assert.Equal(1, lane.Take(Start).Count);
        Assert.Equal(0, lane.Take(Start).Count);

        Assert.True(lane.Leave());
    }

    [Fact]
    public void Places_that_are_taken_and_not_used_yet_are_no_reason_to_look_for_more()
    {
        lane.GiveBack(lane.Take(Start), 1);
        lane.Take(Start);

        Assert.False(lane.Leave());
    }

    [Fact]
    public void When_nothing_is_due_nobody_looks_for_more()
    {
        var places = lane.Take(Start);
        lane.GiveBack(places, places.Count);

        lane.HasNothingDue();

        Assert.False(lane.Leave());
    }

    [Fact]
    public void Whoever_got_no_place_beside_a_probe_does_not_end_it()
    {
        Break(Start);
        var now = Start + ReceiverLane.FirstPause;
        Assert.Equal(new(1, IsProbe: true), lane.Take(now));

        lane.GiveBack(lane.Take(now), 0);

        Assert.Equal(0, lane.Take(now).Count);
    }

    [Fact]
    public void Failures_pause_it_only_in_a_row()
    {
        for (var i = 0; i < 3 * ReceiverLane.FailuresThatOpen; i++) End(Start, succeeded: i % ReceiverLane.FailuresThatOpen == 0);
        Assert.Equal(ReceiverLane.MaxUnderWay, Free(Start));

        End(Start, succeeded: false);

        Assert.Equal(0, Free(Start));
    }

    [Fact]
    public void Pauses_grow_to_a_limit_while_probes_fail_and_one_probe_goes_at_a_time()
    {
        Break(Start);
        var (now, pause) = (Start, ReceiverLane.FirstPause);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(0, lane.Take(now + pause - TimeSpan.FromTicks(1)).Count);
            now += pause;
            var probe = lane.Take(now);
            lane.GiveBack(probe, 1);
            Assert.Equal(new(1, IsProbe: true), probe);
            Assert.Equal(0, lane.Take(now).Count);
            Assert.False(Leave(probe, false, now));
            pause = pause * 2 < ReceiverLane.LongestPause ? pause * 2 : ReceiverLane.LongestPause;
        }

        Assert.Equal(ReceiverLane.LongestPause, pause);
    }

    [Fact]
    public void A_probe_that_succeeds_opens_everything_and_the_next_pause_is_short_again()
    {
        Break(Start);
        var now = Start + ReceiverLane.FirstPause;
        End(now, succeeded: false);
        now += 2 * ReceiverLane.FirstPause;

        End(now, succeeded: true);

        Assert.Equal(ReceiverLane.MaxUnderWay, Free(now));
        Break(now);
        Assert.Equal(0, Free(now + ReceiverLane.FirstPause - TimeSpan.FromTicks(1)));
        Assert.Equal(1, Free(now + ReceiverLane.FirstPause));
    }

    [Fact]
    public void Old_news_neither_ends_a_pause_nor_makes_it_longer()
    {
        var before = lane.Take(Start);
        lane.GiveBack(before, before.Count);
        for (var i = 0; i < ReceiverLane.FailuresThatOpen; i++) Leave(before, false, Start);

        Assert.False(Leave(before, true, Start));
        Leave(before, false, Start.AddSeconds(9));

        Assert.Equal(0, Free(Start.AddSeconds(9)));
        Assert.Equal(1, Free(Start + ReceiverLane.FirstPause));
    }

    [Fact]
    public void A_probe_without_work_or_broken_off_decides_nothing()
    {
        Break(Start);
        var now = Start + ReceiverLane.FirstPause;
        lane.GiveBack(lane.Take(now), 0);
        var brokenOff = lane.Take(now);
        lane.GiveBack(brokenOff, 1);
        Leave(brokenOff, null, now);

        Assert.Equal(new(1, IsProbe: true), lane.Take(now));
    }

    private int Free(DateTimeOffset now)
    {
        var places = lane.Take(now);
        lane.GiveBack(places, 0);
        return places.Count;
    }

    private void Break(DateTimeOffset now)
    {
        for (var i = 0; i < ReceiverLane.FailuresThatOpen; i++) End(now, succeeded: false);
    }

    private void End(DateTimeOffset now, bool succeeded)
    {
        var places = lane.Take(now);
        lane.GiveBack(places, 1);
        Leave(places, succeeded, now);
    }

    private bool Leave(Places taken, bool? succeeded, DateTimeOffset now)
    {
        lane.Ended(taken, succeeded, now);
        return lane.Leave();
    }
}
