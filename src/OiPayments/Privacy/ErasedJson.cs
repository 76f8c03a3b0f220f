using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Privacy;

/// <summary>
/// Takes a customer, and an application's texts about them, out of JSON that the API made. Everything else stays as it is, so that whoever
/// reads it again finds the shape that it knows.
/// </summary>
internal static class ErasedJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = WireJson.Encoder };

    /// <summary>Fields that may be null. The others of <see cref="Fields"/> get <see cref="ErasedText.Mark"/>.</summary>
    private static readonly FrozenSet<string> MayBeNull = FrozenSet.Create(
        StringComparer.Ordinal,
        "customerName", "customerEmail", "customerPhone", "customerAddress", "customerBin", "productName", "metadata", "returnUrl",
        "notes");

    /// <summary>What is taken out, wherever it stands.</summary>
    public static IReadOnlyCollection<string> Fields { get; } = FrozenSet.Create(
        StringComparer.Ordinal, [.. MayBeNull, "customerReference", "description", "reason", "note", "failureMessage"]);

    /// <param name="json">UTF-8.</param>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var bytes = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(bytes, Relaxed)) Write(writer, document.RootElement);
        return bytes.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{byte})"/>
    public static string Of(string json) => Encoding.UTF8.GetString(Of(Encoding.UTF8.GetBytes(json)));

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in element.EnumerateObject())
                {
                    writer.WritePropertyName(field.Name);
                    if (field.Value.ValueKind is JsonValueKind.Null || !Fields.Contains(field.Name)) Write(writer, field.Value);
                    else if (MayBeNull.Contains(field.Name)) writer.WriteNullValue();
                    else writer.WriteStringValue(ErasedText.Mark);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
