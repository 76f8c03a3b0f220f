using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments.Api;

/// <summary>How values are spelled in JSON, for every feature's source-generated context.</summary>
internal static class WireJson
{
    /// <summary>
    /// Leaves Bangla and the + of base64 as they are, so that a person can copy a secret out of a raw answer. Such JSON must not be
    /// pasted into HTML, and is not: it goes out as application/json.
    /// </summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}

/// <summary>Writes times in UTC with <c>Z</c>.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(IsoTime.Instant(value));
}
