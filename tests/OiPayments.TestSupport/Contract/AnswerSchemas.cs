using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace OiPayments.TestSupport.Contract;

/// <summary>
/// The schemas of a description, for a validator that is not ours: JsonSchema.Net, which speaks the dialect of OpenAPI 3.1.
/// </summary>
internal sealed class AnswerSchemas
{
    private const string Here = "#/components/";
    private const int MostFaults = 5;

    private static readonly EvaluationOptions Quick = new() { OutputFormat = OutputFormat.Flag, RequireFormatValidation = true };
    private static readonly EvaluationOptions Wordy = new() { OutputFormat = OutputFormat.Hierarchical, RequireFormatValidation = true };

    private readonly JsonNode description;
    private readonly Validators answers;
    private readonly Validators requests;

    public AnswerSchemas(JsonNode description)
    {
        this.description = description;
        var components = description["components"]?["schemas"] ?? new JsonObject();
        answers = new(Closed(components));
        requests = new(components);
    }

    /// <summary>What an answer is against its schema, and which fields of it are not described.</summary>
    public IEnumerable<string> FaultsOfAnswer(JsonNode schema, JsonElement answer) => answers.Faults(schema, Closed(schema), answer);

    /// <summary>What a request is against its schema. It may have fields that nobody knows.</summary>
    public IEnumerable<string> FaultsOfRequest(JsonNode schema, JsonElement request) => requests.Faults(schema, schema, request);

    public static JsonNode Reference(string name) => new JsonObject { ["$ref"] = $"{Here}schemas/{name}" };

    /// <summary>What a reference leads to; anything else is itself.</summary>
    public JsonNode Resolve(JsonNode node) => (string?)(node as JsonObject)?["$ref"] is not { } reference
        ? node
        : reference[2..].Split('/').Aggregate((JsonNode?)description, (place, step) => place?[step])
            ?? throw new InvalidOperationException($"{reference} leads nowhere.");

    /// <summary>The same schemas, where an object has no other fields than those that are named.</summary>
    private static JsonNode Closed(JsonNode schema)
    {
        var copy = schema.DeepClone();
        Close(copy);
        return copy;

        static void Close(JsonNode? node)
        {
            if (node is JsonArray list) foreach (var item in list) Close(item);
            if (node is not JsonObject described) return;
            foreach (var (name, value) in described) if (name is not ("examples" or "example" or "enum")) Close(value);
            if (described["properties"] is JsonObject && described["type"] is not null && described["additionalProperties"] is null)
                described["unevaluatedProperties"] = false;
        }
    }

    private sealed class Validators
    {
        private static readonly Uri Base = new("https://description.invalid/components");

        private readonly BuildOptions build = new() { SchemaRegistry = new() };
        private readonly Dictionary<string, JsonSchema> built = new(StringComparer.Ordinal);

        // Building changes the registry, which is not made for several threads, and evaluating reads it.
        private readonly Lock turn = new();

        public Validators(JsonNode components) =>
            JsonSchema.FromText(AtBase(new JsonObject { ["$id"] = Base.ToString(), ["$defs"] = components.DeepClone() }), build);

        public IEnumerable<string> Faults(JsonNode name, JsonNode schema, JsonElement value)
        {
            lock (turn)
            {
                var reference = name.ToJsonString();
                if (!built.TryGetValue(reference, out var validator))
                    validator = built[reference] = JsonSchema.FromText(AtBase(schema), build);
                return validator.Evaluate(value, Quick).IsValid
                    ? []
                    : [.. Faults(validator.Evaluate(value, Wordy)).Distinct(StringComparer.Ordinal).Take(MostFaults)];
            }
        }

        // What stands below a valid place, such as the choice that was not taken, is no fault.
        private static IEnumerable<string> Faults(EvaluationResults place) => place.IsValid
            ? []
            : (place.Errors ?? new Dictionary<string, string>()).Select(error => $"{place.InstanceLocation}: {error.Value} [{error.Key}]")
                .Concat((place.Details ?? []).SelectMany(Faults));

        private static string AtBase(JsonNode schema) =>
            schema.ToJsonString().Replace($"\"{Here}schemas/", $"\"{Base}#/$defs/", StringComparison.Ordinal);
    }
}
