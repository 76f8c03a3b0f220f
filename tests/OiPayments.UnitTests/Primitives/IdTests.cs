using System.Text.Json;

namespace OiPayments.UnitTests.Primitives;

/// <summary>Ids are numbers that fit nothing else: in JSON, in an address, and wherever rows are put in order.</summary>
public class IdTests
{
    [Fact]
    public void Ids_are_numbers_in_JSON()
    {
        Assert.Equal(
            "[7,4294967295]",
            $"[{JsonSerializer.Serialize(new Id<Money>(7))},{JsonSerializer.Serialize(new ApplicationId(uint.MaxValue))}]");
        Assert.Equal(new(7), JsonSerializer.Deserialize<Id<Money>>("7"));
        Assert.Equal(new(uint.MaxValue), JsonSerializer.Deserialize<ApplicationId>("4294967295"));
    }

    /// <summary>What a source-generated context asks the factory.</summary>
    [Theory]
    [InlineData(typeof(Id<Money>), true)]
    [InlineData(typeof(List<Money>), false)]
    [InlineData(typeof(long), false)]
    public void The_factory_converts_ids_and_nothing_else(Type type, bool converts) =>
        Assert.Equal(converts, new IdJsonConverterFactory().CanConvert(type));

    [Theory]
    [InlineData("7", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-7", false)]
    [InlineData(" 7", false)]
    [InlineData("7.0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Plain_digits_are_an_id_in_an_address_and_nothing_else(string? text, bool isId)
    {
        Assert.Equal(isId, Id<Money>.TryParse(text, provider: null, out var id));
        if (isId) Assert.Equal((text, id), (id.ToString(), Id<Money>.Parse(text!, provider: null)));
        else if (text is not null) Assert.Throws<FormatException>(() => Id<Money>.Parse(text, provider: null));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Ids_are_ordered_as_their_numbers_are(int left, int right)
    {
        IEnumerable<bool> expected = [(left < right), (left > right), (left <= right), (left >= right)];
        var (id, other) = (new Id<Money>(left), new Id<Money>(right));
        var (application, another) = (new ApplicationId((uint)left), new ApplicationId((uint)right));

        Assert.Equal(expected, [(id < other), (id > other), (id <= other), (id >= other)]);
        Assert.Equal(expected, [(application < another), (application > another), (application <= another), (application >= another)]);
        Assert.Equal([left.CompareTo(right), left.CompareTo(right)], [id.CompareTo(other), application.CompareTo(another)]);
    }

    [Fact]
    public void An_application_is_written_as_its_number() =>
        Assert.Equal(("42", "0"), (new ApplicationId(42).ToString(), ApplicationId.Nobody.ToString()));
}
