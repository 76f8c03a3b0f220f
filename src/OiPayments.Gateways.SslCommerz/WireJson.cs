using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// Reads the gateway's JSON as it comes: numbers as text or as numbers, one row as an object or an array, anything else
/// ignored. Judged by the body alone, because PHP says <c>text/html</c> unless told otherwise.
/// </summary>
internal static class WireJson
{
    /// <summary>What is said of a body that <see cref="Read"/> could not read.</summary>
    public const string IsNotIt = "It answered with something other than the JSON it documents.";

    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private static readonly JsonSerializerOptions Tolerant = new()
    {
        MaxDepth = 16,
        AllowDuplicateProperties = false, // two amounts in one answer are none
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new WireTextConverter() },
    };

    /// <summary>Null for a body that is not the JSON object it should be, an HTML page above all.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body.StartsWith(Bom) ? body[Bom.Length..] : body, Tolerant);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text, or a number as it was written; null for anything else.</summary>
    private sealed class WireTextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    return reader.GetString();
                case JsonTokenType.Number:
                    return Encoding.ASCII.GetString(reader.ValueSpan);
                default:
                    reader.Skip();
                    return null;
            }
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}

/// <summary>An array of rows; or one row alone, as the gateway writes a transaction with a single attempt.</summary>
internal sealed class OneOrManyRowsConverter : JsonConverter<IReadOnlyList<TransactionRow>>
{
    public override IReadOnlyList<TransactionRow> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<TransactionRow> rows = [];
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            ReadRow(ref reader, options, rows);
            return rows;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) ReadRow(ref reader, options, rows);
        return rows;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TransactionRow> value, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    private static void ReadRow(ref Utf8JsonReader reader, JsonSerializerOptions options, List<TransactionRow> rows)
    {
        if (reader.TokenType is not JsonTokenType.StartObject) reader.Skip();
        else if (JsonSerializer.Deserialize<TransactionRow>(ref reader, options) is { } row) rows.Add(row);
    }
}
