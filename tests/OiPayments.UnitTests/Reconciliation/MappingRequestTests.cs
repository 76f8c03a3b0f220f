using OiPayments.Api;
using OiPayments.Reconciliation;
using OiPayments.Statements;

namespace OiPayments.UnitTests.Reconciliation;

public class MappingRequestTests
{
    [Theory]
    [InlineData("ফি", "ফা", null)] // what differs in a vowel sign is another word
    [InlineData("Service Charge", "service_charge", "mapping.columns")]
    [InlineData("ফি", "ফি ", "mapping.columns")]
    public void Headers_are_compared_as_the_reader_of_files_compares_them(string one, string other, string? wrong)
    {
        var mapping = new MappingRequest(
            [
                new("Transaction ID", SettlementField.TransactionId, null, null, null), new(one, SettlementField.Fee, null, null, null),
                new(other, SettlementField.Net, null, null, null),
            ],
            null, null, null, null, null, null, null, null);
        var errors = new FieldErrors();

        mapping.Check(errors.Within("mapping"));

        Assert.Equal(wrong, errors.Refusal?.Fields?.Keys.Single());
    }
}
