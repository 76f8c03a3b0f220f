namespace OiPayments.GatewayTests;

public class PlaceTests
{
    [Fact]
    public void Holds() => Assert.True(Environment.ProcessorCount > 0);
}
