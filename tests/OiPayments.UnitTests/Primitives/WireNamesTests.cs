using System.Text.Json;

namespace OiPayments.UnitTests.Primitives;

public class WireNamesTests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new WireNameJsonConverter<Tide>() } };

    private enum Tide
    {
        Low,
        HalfWayIn,
        High,
    }

    [Fact]
    public void Words_are_parted_by_underscores_in_the_order_of_the_enum() =>
        Assert.Equal(["LOW", "HALF_WAY_IN", "HIGH"], WireNames<Tide>.All);

    [Theory]
    [InlineData("LOW", "Low")]
    [InlineData("HALF_WAY_IN", "HalfWayIn")]
    [InlineData("HalfWayIn", null)]
    [InlineData("low", null)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_that_spelling_is_read(string? text, string? name)
    {
        Assert.Equal(name is not null, WireNames<Tide>.TryParse(text, out var value));
        if (name is not null)
            Assert.Equal((name, text, value), (value.ToString(), WireNames<Tide>.Of(value), WireNames<Tide>.Parse(text!)));
        else if (text is not null) Assert.Throws<FormatException>(() => WireNames<Tide>.Parse(text));
    }

    [Fact]
    public void JSON_has_that_spelling_and_a_wrong_one_is_told_the_right_ones()
    {
        Assert.Equal("\"HALF_WAY_IN\"", JsonSerializer.Serialize(Tide.HalfWayIn, Json));
        Assert.Equal(Tide.HalfWayIn, JsonSerializer.Deserialize<Tide>("\"HALF_WAY_IN\"", Json));

        var wrong = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Tide>("\"EBB\"", Json));

        Assert.Contains("LOW, HALF_WAY_IN, HIGH", wrong.Message, StringComparison.Ordinal);
    }
}
