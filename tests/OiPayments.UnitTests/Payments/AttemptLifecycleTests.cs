using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

public class AttemptLifecycleTests
{
    /// <summary>
    /// The whole table, as in <see cref="PaymentLifecycleTests"/>: once money has come, only a release changes what an attempt is.
    /// </summary>
    [Fact]
    public void Only_these_steps_are_allowed() => Assert.Equal(
        [
            "OPENING -> UNANSWERED OPEN PAID HELD SURPLUS MISMATCHED REFUSED FAILED CANCELLED UNATTEMPTED EXPIRED",
            "UNANSWERED -> OPEN PAID HELD SURPLUS MISMATCHED FAILED CANCELLED UNATTEMPTED EXPIRED",
            "OPEN -> PAID HELD SURPLUS MISMATCHED FAILED CANCELLED UNATTEMPTED EXPIRED",
            "PAID ->",
            "HELD -> PAID",
            "SURPLUS ->",
            "MISMATCHED ->",
            "REFUSED -> PAID HELD SURPLUS MISMATCHED",
            "FAILED -> PAID HELD SURPLUS MISMATCHED",
            "CANCELLED -> PAID HELD SURPLUS MISMATCHED",
            "UNATTEMPTED -> PAID HELD SURPLUS MISMATCHED",
            "EXPIRED -> PAID HELD SURPLUS MISMATCHED",
        ],
        Enum.GetValues<AttemptStatus>()
            .Select(before => string.Join(' ', StepsFrom(before).Prepend($"{WireNames<AttemptStatus>.Of(before)} ->"))));

    private static IEnumerable<string> StepsFrom(AttemptStatus before) =>
        from after in Enum.GetValues<AttemptStatus>()
        where AttemptLifecycle.Steps.Allows(before, after)
        select WireNames<AttemptStatus>.Of(after);
}
