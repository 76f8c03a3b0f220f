using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OiPayments.UnitTests.Architecture;

/// <summary>Which feature may use which. A new arrow is a decision: it is made by adding it here, where a reviewer sees it.</summary>
public partial class FeatureMapTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Operators"] = [],
        ["Applications"] = ["Operators"],
        ["Webhooks"] = ["Applications", "Operators"],
        ["Payments"] = ["Applications", "Operators", "Webhooks"],
        ["Refunds"] = ["Applications", "Operators", "Payments", "Webhooks"],
        ["Cases"] = ["Applications", "Operators", "Payments", "Refunds", "Webhooks"],
        ["Reports"] = ["Applications", "Operators", "Payments", "Refunds", "Webhooks"],
        ["Checkout"] = ["Applications", "Payments"],
        ["Bookkeeping"] = ["Applications", "Operators"],
        ["Oversight"] = ["Applications", "Operators", "Payments", "Refunds"],
        ["Verification"] = ["Operators", "Payments", "Refunds", "Webhooks"],
        ["Documentation"] = ["Applications", "Bookkeeping", "Cases", "Checkout", "Operators", "Oversight", "Payments", "Refunds", "Reports", "Verification", "Webhooks"],
    };

    // What every feature stands on. Idempotency knows whose key it is; apart from that, none of it knows a feature.
    private static readonly Dictionary<string, string[]> Floor = new()
    {
        ["Persistence"] = [],
        ["Lists"] = [],
        ["Web"] = [],
        ["DueWork"] = [],
        ["Audit"] = [],
        ["Idempotency"] = ["Applications"],
    };

    // Assemblies beneath the product, whose namespaces look like a feature's.
    private static readonly string[] Beneath = ["Gateways", "Ledger"];

    [Fact]
    public void Features_use_only_what_the_map_allows() => Assert.Empty(Arrows()
        .Where(arrow => MayUse.ContainsKey(arrow.From))
        .Where(arrow => !Floor.ContainsKey(arrow.To) && !MayUse[arrow.From].Contains(arrow.To))
        .Select(arrow => $"{arrow.From} uses {arrow.To}"));

    [Fact]
    public void The_floor_knows_no_feature() => Assert.Empty(Arrows()
        .Where(arrow => Floor.ContainsKey(arrow.From))
        .Where(arrow => !Floor.ContainsKey(arrow.To) && !Floor[arrow.From].Contains(arrow.To))
        .Select(arrow => $"{arrow.From} uses {arrow.To}"));

    [Fact]
    public void Every_room_is_on_the_map() => Assert.Equal(
        Rooms(), MayUse.Keys.Concat(Floor.Keys).Where(room => Directory.Exists(Path.Combine(ProductFolder(), room))).Order(StringComparer.Ordinal));

    [Fact]
    public void The_house_is_drawn_as_it_is()
    {
        var guide = File.ReadAllText(Path.Combine(ProductFolder(), "../../docs/architecture.md"));
        var drawn = guide[guide.IndexOf("subgraph product", StringComparison.Ordinal)..];
        var rows = FeatureRow().Matches(guide[guide.IndexOf("| feature | owns |", StringComparison.Ordinal)..]);

        Assert.Equal(
            MayUse.Select(feature => $"{feature.Key}: {string.Join(", ", feature.Value)}"),
            rows.Select(row => $"{row.Groups["feature"].Value}: {row.Groups["uses"].Value.Trim('–')}"));
        Assert.All(MayUse.Keys, feature => Assert.Contains($"\n    {feature}\n", drawn, StringComparison.Ordinal));
        Assert.Contains($"floor[/{string.Join(" · ", Floor.Keys)}/]", drawn, StringComparison.Ordinal);
    }

    private static IEnumerable<(string From, string To)> Arrows() =>
        (from room in Rooms()
         from file in Directory.EnumerateFiles(Path.Combine(ProductFolder(), room), "*", SearchOption.AllDirectories)
         where Path.GetExtension(file) is ".cs" or ".razor"
         from Match match in OurNamespace().Matches(File.ReadAllText(file))
         let used = match.Groups["room"].Value
         where used != room && !Beneath.Contains(used) && Directory.Exists(Path.Combine(ProductFolder(), used))
         select (room, used)).Distinct();

    private static IEnumerable<string> Rooms() => Directory.GetDirectories(ProductFolder())
        .Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal);

    private static string ProductFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/OiPayments"));

    [GeneratedRegex(@"(using|@using) (static )?OiPayments\.(?<room>[A-Z]\w+)|\bOiPayments\.(?<room>[A-Z]\w+)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OurNamespace();

    [GeneratedRegex(@"^\| (?<feature>[A-Z]\w+) \| .* \| (?<uses>[^|]+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex FeatureRow();
}
