using OiPayments.Refunds;

namespace OiPayments.UnitTests.Refunds;

/// <summary>A person's word about a refund, and the gateway's, which outranks it.</summary>
public class ByHandTests
{
    private static readonly DateTimeOffset Later = Samples.Now.AddMinutes(10);
    private static readonly DateTimeOffset Until = Samples.Now.AddDays(14);

    [Fact]
    public void A_proposal_waits_until_it_is_booked_and_a_later_word_replaces_it()
    {
        var refund = Samples.Started();
        Assert.False(refund.HasProposal);

        refund.Propose(RefundStatus.Failed, "operator:8", "I saw nothing.", Samples.Now);
        refund.Propose(RefundStatus.Succeeded, "operator:9", "I saw it.", Later);

        Assert.Equal(
            (RefundStatus.Succeeded, "operator:9", "I saw it.", Later),
            (refund.ResolutionStatus, refund.ResolutionBy, refund.ResolutionNote, refund.ResolutionAt));
        Assert.Equal((true, 3), (refund.HasProposal, refund.Version));

        refund.ResolveByHand("operator:10", Later, Until, Later);

        Assert.Equal((false, "operator:10", Later), (refund.HasProposal, refund.ResolutionConfirmedBy, refund.ResolvedAt));
    }

    [Fact]
    public void What_has_ended_has_no_proposal_any_more()
    {
        var refund = Samples.Started();
        refund.Propose(RefundStatus.Succeeded, "operator:8", "I saw it.", Later);

        refund.Succeed(note: null, Later);

        Assert.False(refund.HasProposal);
    }

    [Fact]
    public void A_persons_word_counts_only_about_a_refund_that_is_open()
    {
        var refund = Samples.Started();
        Assert.False(refund.IsLeftToAPerson);
        refund.Wait(GatewayWord.Unclear, note: null, Later, Samples.Now);
        Assert.True(refund.IsLeftToAPerson);

        refund.Succeed(note: null, Later);

        Assert.False(refund.IsLeftToAPerson);
    }

    [Fact]
    public void What_the_gateway_knows_by_an_id_is_asked_about_for_a_while()
    {
        var refund = Resolved(RefundStatus.Succeeded);
        Assert.Equal((Until, Later, 0), (refund.FollowUpUntil, refund.DueAt, refund.TimesAsked));

        var version = refund.Version;
        refund.FollowUp(Until.AddTicks(-1), Later);
        Assert.Equal((Until, Until.AddTicks(-1), version + 1), (refund.FollowUpUntil, refund.DueAt, refund.Version));

        refund.FollowUp(Until, Later);
        Assert.Equal((null, null), (refund.FollowUpUntil, refund.DueAt));
    }

    [Fact]
    public void When_the_gateway_says_the_same_it_is_asked_no_more()
    {
        var refund = Resolved(RefundStatus.Succeeded);

        refund.FollowUp(askAgainAt: null, Later);

        Assert.Equal((null, null), (refund.FollowUpUntil, refund.DueAt));
    }

    [Fact]
    public void What_the_gateway_knows_by_no_id_cannot_be_asked_about()
    {
        var refund = Samples.Started();
        refund.Succeed(note: null, Later);

        refund.ResolveByHand(confirmedBy: null, Later, Until, Later);

        Assert.Equal((null, null, Later), (refund.FollowUpUntil, refund.DueAt, refund.ResolvedAt));
    }

    [Theory]
    [InlineData(RefundStatus.Succeeded, RefundStatus.Failed, "It was not given back.")]
    [InlineData(RefundStatus.Failed, RefundStatus.Succeeded, null)]
    public void The_gateways_word_turns_a_persons_around_once_and_somebody_has_to_see_to_it(
        RefundStatus said, RefundStatus became, string? failure)
    {
        var refund = Resolved(said);
        refund.BeginCall(node: 3, Later, mayStartIt: false, Later);

        refund.Contradict(uncoveredMinor: 40, "It was not given back.", Later);

        Assert.Equal((became, Later, 40L), (refund.Status, refund.ContradictedAt, refund.UncoveredMinor));
        Assert.Equal(("It was not given back.", failure), (refund.Note, refund.FailureMessage));
        Assert.Equal((null, null, null), (refund.DueAt, refund.LeasedBy, refund.FollowUpUntil));
        Assert.Equal(RefundAttention.Contradicted, refund.Attention);
        Assert.Throws<InvalidOperationException>(() => refund.Contradict(0, "Again.", Later));

        Assert.Null(refund.Acknowledge("operator:8", Later));
        Assert.Equal(("operator:8", null), (refund.ContradictionSeenBy, refund.Attention));
        Assert.Equal(ErrorCode.InvalidOperationState, refund.Acknowledge("operator:9", Later)?.Code);
        Assert.Equal("operator:8", refund.ContradictionSeenBy);
    }

    [Fact]
    public void Only_a_persons_word_is_contradicted()
    {
        var refund = Samples.Started();
        refund.Succeed(note: null, Later);

        Assert.Throws<InvalidOperationException>(() => refund.Contradict(0, "No.", Later));
        Assert.Equal(ErrorCode.InvalidOperationState, refund.Acknowledge("operator:8", Later)?.Code);
    }

    /// <summary>A refund that a person said ended so, after the gateway had given it an id.</summary>
    private static Refund Resolved(RefundStatus outcome)
    {
        var refund = Samples.Started();
        refund.AcceptedAs("gw1", Later, Samples.Now);
        refund.BeginCall(node: 3, Later, mayStartIt: false, Samples.Now);
        Assert.Null(outcome is RefundStatus.Succeeded
            ? refund.Succeed(note: null, Later)
            : refund.Fail("It was not given back.", note: null, Later));
        refund.ResolveByHand(confirmedBy: null, Later, Until, Later);
        return refund;
    }
}
