using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OiPayments.Client;

/// <summary>A new value of a field, or that it stays as it is, which is what a field that was not set says.</summary>
/// <typeparam name="T">The field's type.</typeparam>
public readonly record struct Change<T>
{
    /// <summary>Sets the field to this value.</summary>
    public Change(T value) => (Value, IsSet) = (value, true);

    /// <summary>Whether the field changes at all.</summary>
    public bool IsSet { get; }

    /// <summary>What it changes to.</summary>
    public T? Value { get; }

    /// <summary>Sets the field to this value.</summary>
    public static implicit operator Change<T>(T value) => new(value);
}

/// <summary>Makes changes of fields whose type is an interface, which C# does not convert by itself.</summary>
public static class Change
{
    /// <summary>Sets the field to this value.</summary>
    public static Change<T> To<T>(T value) => new(value);
}

/// <summary>Writes the value alone: whether there is one to write is decided before.</summary>
internal sealed class ChangeConverter<T> : JsonConverter<Change<T>>
{
    public override Change<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A change is only ever sent.");

    public override void Write(Utf8JsonWriter writer, Change<T> value, JsonSerializerOptions options)
    {
        if (value.Value is { } set) JsonSerializer.Serialize(writer, set, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        else writer.WriteNullValue();
    }
}
