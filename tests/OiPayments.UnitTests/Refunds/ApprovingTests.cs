using OiPayments.Access;
using OiPayments.Refunds;

namespace OiPayments.UnitTests.Refunds;

/// <summary>Who has to agree before a refund begins.</summary>
public class ApprovingTests
{
    private static readonly DateTimeOffset Later = Samples.Now.AddMinutes(10);

    [Fact]
    public void A_parked_refund_waits_until_its_time_is_over()
    {
        var refund = Samples.Refund();

        refund.Park(Later);

        Assert.Equal(
            (RefundStatus.AwaitingApproval, refund.ApproveBefore, Later, 1),
            (refund.Status, refund.DueAt, refund.UpdatedAt, refund.Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void It_is_approved_when_as_many_agreed_as_are_needed(int needed)
    {
        var refund = Samples.Refund(needed);
        for (var agreed = 0; agreed < needed; agreed++)
        {
            Assert.False(refund.IsApproved);
            Assert.Null(refund.Approve($"operator:{8 + agreed}", Later));
        }

        Assert.True(refund.IsApproved);
        Assert.Equal((needed > 0 ? "operator:8" : null, needed > 1 ? "operator:9" : null), (refund.ApprovedBy, refund.SecondApprovedBy));
        Assert.Equal(needed, refund.Version);
    }

    [Theory]
    [InlineData("operator:1")]
    [InlineData("operator:8")]
    public void Neither_who_asked_nor_who_agreed_already_counts(string who)
    {
        var refund = Samples.Refund(approvalsNeeded: 2);
        Assert.Null(refund.Approve("operator:8", Samples.Now));

        Assert.Equal(ErrorCode.Forbidden, refund.Approve(who, Later)?.Code);

        Assert.Equal((false, null, 1), (refund.IsApproved, refund.SecondApprovedBy, refund.Version));
    }

    /// <summary>By this text it is known whether two are the same person.</summary>
    [Fact]
    public void An_operator_is_named_by_their_id()
    {
        var who = new SignedInOperator(new(7), "a@example.com", "A", Rights.None, new byte[32], Later, Later, RemoteAddress: null);

        Assert.Equal("operator:7", who.Key);
    }

    [Fact]
    public void Nobody_approves_what_has_begun()
    {
        var refund = Samples.Started();

        Assert.Equal(ErrorCode.InvalidOperationState, refund.Approve("operator:8", Later)?.Code);

        Assert.Null(refund.ApprovedBy);
    }

    [Fact]
    public void It_begins_at_once_and_only_once()
    {
        var refund = Samples.Refund();

        Assert.Null(refund.Start(Later));
        Assert.Equal((RefundStatus.Pending, Later), (refund.Status, refund.DueAt));

        Assert.Equal(ErrorCode.InvalidOperationState, refund.Start(Later.AddMinutes(1))?.Code);
        Assert.Equal((Later, 1), (refund.DueAt, refund.Version));
    }

    [Fact]
    public void A_no_ends_what_has_not_begun_and_nothing_else()
    {
        var (parked, started) = (Samples.Refund(), Samples.Started());
        parked.Park(Samples.Now);

        Assert.Null(parked.Reject("operator:8", "Not this one.", Later));
        Assert.Equal(ErrorCode.InvalidOperationState, started.Reject("operator:8", "Not this one.", Later)?.Code);

        Assert.Equal(
            (RefundStatus.Rejected, "operator:8", "Not this one.", null),
            (parked.Status, parked.RejectedBy, parked.FailureMessage, parked.DueAt));
        Assert.Equal((RefundStatus.Pending, null, null), (started.Status, started.RejectedBy, started.FailureMessage));
    }
}
