namespace OiPayments.UnitTests.Primitives;

public class OutcomeTests
{
    [Fact]
    public void An_outcome_is_a_value_or_the_reason_there_is_none()
    {
        Outcome<string> value = "receipt";
        Outcome<string> none = Refusal.NotFound("payment");

        Assert.False(value.IsRefused(out var noRefusal, out var receipt));
        Assert.Equal((null, "receipt"), (noRefusal, receipt));
        Assert.True(none.IsRefused(out var refusal, out var nothing));
        Assert.Equal(
            (ErrorCode.ResourceNotFound, "There is no such payment in your scope.", null), (refusal.Code, refusal.Message, nothing));
    }

    [Fact]
    public void An_interface_has_outcomes_too()
    {
        Assert.False(Outcome.Of<IReadOnlyList<int>>([1, 2]).IsRefused(out _, out var numbers));
        Assert.Equal([1, 2], numbers);
    }
}
