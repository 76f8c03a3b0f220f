using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OiPayments.Access;
using OiPayments.Api;

namespace OiPayments.Documentation.OpenApi;

/// <summary>Describes what has a spelling of its own on the wire, which no reflection can know: ids, references, enums, instants.</summary>
internal sealed class DescribeSchema : IOpenApiSchemaTransformer
{
    /// <summary>
    /// How ASP.NET's generator remembers that null stands beside a reference to a schema. It asks the property's own type, which for a
    /// <see cref="Sent{T}"/> is never null.
    /// </summary>
    private const string NullableProperty = "x-is-nullable-property";

    private static readonly NullabilityInfoContext Nullability = new();

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        Spell(schema, Nullable.GetUnderlyingType(type) ?? type, isNullable: Nullable.GetUnderlyingType(type) is not null);
        if (context.JsonTypeInfo.Kind is JsonTypeInfoKind.Object) Require(schema, context.JsonTypeInfo);
        if (context.JsonPropertyInfo?.AttributeProvider is PropertyInfo { PropertyType: var field }
            && Sent.IsType(field)
            && Nullable.GetUnderlyingType(type) is { IsEnum: true })
            (schema.Metadata ??= new Dictionary<string, object>())[NullableProperty] = true;
        if (context.JsonPropertyInfo?.AttributeProvider?.IsDefined(typeof(AlsoAsTextAttribute), inherit: false) is true)
            (schema.Type, schema.Pattern) = (schema.Type | JsonSchemaType.String, JsonFields.DecimalPattern);
        if (Examples.Of(type) is { } example) schema.Examples = [example];
        return Task.CompletedTask;
    }

    /// <summary>The schema of a value in a query or a path.</summary>
    public static OpenApiSchema For(Type type)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        Spell(schema, type, isNullable: false);
        return schema;
    }

    private static void Spell(OpenApiSchema schema, Type type, bool isNullable)
    {
        var none = isNullable ? JsonSchemaType.Null : default;
        if (type.IsEnum)
        {
            // Described once, under its name; where it may be null, the place it stands at says so.
            (schema.Type, schema.Format) = (JsonSchemaType.String, null);
            schema.Enum = [.. WireNamesOf(type).Select(name => (JsonNode)JsonValue.Create(name))];
        }
        else if (type == typeof(ApplicationId) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>)))
        {
            (schema.Type, schema.Format, schema.Minimum) = (JsonSchemaType.Integer | none, "int64", "1");
        }
        else if (type == typeof(long))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Integer | none, "int64");
        }
        else if (type == typeof(decimal))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Number | none, "decimal");
        }
        else if (type == typeof(Reference))
        {
            schema.Type = JsonSchemaType.String | none;
        }
        else if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String | none, "date-time");
        }
    }

    // Positional records have every parameter in their constructor; what a writer may leave out is what may be null.
    private static void Require(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.Required = type.Properties
            .Where(property => schema.Properties?.ContainsKey(property.Name) is true
                && property.AttributeProvider is PropertyInfo clr
                && !MayBeNull(clr))
            .Select(property => property.Name)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static bool MayBeNull(PropertyInfo property)
    {
        if (Sent.IsType(property.PropertyType)) return true;
        lock (Nullability) return Nullability.Create(property).ReadState is NullabilityState.Nullable;
    }

    private static IEnumerable<string> WireNamesOf(Type type) => type == typeof(Permission) ? PermissionNames.All :
        typeof(WireNames<>).MakeGenericType(type).GetProperty(nameof(WireNames<Mode>.All))?.GetValue(null) is IReadOnlyList<string> names
            ? names
            : [];
}
