using OiPayments.Reconciliation;

namespace OiPayments.UnitTests.Reconciliation;

public class SaidRowsTests
{
    [Fact]
    public void Equal_rows_are_counted_however_many_others_come_between()
    {
        var (said, expected) = (new SaidRows(), new Dictionary<UInt128, int>());

        // Neighbours fall into neighbouring places; the table grows several times; nothing is a fingerprint too.
        var rows = Enumerable.Range(0, 50_000).Select(row => (UInt128)(row % 20_000) * ((UInt128.One << 100) + 4095));
        foreach (var row in rows)
        {
            expected[row] = expected.GetValueOrDefault(row) + 1;
            Assert.Equal(expected[row], said.Say(row));
        }

        Assert.Equal(3, expected.Values.Max());
    }
}
