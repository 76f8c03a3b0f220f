using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

public class PaymentLifecycleTests
{
    /// <summary>
    /// The whole table, allowed and forbidden alike, so that a new status or step fails here until someone decides on it.
    /// </summary>
    [Fact]
    public void Only_these_steps_are_allowed()
    {
        var statuses = Enum.GetValues<PaymentStatus>();
        var allowed = from before in statuses
                      from after in statuses
                      where PaymentLifecycle.Steps.Allows(before, after)
                      select $"{WireNames<PaymentStatus>.Of(before)} -> {WireNames<PaymentStatus>.Of(after)}";

        Assert.Equal(
            [
                "PENDING -> SUCCEEDED", "PENDING -> FAILED", "PENDING -> EXPIRED", "PENDING -> CANCELLED",
                "FAILED -> SUCCEEDED", "EXPIRED -> SUCCEEDED", "CANCELLED -> SUCCEEDED",
            ],
            allowed);
    }
}
