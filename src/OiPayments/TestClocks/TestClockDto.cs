using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;

namespace OiPayments.TestClocks;

/// <summary>The clock of an application's TEST records, in answers.</summary>
internal sealed record TestClockDto(
    [property: Description("What it shows, UTC: the time that TEST records go by.")] DateTimeOffset Now,
    [property: Description("True: it was moved, and stands still until it is moved again or reset. False: TEST goes by real time.")]
    bool Frozen,
    [property: Description("Where it is being moved to, UTC; null when it is not.")] DateTimeOffset? AdvancingTo);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcJsonConverter)])]
[JsonSerializable(typeof(TestClockDto))]
internal sealed partial class TestClocksJson : JsonSerializerContext;
