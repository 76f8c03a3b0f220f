using OiPayments.Refunds;

namespace OiPayments.UnitTests.Refunds;

public class RefundLifecycleTests
{
    /// <summary>
    /// The whole table, allowed and forbidden alike, so that a new status or step fails here until someone decides on it.
    /// </summary>
    [Fact]
    public void Only_these_steps_are_allowed() => Assert.Equal(
        ["AWAITING_APPROVAL -> PENDING", "AWAITING_APPROVAL -> REJECTED", "PENDING -> SUCCEEDED", "PENDING -> FAILED"],
        from before in Enum.GetValues<RefundStatus>()
        from after in Enum.GetValues<RefundStatus>()
        where RefundLifecycle.Steps.Allows(before, after)
        select $"{WireNames<RefundStatus>.Of(before)} -> {WireNames<RefundStatus>.Of(after)}");
}
