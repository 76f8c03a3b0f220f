using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments;

/// <summary>
/// The number of the application a record belongs to: the tenant key, first column of every key. At most 32 bits, so
/// that a public <see cref="Reference"/> can carry it. Zero is nobody: evidence that could not be matched to anyone.
/// </summary>
[JsonConverter(typeof(ApplicationIdJsonConverter))]
public readonly record struct ApplicationId(uint Value) : IComparable<ApplicationId>
{
    public static readonly ApplicationId Nobody = new(0);

    public static bool operator <(ApplicationId left, ApplicationId right) => left.Value < right.Value;

    public static bool operator >(ApplicationId left, ApplicationId right) => left.Value > right.Value;

    public static bool operator <=(ApplicationId left, ApplicationId right) => left.Value <= right.Value;

    public static bool operator >=(ApplicationId left, ApplicationId right) => left.Value >= right.Value;

    public int CompareTo(ApplicationId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Writes an application's id as the number it is.</summary>
public sealed class ApplicationIdJsonConverter : JsonConverter<ApplicationId>
{
    public override ApplicationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetUInt32());

    public override void Write(Utf8JsonWriter writer, ApplicationId value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Value);
}
