using OiPayments.Refunds;

namespace OiPayments.UnitTests.Refunds;

/// <summary>What is remembered of the calls to the gateway, since a call without an answer may have done its work.</summary>
public class AtTheGatewayTests
{
    private static readonly DateTimeOffset Later = Samples.Now.AddMinutes(10);

    [Fact]
    public void A_call_leaves_its_trace_before_it_is_made()
    {
        var refund = Samples.Started();

        refund.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);
        refund.BeginCall(node: 3, Later, mayStartIt: false, Samples.Now);

        Assert.Equal((2, 1, 3L, Later), (refund.TimesAsked, refund.UnansweredCalls, refund.LeasedBy, refund.DueAt));
        Assert.Equal(3, refund.Version);
    }

    [Fact]
    public void A_call_that_told_nothing_goes_on_at_once()
    {
        var refund = Samples.Started();
        refund.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);

        refund.EndCall(Samples.Now);

        Assert.Equal((Samples.Now, null, 1, 3), (refund.DueAt, refund.LeasedBy, refund.UnansweredCalls, refund.Version));
    }

    [Fact]
    public void When_the_gateway_accepts_it_under_an_id_all_that_was_open_is_settled()
    {
        var refund = Samples.Started();
        refund.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);
        refund.Wait(GatewayWord.NoAnswer, "No answer.", Later, Samples.Now);

        refund.AcceptedAs("gw1", Later, Samples.Now);

        Assert.Equal(
            ("gw1", GatewayWord.Processing, null, null), (refund.GatewayRefundId, refund.GatewayWord, refund.Note, refund.SilentSince));
        Assert.Equal((0, 0, Later, null, 4), (refund.TimesAsked, refund.UnansweredCalls, refund.DueAt, refund.LeasedBy, refund.Version));
    }

    [Fact]
    public void An_open_answer_is_kept_and_gives_the_lease_back()
    {
        var refund = Samples.Started();
        refund.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);

        refund.Wait(GatewayWord.Unclear, "It said something else.", Later.AddHours(1), Later);

        Assert.Equal((GatewayWord.Unclear, "It said something else.", Later.AddHours(1)), (refund.GatewayWord, refund.Note, refund.DueAt));
        Assert.Equal((null, Later, 3), (refund.LeasedBy, refund.UpdatedAt, refund.Version));
    }

    /// <summary>
    /// A "no" after a call without an answer may be about the refund that this call made: so only what began nothing is taken back.
    /// </summary>
    [Theory]
    [InlineData(GatewayWord.NotAllowed, 1)]
    [InlineData(GatewayWord.NoStore, 1)]
    [InlineData(GatewayWord.NoAnswer, 2)]
    [InlineData(GatewayWord.Processing, 2)]
    [InlineData(GatewayWord.IdWithheld, 2)]
    [InlineData(GatewayWord.Unclear, 2)]
    public void Only_a_call_that_certainly_began_nothing_is_not_left_unanswered(GatewayWord word, int left)
    {
        var refund = Samples.Started();
        refund.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);
        refund.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);

        refund.Wait(word, note: null, Later, Samples.Now);

        Assert.Equal(left, refund.UnansweredCalls);
    }

    [Fact]
    public void There_are_never_fewer_than_no_unanswered_calls()
    {
        var refund = Samples.Started();

        refund.Wait(GatewayWord.NotAllowed, note: null, Later, Samples.Now);

        Assert.Equal(0, refund.UnansweredCalls);
    }

    [Fact]
    public void After_a_day_without_an_answer_the_gateway_is_silent_until_it_says_something()
    {
        var refund = Samples.Started();
        var silent = Samples.Now + Refund.SilentAfter;

        refund.Wait(GatewayWord.NoAnswer, note: null, Later, Samples.Now);
        refund.Wait(GatewayWord.NoAnswer, note: null, Later, silent.AddTicks(-1));
        Assert.Equal((GatewayWord.NoAnswer, Samples.Now, false), (refund.GatewayWord, refund.SilentSince, refund.IsLeftToAPerson));

        refund.Wait(GatewayWord.NoAnswer, note: null, Later, silent);
        Assert.Equal((GatewayWord.Silent, Samples.Now, true), (refund.GatewayWord, refund.SilentSince, refund.IsLeftToAPerson));

        refund.Wait(GatewayWord.Processing, note: null, Later, silent);
        Assert.Equal((GatewayWord.Processing, null, false), (refund.GatewayWord, refund.SilentSince, refund.IsLeftToAPerson));
    }

    /// <summary>What each word of the gateway's asks of people; a new one fails here until someone decides.</summary>
    [Fact]
    public void Some_words_need_a_person_and_most_of_those_leave_the_outcome_to_one() => Assert.Equal(
        [
            "NO_ANSWER", "PROCESSING", "NO_STORE needs", "NOT_ALLOWED needs leaves", "ID_WITHHELD needs leaves",
            "REFUSED_AFTER_LOST_CALL needs leaves", "ID_UNKNOWN needs leaves", "UNCLEAR needs leaves", "SILENT needs leaves",
        ],
        Enum.GetValues<GatewayWord>().Select(word =>
            $"{WireNames<GatewayWord>.Of(word)}{(word.NeedsAPerson ? " needs" : "")}{(word.LeavesItToAPerson ? " leaves" : "")}"));

    [Theory]
    [InlineData(GatewayWord.NoStore, RefundAttention.Unclear)]
    [InlineData(GatewayWord.Unclear, RefundAttention.Unclear)]
    [InlineData(GatewayWord.Processing, null)]
    public void Somebody_has_to_look_while_a_word_needs_a_person(GatewayWord word, RefundAttention? attention)
    {
        var refund = Samples.Started();

        refund.Wait(word, note: null, Later, Samples.Now);
        Assert.Equal(attention, refund.Attention);

        Assert.Null(refund.Succeed(note: null, Later));
        Assert.Null(refund.Attention);
    }

    [Fact]
    public void It_ends_once_with_the_gateways_word()
    {
        var (given, refused) = (Samples.Started(), Samples.Started());
        given.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);
        refused.BeginCall(node: 3, Later, mayStartIt: true, Samples.Now);

        Assert.Null(given.Succeed("Done.", Later));
        Assert.Null(refused.Fail("No.", "It said no.", Later));

        Assert.Equal((RefundStatus.Succeeded, "Done.", null, null), (given.Status, given.Note, given.DueAt, given.LeasedBy));
        Assert.Equal(
            (RefundStatus.Failed, "No.", "It said no.", null, null),
            (refused.Status, refused.FailureMessage, refused.Note, refused.DueAt, refused.LeasedBy));
        Assert.Equal(ErrorCode.InvalidOperationState, given.Fail("No.", note: null, Later)?.Code);
        Assert.Equal(ErrorCode.InvalidOperationState, refused.Succeed(note: null, Later)?.Code);
        Assert.Equal((null, "No."), (given.FailureMessage, refused.FailureMessage));
        Assert.Equal("It said no.", refused.Note);
    }

    [Fact]
    public void An_end_without_a_note_leaves_none()
    {
        var (given, refused) = (Samples.Started(), Samples.Started());
        given.Wait(GatewayWord.Unclear, "Before.", Later, Samples.Now);
        refused.Wait(GatewayWord.Unclear, "Before.", Later, Samples.Now);

        given.Succeed(note: null, Later);
        refused.Fail("No.", note: null, Later);

        Assert.Equal((null, null), (given.Note, refused.Note));
    }

    [Fact]
    public void Notes_and_messages_are_cut_to_what_their_columns_hold()
    {
        var (fits, tooLong) = (new string('n', Refund.MaxNoteLength), new string('n', Refund.MaxNoteLength + 1));
        var (given, refused, open) = (Samples.Started(), Samples.Started(), Samples.Started());

        given.Succeed(tooLong, Later);
        refused.Fail(tooLong, fits, Later);
        open.Wait(GatewayWord.Unclear, tooLong, Later, Samples.Now);

        Assert.Equal((fits, fits, fits, fits), (given.Note!, refused.FailureMessage!, refused.Note!, open.Note!));
    }

    [Fact]
    public void The_gateway_knows_it_by_letters_and_digits() => Assert.Equal("rfd1", Samples.Refund().GatewayReference);

    [Fact]
    public void It_never_changed_before_it_began()
    {
        var refund = Samples.Refund();

        refund.Start(Samples.Now.AddSeconds(-3));

        Assert.Equal(Samples.Now, refund.UpdatedAt);
    }
}
