using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OiPayments.Api;

/// <summary>
/// A field that a request may leave out: whether it was sent, and what. What was not sent is left as it is; null, where the type has it,
/// clears it. In the API's description the field is one of <typeparamref name="T"/>.
/// </summary>
internal readonly record struct Sent<T> : ISent
{
    private readonly T value;

    private Sent(T value) => (this.value, IsSent) = (value, true);

    public bool IsSent { get; }

    object? ISent.Value => value;

    public static implicit operator Sent<T>(T value) => new(value);

    public static Sent<T> Of(T value) => new(value);

    /// <summary>True, with the value, when the field was sent.</summary>
    public bool Has([MaybeNullWhen(false)] out T sent)
    {
        sent = value;
        return IsSent;
    }

    /// <summary>What was sent; when nothing was, <paramref name="otherwise"/>.</summary>
    public T Or(T otherwise) => IsSent ? value : otherwise;
}

/// <summary>A field of any type that a request may leave out.</summary>
internal interface ISent
{
    bool IsSent { get; }

    /// <summary>What was sent; meaningless when nothing was.</summary>
    object? Value { get; }
}

/// <summary>Makes a sent field of what C# converts no other way, an interface; and writes requests as they would stand in JSON.</summary>
internal static class Sent
{
    private static readonly ConditionalWeakTable<JsonSerializerContext, JsonSerializerOptions> Writing = [];

    public static Sent<T> Of<T>(T value) => Sent<T>.Of(value);

    /// <summary>The type of a field's value, whether or not it may be left out.</summary>
    public static Type TypeOf(Type field) => IsType(field) ? field.GenericTypeArguments[0] : field;

    public static bool IsType(Type field) => field.IsGenericType && field.GetGenericTypeDefinition() == typeof(Sent<>);

    /// <summary>The fields of a request that were sent, and no others.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="spelling">How the room of the request spells names and values.</param>
    public static JsonElement Write<T>(T request, JsonSerializerContext spelling) =>
        JsonSerializer.SerializeToElement(request, Writing.GetValue(spelling, context =>
        new(context.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(Unwrap) }));

    /// <summary>Makes of every <see cref="Sent{T}"/> a property of its value, which is written when it was sent.</summary>
    public static void Unwrap(JsonTypeInfo type)
    {
        for (var place = 0; place < type.Properties.Count; place++)
        {
            var field = type.Properties[place];
            if (!IsType(field.PropertyType)) continue;
            var value = type.CreateJsonPropertyInfo(TypeOf(field.PropertyType), field.Name);
            value.AttributeProvider = field.AttributeProvider;
            value.Order = field.Order;
            value.Get = request => ((ISent?)field.Get?.Invoke(request))?.Value;
            value.ShouldSerialize = (request, _) => field.Get?.Invoke(request) is ISent { IsSent: true };
            type.Properties[place] = value;
        }
    }
}
