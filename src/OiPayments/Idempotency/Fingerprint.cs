using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OiPayments.Idempotency;

/// <summary>
/// Tells whether two requests ask for the same thing: a digest of method, path and the body as canonical JSON, so that
/// another order of keys, other spacing or another spelling of a number is the same request.
/// </summary>
internal static class Fingerprint
{
    public static byte[] Of(string method, string path, JsonElement body)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Write(Encoding.UTF8.GetBytes($"{method} {path}\n"));
        using var writer = new Utf8JsonWriter(bytes);
        WriteCanonical(writer, body);
        writer.Flush();
        return SHA256.HashData(bytes.WrittenSpan);
    }

    // What is no text is told apart as it was spelled; whoever reads the field refuses it.
    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    /// <summary>
    /// One spelling for each number, digit for digit: 1, 1.0 and 10e-1 are the same request, and so is no pair of numbers that differ,
    /// however long. Whether a field takes a fraction is for whoever reads it.
    /// </summary>
    private static string CanonicalNumber(string spelled)
    {
        var isNegative = spelled.StartsWith('-');
        var parts = spelled[(isNegative ? 1 : 0)..].Split('e', 'E');
        var exponent = parts.Length > 1
            ? BigInteger.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : BigInteger.Zero;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        if (digits.Length == 0) return "0";

        var significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length - (point < 0 ? 0 : parts[0].Length - point - 1);
        return $"{(isNegative ? "-" : "")}{significant}e{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                // Null and absent mean the same to readers of this API.
                foreach (var property in element.EnumerateObject()
                    .Where(p => p.Value.ValueKind is not JsonValueKind.Null)
                    .OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    WriteCanonical(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) WriteCanonical(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(TextOf(element));
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalNumber(element.GetRawText()), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
