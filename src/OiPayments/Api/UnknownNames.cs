using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace OiPayments.Api;

/// <summary>
/// Says which fields and query parameters of a request are none of its endpoint's: they are ignored, and whoever misspelt one should hear
/// of it. What an endpoint knows is what it describes of itself, so a field that is read and not described is noticed too.
/// </summary>
internal static class UnknownNames
{
    /// <summary>Where the body is a file and has no room for them.</summary>
    public const string Header = "X-Warnings";

    private const int MaxWarnings = 10;
    private const int MaxShown = 64;

    private static readonly ConditionalWeakTable<Endpoint, KnownNames> Known = [];

    /// <summary>One sentence for each; an empty list, and no memory taken, when there is none.</summary>
    public static IReadOnlyList<string> In(HttpContext context)
    {
        var query = context.Request.QueryString.HasValue;
        var body = context.Features.Get<JsonBody>();
        if ((!query && body is null) || context.GetEndpoint() is not { } endpoint) return [];

        var known = Known.GetValue(endpoint, KnownNames.Of);
        if (!known.AreDescribed) return [];
        List<string>? warnings = null;
        if (query)
        {
            foreach (var sent in context.Request.Query.Keys)
                if (!known.Query.Contains(sent))
                    Warn(ref warnings, $"The query parameter {Show(sent)} is not known here", sent, "", known.Query);
        }

        if (body is not null && known.Body is { } fields) Look(body.Root, fields, "", ref warnings);
        return warnings ?? [];
    }

    /// <summary>Tells of them in a header, for an answer that is a file.</summary>
    public static void Announce(HttpContext context)
    {
        foreach (var warning in In(context))
            context.Response.Headers.Append(Header, Uri.EscapeDataString(warning).Replace("%20", " ", StringComparison.Ordinal));
    }

    private static void Look(JsonElement sent, KnownFields known, string path, ref List<string>? warnings)
    {
        if (sent.ValueKind is JsonValueKind.Array)
        {
            var place = 0;
            foreach (var item in sent.EnumerateArray())
                Look(item, known, $"{path.TrimEnd('.')}[{(place++).ToString(CultureInfo.InvariantCulture)}].", ref warnings);
        }

        if (sent.ValueKind is not JsonValueKind.Object) return;
        foreach (var property in sent.EnumerateObject())
        {
            if (known.Find(property) is not { } field)
                Warn(ref warnings, $"The field {Show(path + property.Name)} is not known here", property.Name, path, known.Names);
            else if (field.Inner is { } inner) Look(property.Value, inner, $"{path}{field.Name}.", ref warnings);
        }
    }

    private static void Warn(ref List<string>? warnings, string what, string sent, string path, IReadOnlyCollection<string> known)
    {
        warnings ??= [];
        if (warnings.Count >= MaxWarnings) return;
        var cure = NearestName.Of(sent, known) is { } nearest ? $" Did you mean {path}{nearest}?"
            : known.Count == 0 ? " None is." : $" Known are: {string.Join(", ", known)}.";
        warnings.Add($"{what} and was ignored.{cure}");
    }

    private static string Show(string name) => name.Length <= MaxShown ? name : $"{name.CutTo(MaxShown)}…";
}

/// <summary>The names that one endpoint describes.</summary>
internal sealed record KnownNames(bool AreDescribed, IReadOnlySet<string> Query, KnownFields? Body)
{
    public static KnownNames Of(Endpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var query = metadata.OfType<QueryParameterMetadata>().Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        if (metadata.GetMetadata<PagedMetadata>() is { } paged)
        {
            query.UnionWith(["page", "size", "sortBy", "order"]);
            if (paged.HasCursor) query.Add("cursor");
        }

        return new(
            metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription is not true,
            query,
            metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type ? KnownFields.Of(type) : null);
    }
}

/// <summary>
/// The fields of a type as they are written in JSON, and of those within it. What callers fill as they like, such as a map, has none.
/// </summary>
internal sealed class KnownFields
{
    private readonly List<KnownField> fields;

    private KnownFields(List<KnownField> fields) => (this.fields, Names) = (fields, [.. fields.Select(field => field.Name)]);

    public IReadOnlyCollection<string> Names { get; }

    public static KnownFields? Of(Type field)
    {
        var type = Sent.TypeOf(field);
        var item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GenericTypeArguments[0] : type;
        if (!item.IsClass || item == typeof(string) || item.Namespace?.StartsWith(nameof(OiPayments), StringComparison.Ordinal) is not true)
            return null;
        return new([.. item.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract")
            .Select(KnownField.Of)]);
    }

    /// <summary>Without making a text of the name: this runs for every field of every request.</summary>
    public KnownField? Find(JsonProperty property)
    {
        foreach (var field in fields)
            if (property.NameEquals(field.Utf8)) return field;
        return null;
    }
}

/// <summary>A field, its name as it is compared, and the fields within it.</summary>
internal sealed record KnownField(string Name, byte[] Utf8, KnownFields? Inner)
{
    public static KnownField Of(PropertyInfo property)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return new(name, Encoding.UTF8.GetBytes(name), KnownFields.Of(property.PropertyType));
    }
}
