using System.Globalization;
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

    /// <summary>An instant as ISO 8601 in UTC with <c>Z</c>, to the microsecond, which is what the databases keep.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Writes times in UTC with <c>Z</c>.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireJson.Format(value));
}
