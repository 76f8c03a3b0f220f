using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments;

/// <summary>
/// A 64-bit number that names one <typeparamref name="T"/> within its application, and fits nothing else. Handed out by
/// the service from leased blocks, never by the database, and small enough to be exact in JavaScript.
/// </summary>
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<T>(long Value) : IParsable<Id<T>>, IComparable<Id<T>>
{
    public static bool operator <(Id<T> left, Id<T> right) => left.Value < right.Value;

    public static bool operator >(Id<T> left, Id<T> right) => left.Value > right.Value;

    public static bool operator <=(Id<T> left, Id<T> right) => left.Value <= right.Value;

    public static bool operator >=(Id<T> left, Id<T> right) => left.Value >= right.Value;

    public static Id<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not an id.");

    public static bool TryParse(string? s, IFormatProvider? provider, out Id<T> result)
    {
        var isNumber = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        result = new(value);
        return isNumber;
    }

    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Writes every <see cref="Id{T}"/> as the number it is.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdJsonConverter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class IdJsonConverter<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }
}
