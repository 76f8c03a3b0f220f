using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OiPayments.TestSupport.Contract;

/// <summary>One request with its answer, as both went over the wire.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">Name and value of each parameter.</param>
/// <param name="Sent">The body, where it was JSON.</param>
/// <param name="Status">Of the answer.</param>
/// <param name="Headers">Of the answer.</param>
/// <param name="Answered">The answer's body, where it is JSON.</param>
public sealed record Exchange(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, JsonElement? Sent, HttpStatusCode Status,
    IReadOnlyDictionary<string, string> Headers, JsonElement? Answered);

/// <summary>
/// What the API's description promises, compared with what was really sent. Answers are held to every word of it: status, type of content,
/// headers, error code, and no field more than described. A request is held to it when it was accepted.
/// </summary>
public sealed class ApiContract
{
    private const string Refused = "RefusedAnswer";

    /// <summary>Headers that HTTP, browsers and proxies speak of among themselves.</summary>
    private static readonly HashSet<string> Undescribed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Server", "Connection", "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Cache-Control", "Vary",
        "X-Content-Type-Options", "X-Accel-Buffering", "Strict-Transport-Security",
    };

    private readonly List<DescribedOperation> operations;
    private readonly DescribedHeaders everywhere;
    private readonly AnswerSchemas schemas;

    private ApiContract(List<DescribedOperation> operations, AnswerSchemas schemas, DescribedHeaders everywhere) =>
        (this.operations, this.schemas, this.everywhere) = (operations, schemas, everywhere);

    /// <summary>Reads a description in OpenAPI 3.1.</summary>
    public static ApiContract Read(JsonNode description)
    {
        var schemas = new AnswerSchemas(description);
        var operations = (description["paths"]?.AsObject() ?? [])
            .SelectMany(path => path.Value!.AsObject()
                .Select(operation => new DescribedOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!)))

            // A path that is spelt out goes before one with a parameter.
            .OrderBy(operation => operation.Path.Count(letter => letter == '{'))
            .ToList();
        return new(operations, schemas, DescribedHeaders.Everywhere(operations));
    }

    /// <summary>Every way in which an exchange is not what is described, one sentence each.</summary>
    public IReadOnlyList<string> Compare(Exchange exchange)
    {
        var faults = new List<string>();
        var operation = operations.Find(described => described.Method == exchange.Method && described.Pattern.IsMatch(exchange.Path));
        if (operation is null) CompareWithoutOperation(exchange, faults);
        else Compare(exchange, operation, faults);
        var place = $"{exchange.Method} {operation?.Path ?? exchange.Path} {(int)exchange.Status}";
        return [.. faults.Select(fault => $"{place}: {fault}")];
    }

    // What nobody described, nobody calls on purpose; the refusal has its shape all the same.
    private void CompareWithoutOperation(Exchange exchange, List<string> faults)
    {
        if ((int)exchange.Status < 400) return;
        Compare(exchange.Headers, everywhere, faults);
        if (exchange.Answered is { } answered) faults.AddRange(schemas.FaultsOfAnswer(AnswerSchemas.Reference(Refused), answered));
    }

    private void Compare(Exchange exchange, DescribedOperation operation, List<string> faults)
    {
        var status = ((int)exchange.Status).ToString(CultureInfo.InvariantCulture);
        if (operation.Json["responses"]?[status] is not { } response)
        {
            faults.Add($"the status is not described. Answered: {exchange.Answered}");
            return;
        }

        Compare(exchange.Headers, DescribedHeaders.Of(response, schemas.Resolve), faults);
        CompareContent(exchange, response, faults);
        if ((int)exchange.Status is >= 200 and < 300) CompareRequest(exchange, operation, faults);
    }

    private static void Compare(IReadOnlyDictionary<string, string> sent, DescribedHeaders described, List<string> faults)
    {
        foreach (var name in described.Required.Where(name => !sent.ContainsKey(name))) faults.Add($"the header {name} is missing");
        foreach (var name in sent.Keys.Where(name => !Undescribed.Contains(name)))
        {
            if (!described.Schemas.TryGetValue(name, out var schema)) faults.Add($"the header {name} is not described");
            else if (!schema.Allows(sent[name])) faults.Add($"the header {name} is not described to be '{sent[name]}'");
        }
    }

    private void CompareContent(Exchange exchange, JsonNode response, List<string> faults)
    {
        var type = exchange.Headers.GetValueOrDefault("Content-Type")?.Split(';')[0].Trim();
        if (type is null)
        {
            if (response["content"] is JsonObject { Count: > 0 } && exchange.Method != "HEAD") faults.Add("the answer has no content");
            return;
        }

        if (response["content"]?[type] is not { } content)
        {
            faults.Add($"content of the type {type} is not described");
            return;
        }

        if (exchange.Answered is not { } answered || content["schema"] is not { } schema) return;
        faults.AddRange(schemas.FaultsOfAnswer(schema, answered));
        if ((int)exchange.Status < 400) return;
        var code = answered.TryGetProperty("meta", out var meta) && meta.TryGetProperty("errorCode", out var said)
            ? said.GetString()
            : null;
        if (code is null || content["examples"]?[code] is null) faults.Add($"the error code {code} is not described");
    }

    private void CompareRequest(Exchange exchange, DescribedOperation operation, List<string> faults)
    {
        if (exchange.Sent is { } sent && operation.Json["requestBody"]?["content"]?["application/json"]?["schema"] is { } body)
            faults.AddRange(schemas.FaultsOfRequest(body, sent).Select(fault => $"accepted a body that is not described: {fault}"));
        if (exchange.Sent is null && operation.Json["requestBody"] is { } wanted && (bool?)wanted["required"] is true
            && wanted["content"]?["application/json"] is not null) faults.Add("accepted a request without a body");
        var path = operation.Pattern.Match(exchange.Path);
        foreach (var parameter in operation.Parameters("path"))
        {
            var (name, value) = ((string)parameter["name"]!, Uri.UnescapeDataString(path.Groups[(string)parameter["name"]!].Value));
            if (!new TextSchema(schemas.Resolve(parameter["schema"]!)).Allows(value))
                faults.Add($"accepted {value} as {name} in the path");
        }

        foreach (var parameter in operation.Parameters("query"))
        {
            var name = (string)parameter["name"]!;
            var schema = new TextSchema(schemas.Resolve(parameter["schema"]!));
            foreach (var (_, value) in exchange.Query.Where(one => one.Key == name && one.Value.Length > 0))
                if (!schema.Allows(value)) faults.Add($"accepted the query parameter {name} as '{value}'");
            if ((bool?)parameter["required"] is true && !exchange.Query.Any(one => one.Key == name))
                faults.Add($"accepted a query without {name}");
        }
    }
}

