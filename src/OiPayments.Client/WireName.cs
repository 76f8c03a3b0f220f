using System.Text.Json;
using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>A word of the API, such as a status. Words that are newer than this client are kept as they came.</summary>
internal interface IWireName<TSelf>
    where TSelf : struct, IWireName<TSelf>
{
    string Value { get; }

    static abstract TSelf Of(string value);
}

/// <summary>Reads and writes it as the text it is.</summary>
internal sealed class WireNameConverter<T> : JsonConverter<T>
    where T : struct, IWireName<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? T.Of(text) : default;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
