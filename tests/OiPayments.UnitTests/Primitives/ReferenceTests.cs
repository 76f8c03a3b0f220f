using System.Text.Json;

namespace OiPayments.UnitTests.Primitives;

public class ReferenceTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(42u)]
    [InlineData(uint.MaxValue)]
    public void Carries_its_application(uint application)
    {
        var made = Reference.New("pay_", new(application));

        Assert.True(Reference.TryParse(made.Text, "pay_", out var read));
        Assert.Equal(new ApplicationId(application), read.ApplicationId);
        Assert.Equal(made, read);
    }

    [Theory]
    [InlineData("pay_")]
    [InlineData("evt_")]
    [InlineData("oi")]
    [InlineData("oirfd")]
    public void Fits_a_gateways_thirty_characters(string prefix) =>
        Assert.True(Reference.New(prefix, new(1)).Text.Length <= Reference.MaxLength);

    [Fact]
    public void Is_never_the_same_twice_and_hides_how_many_applications_there_are()
    {
        var texts = Enumerable.Range(0, 1000).Select(_ => Reference.New("pay_", new(1)).Text).ToList();

        Assert.Equal(1000, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.True(
            texts.Select(text => text[4..7]).Distinct(StringComparer.Ordinal).Count() > 500, "The application's bits show at the front.");
    }

    [Fact]
    public void A_slip_of_the_hand_is_noticed()
    {
        const string text = "pay_47t6QBKMDCwd2EwkZEdFYiw7p";
        Assert.True(Reference.TryParse(text, "pay_", out _));

        for (var i = 4; i < text.Length; i++)
            Assert.False(
                Reference.TryParse(text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..], "pay_", out _),
                $"A wrong letter at {i} went unnoticed.");
        for (var i = 4; i < text.Length - 1; i++)
            Assert.False(
                Reference.TryParse(text[..i] + text[i + 1] + text[i] + text[(i + 2)..], "pay_", out _),
                $"Two letters swapped at {i} went unnoticed.");
    }

    [Theory]
    [InlineData("pay_47t6QBKMDCwd2EwkZEdFYiw7")]
    [InlineData("pay_47t6QBKMDCwd2EwkZEdFYiw7p0")]
    [InlineData("evt_47t6QBKMDCwd2EwkZEdFYiw7p")]
    [InlineData("pay_47t6QBKMDCwd2EwkZEdFYiw7আ")]
    [InlineData("pay_zzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("' OR 1=1 --")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_reference(string? text) => Assert.False(Reference.TryParse(text, "pay_", out _));

    [Fact]
    public void Is_its_text_wherever_it_is_written()
    {
        var reference = Reference.Parse("pay_47t6QBKMDCwd2EwkZEdFYiw7p", "pay_");

        Assert.Equal("pay_47t6QBKMDCwd2EwkZEdFYiw7p", reference.ToString());
        Assert.Equal("\"pay_47t6QBKMDCwd2EwkZEdFYiw7p\"", JsonSerializer.Serialize(reference));
    }

    [Fact]
    public void A_stored_one_that_is_damaged_throws() =>
        Assert.Throws<FormatException>(() => Reference.Parse("pay_47t6QBKMDCwd2EwkZEdFYiw7q", "pay_"));

    [Fact]
    public void It_is_never_read_from_JSON_where_its_kind_is_not_known() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Reference>("\"pay_47t6QBKMDCwd2EwkZEdFYiw7p\""));
}
