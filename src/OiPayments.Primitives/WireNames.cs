using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments;

/// <summary>
/// How an enum is spelled outside C#, in JSON and in the database alike: <c>PartiallyPaid</c> is <c>PARTIALLY_PAID</c>.
/// </summary>
public static class WireNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => ToUpperSnake(value.ToString()));

    private static readonly FrozenDictionary<string, T> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every spelling, in the order the enum declares its members.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(value => Names[value])];

    public static string Of(T value) => Names[value];

    public static bool TryParse(string? text, out T value)
    {
        value = default;
        return text is not null && Values.TryGetValue(text, out value);
    }

    public static T Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a {typeof(T).Name}.");

    private static string ToUpperSnake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }
}

/// <summary>Reads and writes an enum by its <see cref="WireNames{T}"/>.</summary>
public sealed class WireNameJsonConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WireNames<T>.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"Expected one of {string.Join(", ", WireNames<T>.All)}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireNames<T>.Of(value));
}
