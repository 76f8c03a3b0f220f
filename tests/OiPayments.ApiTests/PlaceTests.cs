namespace OiPayments.ApiTests;

public class PlaceTests
{
    [Fact]
    public void Holds() => Assert.True(Environment.ProcessorCount > 0);
}
