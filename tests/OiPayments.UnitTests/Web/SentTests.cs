using System.Text.Json;
using OiPayments.Api;
using OiPayments.Operators;

namespace OiPayments.UnitTests.Web;

/// <summary>Fields that a request may leave out, and those it clears.</summary>
public class SentTests
{
    [Fact]
    public void Absence_is_nothing_and_null_is_a_value()
    {
        var read = Read("""{ "description": null, "needsSecondFactor": true }""");

        Assert.False(read.Name.IsSent);
        Assert.True(read.Description.Has(out var description));
        Assert.Null(description);
        Assert.Equal(("kept", null, true), (read.Name.Or("kept"), read.Description.Or("kept"), read.NeedsSecondFactor.Or(false)));
    }

    [Fact]
    public void What_was_never_sent_differs_from_null()
    {
        Assert.NotEqual<Sent<string?>>(default, (string?)null);
        Assert.Equal<Sent<string?>>("name", "name");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"description":null}""")]
    [InlineData("""{"name":"Night shift","permissions":["payment:read","refund:read"],"needsSecondFactor":false}""")]
    public void Written_again_it_is_what_was_sent(string json) =>
        Assert.Equal(json, Sent.Write(Read(json), OperatorsJson.Default).GetRawText());

    [Fact]
    public void A_field_that_cannot_be_read_is_named_and_so_is_what_breaks_a_rule()
    {
        var errors = new FieldErrors();
        var read = RoleSettings.Read(
            new(JsonElement.Parse("""{ "name": " ", "description": 7, "permissions": ["payment:fly"] }"""), errors), errors);

        Assert.Equal(["description", "permissions[0]"], errors.Refusal!.Fields!.Keys.Order(StringComparer.Ordinal));
        read.Check(errors);
        Assert.Equal(["description", "name", "permissions[0]"], errors.Refusal.Fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Must not be blank.", errors.Refusal.Fields["name"]);
    }

    private static RoleSettings Read(string json)
    {
        var errors = new FieldErrors();
        var read = RoleSettings.Read(new(JsonElement.Parse(json), errors), errors);
        Assert.Null(errors.Refusal);
        return read;
    }
}