/// <summary>An operation of the description, and the paths that are its.</summary>
internal sealed partial record DescribedOperation(string Method, string Path, JsonNode Json)
{
    public Regex Pattern { get; } = new(
        $"^{Parameter().Replace(Path, "(?<${name}>[^/]+)")}/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1));

    public IEnumerable<JsonNode> Parameters(string place) =>
        (Json["parameters"]?.AsArray() ?? []).OfType<JsonNode>().Where(parameter => (string?)parameter["in"] == place);

    [GeneratedRegex("[{](?<name>[^}]+)[}]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}

/// <summary>The headers that an answer is described with.</summary>
internal sealed record DescribedHeaders(IReadOnlyDictionary<string, TextSchema> Schemas, IReadOnlyList<string> Required)
{
    public static DescribedHeaders Of(JsonNode response, Func<JsonNode, JsonNode> resolve)
    {
        var headers = (response["headers"]?.AsObject() ?? []).Select(header => (header.Key, Value: resolve(header.Value!))).ToList();
        return new(
            headers.ToDictionary(header => header.Key, header => new TextSchema(header.Value["schema"]!), StringComparer.OrdinalIgnoreCase),
            [.. headers.Where(header => (bool?)header.Value["required"] is true).Select(header => header.Key)]);
    }

    /// <summary>What an answer has that belongs to no operation: what every answer has, and how to find an operation.</summary>
    public static DescribedHeaders Everywhere(IReadOnlyList<DescribedOperation> operations)
    {
        var text = new TextSchema(new JsonObject { ["type"] = "string" });
        return operations.Count == 0
            ? new(new Dictionary<string, TextSchema>(), [])
            : new(
                new[] { "X-Request-Id", "Retry-After", "Allow", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset" }
                    .ToDictionary(name => name, _ => text, StringComparer.OrdinalIgnoreCase),
                ["X-Request-Id"]);
    }
}

/// <summary>What a header or a parameter may be: a text, of which some are numbers or words of a list.</summary>
internal sealed class TextSchema(JsonNode schema)
{
    public bool Allows(string value)
    {
        if (schema["enum"] is JsonArray words && !words.Any(word => (string?)word == value)) return false;
        if (schema["pattern"] is { } pattern && !Regex.IsMatch(value, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)))
            return false;
        if (Types().Contains("boolean")) return value is "true" or "false";
        if (!Types().Contains("integer")) return true;
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && (schema["minimum"] is not { } minimum || number >= minimum.GetValue<long>())
            && (schema["maximum"] is not { } maximum || number <= maximum.GetValue<long>());
    }

    private IEnumerable<string> Types() =>
        schema["type"] is JsonArray several ? several.Select(type => (string)type!) : [(string?)schema["type"] ?? "string"];
}
