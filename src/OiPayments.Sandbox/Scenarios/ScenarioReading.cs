using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OiPayments.Sandbox.Scenarios;

/// <summary>Reads a scenario as a test writes it: by its name, field by field, or by its name with some fields of its own.</summary>
internal static class ScenarioReading
{
    private const string StormName = "storm";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="JsonException">Not JSON, or not of a scenario.</exception>
    public static string? Read(JsonObject sent, out Scenario scenario)
    {
        scenario = Scenario.Nothing;
        var name = sent["name"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        var named = name == StormName ? Scenario.Nothing : NamedScenario.Find(name)?.Plan;
        if (name is not null && named is null)
            return $"\"name\" must be one of {StormName}, {string.Join(", ", NamedScenario.All.Select(known => known.Name))}.";

        var fields = JsonSerializer.SerializeToNode(named ?? Scenario.Nothing, Json)!.AsObject();
        foreach (var (field, wish) in sent) fields[field] = wish?.DeepClone();
        scenario = fields.Deserialize<Scenario>(Json)!;
        if (scenario.Seed is not null || name == StormName)
            scenario = scenario with { Name = StormName, Seed = scenario.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) };
        return scenario.Problem();
    }
}
