using OiPayments.Access;

namespace OiPayments.UnitTests.Access;

public class OperatorKeyTests
{
    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal(new Id<Operator>(7), OperatorKey.Read(OperatorKey.Of(new(7))));

    [Theory]
    [InlineData(null)]
    [InlineData("application")]
    [InlineData("policy")]
    [InlineData("operator")]
    [InlineData("operator:")]
    [InlineData("operator:-7")]
    [InlineData("operator: 7")]
    [InlineData("operator:7:8")]
    [InlineData("application:7")]
    public void Whoever_is_no_operator_has_no_number(string? key) => Assert.Null(OperatorKey.Read(key));
}
