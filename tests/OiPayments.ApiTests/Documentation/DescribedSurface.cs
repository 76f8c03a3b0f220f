using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OiPayments.ApiTests.Documentation;

/// <summary>
/// What a description of the API promises, one line for each thing that a program can notice, and a digest of all its words.
/// </summary>
internal sealed partial record DescribedSurface(string Version, string Words, IReadOnlyList<string> Lines)
{
    private const string Required = " required";
    private static readonly string[] OnlyWords = ["description", "summary", "example", "examples", "title", "externalDocs", "tags"];

    public static DescribedSurface Of(JsonNode description)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, operations) in description["paths"]!.AsObject())
            foreach (var (method, operation) in operations!.AsObject())
                AddOperation($"{method.ToUpperInvariant()} {path}", operation!, lines, taken);
        foreach (var (name, webhook) in description["webhooks"]?.AsObject() ?? [])
            lines.Add($"event {name} {Plain(webhook!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!)}");

        var schemas = description["components"]!["schemas"]!.AsObject();

        // A schema inside of one that is taken is taken too.
        for (var known = 0; known < taken.Count;)
        {
            known = taken.Count;
            foreach (var name in taken.ToList()) taken.UnionWith(References(schemas[name]));
        }

        foreach (var (name, schema) in schemas) AddSchema(taken.Contains(name) ? "takes" : "gives", name, schema!.AsObject(), lines);
        return new((string)description["info"]!["version"]!, Digest(description), [.. lines]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; what a merge left undecided is there from both sides.</summary>
    public static DescribedSurface Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("<<<<<<<", StringComparison.Ordinal) && !line.StartsWith("=======", StringComparison.Ordinal)
                && !line.StartsWith(">>>>>>>", StringComparison.Ordinal))
            .ToLookup(line => line.StartsWith("version ", StringComparison.Ordinal) ? "version"
                : line.StartsWith("words ", StringComparison.Ordinal) ? "words" : "");
        return new(
            lines["version"].Select(line => line["version ".Length..]).OrderBy(System.Version.Parse).Last(),
            lines["words"].Select(line => line["words ".Length..]).First(),
            [.. lines[""]]);
    }

    public string Write() => $"version {Version}\nwords {Words}\n{string.Concat(Lines.Select(line => $"{line}\n"))}";

    /// <summary>The version that this has to have when the last one written down is <paramref name="before"/>, and why.</summary>
    public (string Version, IReadOnlyList<string> Why) After(DescribedSurface before)
    {
        var (added, left) = (Lines.Except(before.Lines).ToList(), before.Lines.Except(Lines).ToList());
        var gone = left.Where(line => !added.Exists(now => IsWidened(line, now))).Select(line => $"gone: {line}").ToList();
        var asked = added.Where(line => IsAskedOfOldCallers(line, before) && !left.Exists(known => IsWidened(known, line)))
            .Select(line => $"asked for: {line}").ToList();
        var last = System.Version.Parse(before.Version);
        if (gone.Count + asked.Count > 0) return ($"{last.Major + 1}.0.0", [.. gone, .. asked]);
        if (added.Count > 0) return ($"{last.Major}.{last.Minor + 1}.0", [.. added.Select(line => $"new: {line}")]);
        return Words == before.Words ? (before.Version, []) : ($"{last.Major}.{last.Minor}.{last.Build + 1}", ["said otherwise"]);
    }

    // A parameter that takes more words than before takes all that callers send.
    private static bool IsWidened(string line, string now)
    {
        var (had, has) = (Choice().Match(line), Choice().Match(now));
        return had.Success && has.Success && line.Contains(" takes ", StringComparison.Ordinal)
            && Choice().Replace(line, "") == Choice().Replace(now, "")
            && had.Groups["words"].Value.Split(',').All(has.Groups["words"].Value.Split(',').Contains);
    }

    // Whoever calls what there was before does not send it.
    private static bool IsAskedOfOldCallers(string line, DescribedSurface before) =>
        line.EndsWith(Required, StringComparison.Ordinal)
        && (line.StartsWith("takes ", StringComparison.Ordinal)
            ? before.Lines.Any(known => known.StartsWith($"{line.Split('.')[0]}.", StringComparison.Ordinal))
            : line.Split(" takes ") is [var operation, _] && before.Lines.Contains(operation));

    private static void AddOperation(string name, JsonNode operation, SortedSet<string> lines, HashSet<string> taken)
    {
        lines.Add(name);
        foreach (var way in operation["security"]?.AsArray() ?? [])
            lines.Add($"{name} lets in {string.Join('+', way!.AsObject().Select(scheme => scheme.Key))}");
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var schema = $"{Plain(parameter!["schema"]!)}{Mark((bool?)parameter["required"])}";
            lines.Add($"{name} takes {parameter["in"]} {parameter["name"]} {schema}");
        }

        foreach (var (type, content) in operation["requestBody"]?["content"]?.AsObject() ?? [])
        {
            lines.Add($"{name} takes {type} {Plain(content!["schema"]!)}");
            taken.UnionWith(References(content["schema"]!));
        }

        foreach (var (status, answer) in operation["responses"]!.AsObject())
        {
            if (status[0] is '2' or '3') lines.Add($"{name} answers {status}");
            foreach (var header in answer!["headers"]?.AsObject() ?? []) lines.Add($"{name} answers with {header.Key}");
            foreach (var (type, content) in answer["content"]?.AsObject() ?? [])
            {
                if (status[0] is '2') lines.Add($"{name} answers {status} {type} {Plain(content!["schema"]!)}");
                else foreach (var code in content!["examples"]?.AsObject() ?? []) lines.Add($"{name} refuses with {code.Key}");
            }
        }
    }

    private static void AddSchema(string direction, string name, JsonObject schema, SortedSet<string> lines)
    {
        var required = schema["required"]?.AsArray().Select(field => (string)field!).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (field, value) in schema["properties"]?.AsObject() ?? [])
            lines.Add($"{direction} {name}.{field} {Plain(value!)}{Mark(required.Contains(field))}");
        foreach (var word in schema["enum"]?.AsArray() ?? []) lines.Add($"{direction} {name} {word!.ToJsonString()}");
        if (schema["properties"] is null && schema["enum"] is null) lines.Add($"{direction} {name} {Plain(schema)}");
    }

    private static string Mark(bool? isRequired) => isRequired is true ? Required : "";

    /// <summary>What a program can notice of a schema.</summary>
    private static string Plain(JsonNode schema) =>
        Reference().Replace(Without(schema, OnlyWords, isNames: false)!.ToJsonString(), "${name}");

    private static JsonNode? Without(JsonNode? node, IReadOnlyList<string> names, bool isNames) => node switch
    {
        JsonObject container => new JsonObject(container
            .Where(field => isNames || !names.Contains(field.Key))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Without(field.Value, names, field.Key == "properties" && !isNames)))),
        JsonArray list => new JsonArray([.. list.Select(item => Without(item, names, isNames: false))]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject container => container.SelectMany(field => field.Key == "$ref"
            ? [((string)field.Value!).Split('/')[^1]]
            : References(field.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    // Without its version, and without the addresses of the server that was asked.
    private static string Digest(JsonNode description)
    {
        var words = description.DeepClone().AsObject();
        words.Remove("servers");
        words.Remove("externalDocs");
        words["info"]!.AsObject().Remove("version");
        words["info"]!.AsObject().Remove("contact");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Without(words, [], isNames: false)!.ToJsonString())))[..16];
    }

    [GeneratedRegex("\"enum\":[[](?<words>[^]]*)[]]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("[{]\"[$]ref\":\"#/components/schemas/(?<name>[^\"]+)\"[}]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
