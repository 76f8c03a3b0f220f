using OiPayments.Api;

namespace OiPayments.UnitTests.Web;

public class NearestNameTests
{
    private static readonly string[] Payment =
        [
            "amountMinor", "customerReference", "currency", "customerName", "customerEmail", "customerPhone", "productName", "description",
            "invoiceId", "returnUrl", "metadata"
        ];

    [Theory]
    [InlineData("return_url", "returnUrl")]
    [InlineData("ReturnURL", "returnUrl")]
    [InlineData("amount_minor", "amountMinor")]
    [InlineData("amount", "amountMinor")]
    [InlineData("ammountMinor", "amountMinor")]
    [InlineData("currancy", "currency")]
    [InlineData("curerncy", "currency")]
    [InlineData("metaData", "metadata")]
    [InlineData("customer_ref", "customerReference")]
    [InlineData("email", "customerEmail")]
    [InlineData("colour", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("দাম", null)]
    public void What_was_meant_is_found_and_nothing_is_made_up(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Of(written, Payment));

    [Theory]
    [InlineData("limit", "size")]
    [InlineData("per_page", "size")]
    [InlineData("starting_after", "cursor")]
    [InlineData("stauts", "status")]
    public void Other_services_words_are_known(string written, string meant) =>
        Assert.Equal(meant, NearestName.Of(written, ["status", "page", "size", "cursor"]));

    [Fact]
    public void Where_nothing_is_known_nothing_is_near() => Assert.Null(NearestName.Of("limit", []));
}
