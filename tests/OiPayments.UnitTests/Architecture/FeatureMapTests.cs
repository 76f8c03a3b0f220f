using System.Text.RegularExpressions;
using OiPayments.Persistence;

namespace OiPayments.UnitTests.Architecture;

/// <summary>Which feature may use which. A new arrow is a decision: it is made by adding it here, where a reviewer sees it.</summary>
public partial class FeatureMapTests
{
    private static readonly HashSet<string> Types = [.. typeof(OiPaymentsDb).Assembly.GetTypes().Select(type => type.FullName!)];

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["SigningIn"] = [],
        ["Operators"] = ["SigningIn"],
        ["Applications"] = [],
        ["Webhooks"] = ["Applications"],
        ["Payments"] = ["Applications", "Webhooks"],
        ["Refunds"] = ["Applications", "Payments", "Webhooks"],
        ["Invoices"] = ["Applications", "Payments", "Webhooks"],
        ["InvoicePages"] = ["Applications", "Checkout", "Invoices", "Payments"],
        ["Receipts"] = ["Applications", "Checkout", "Invoices", "Payments"],
        ["Mail"] = ["Applications", "Invoices", "Payments", "Receipts"],
        ["TestClocks"] = ["Applications"],
        ["RequestLog"] = ["Applications"],
        ["Cases"] = ["Applications", "Payments", "Refunds", "Webhooks"],
        ["Reports"] = ["Applications", "Payments", "Refunds", "Webhooks"],
        ["Checkout"] = ["Applications", "Payments"],
        ["Bookkeeping"] = ["Applications"],
        ["Reconciliation"] = ["Applications", "Payments", "Refunds"],
        ["Oversight"] = ["Applications", "Payments", "Refunds"],
        ["Verification"] = ["Bookkeeping", "Invoices", "Payments", "Reconciliation", "Refunds", "Reports", "Webhooks"],
        ["Recovery"] = ["Applications", "Invoices", "Payments", "Refunds"],
        ["Monitoring"] = ["Applications", "Invoices", "Mail", "Payments", "Reconciliation", "Refunds", "Webhooks"],
        ["Privacy"] = ["Applications", "Invoices", "Mail", "Payments", "Refunds", "Webhooks"],
        ["Documentation"] = [
            "Applications", "Bookkeeping", "Cases", "Checkout", "InvoicePages", "Invoices", "Mail", "Operators", "Oversight",
            "Payments", "Privacy", "Reconciliation", "Refunds", "Reports", "RequestLog", "SigningIn", "TestClocks", "Verification",
            "Webhooks",
        ],
    };

    // What every feature stands on, and what of it stands on what. Idempotency knows whose key it is; apart from that, none of it knows a
    // feature.
    private static readonly Dictionary<string, string[]> Floor = new()
    {
        ["Persistence"] = ["Telemetry"],
        ["Lifecycles"] = [],
        ["Encryption"] = ["Persistence"],
        ["Web"] = [],
        ["Throttling"] = [],
        ["Telemetry"] = [],
        ["Presentation"] = ["Web"],
        ["Links"] = ["Presentation", "Web"],
        ["Lists"] = ["Persistence"],
        ["Api"] = ["Lists", "Persistence", "Web"],
        ["DueWork"] = ["Persistence", "Telemetry"],
        ["Printing"] = ["Api"],
        ["Audit"] = ["Api", "DueWork", "Lists", "Persistence"],
        ["Access"] = ["Api", "Audit", "DueWork", "Persistence"],
        ["Idempotency"] = ["Api", "Applications", "DueWork", "Persistence"],
    };

    // Assemblies beneath the product, whose namespaces look like a feature's.
    private static readonly string[] Beneath = ["Gateways", "Ledger"];

    [Fact]
    public void Features_use_only_what_the_map_allows() => Assert.Empty(Arrows()
        .Where(arrow => MayUse.ContainsKey(arrow.From))
        .Where(arrow => !Floor.ContainsKey(arrow.To) && !MayUse[arrow.From].Contains(arrow.To))
        .Select(arrow => $"{arrow.From} uses {arrow.To}"));

    [Fact]
    public void The_floor_uses_only_what_the_map_allows() => Assert.Empty(Arrows()
        .Where(arrow => Floor.ContainsKey(arrow.From) && !Floor[arrow.From].Contains(arrow.To))
        .Select(arrow => $"{arrow.From} uses {arrow.To}"));

    [Fact]
    public void The_map_has_no_arrow_that_nobody_goes()
    {
        var gone = Arrows().ToHashSet();
        Assert.Empty(MayUse.Concat(Floor)
            .SelectMany(room => room.Value.Select(used => (room.Key, used)))
            .Where(arrow => !gone.Contains(arrow))
            .Select(arrow => $"{arrow.Key} does not use {arrow.used}"));
    }

    [Theory]
    [InlineData("namespace OiPayments.Checkout;\nusing OiPayments.Webhooks;", "Webhooks")]
    [InlineData("namespace OiPayments.Checkout;\nusing static OiPayments.Webhooks.EventTypes;", "Webhooks")]
    [InlineData("namespace OiPayments.Checkout;\nclass A(Webhooks.Outbox outbox);", "Webhooks")]
    [InlineData("namespace OiPayments.Checkout;\nclass A(OiPayments.Webhooks.Outbox outbox);", "Webhooks")]
    [InlineData("namespace OiPayments.Checkout;\nclass A(Reports reports) { int B => Webhooks.Count + it.Webhooks.Outbox; }", null)]
    public void An_arrow_is_seen_however_it_is_written(string text, string? used) => Assert.Equal(used, UsedIn(text).SingleOrDefault());

    [Fact]
    public void Every_room_is_on_the_map() => Assert.Equal(Rooms(), MayUse.Keys.Concat(Floor.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void The_house_is_drawn_as_it_is()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Guides, "architecture.md"));
        var drawn = guide[guide.IndexOf("subgraph product", StringComparison.Ordinal)..];
        var rows = FeatureRow().Matches(guide[guide.IndexOf("| feature | owns |", StringComparison.Ordinal)..]);

        Assert.Equal(
            MayUse.Select(feature => $"{feature.Key}: {string.Join(", ", feature.Value)}"),
            rows.Take(MayUse.Count).Select(row => $"{row.Groups["feature"].Value}: {row.Groups["uses"].Value.Trim('–')}"));
        Assert.Equal(
            Floor.Select(room => $"{room.Key}: {string.Join(", ", room.Value)}"),
            rows.Skip(MayUse.Count).Select(row => $"{row.Groups["feature"].Value}: {row.Groups["uses"].Value.Trim('–')}"));
        Assert.All(MayUse.Keys, feature => Assert.Contains($"\n    {feature}\n", drawn, StringComparison.Ordinal));
        Assert.Contains($"floor[/{string.Join(" · ", Floor.Keys)}/]", drawn, StringComparison.Ordinal);
    }

    private static IEnumerable<(string From, string To)> Arrows() =>
        (from room in Rooms()
         from file in Directory.EnumerateFiles(Path.Combine(Repository.Product, room), "*", SearchOption.AllDirectories)
         where Path.GetExtension(file) is ".cs" or ".razor"
         from used in UsedIn(File.ReadAllText(file))
         where used != room
         select (room, used)).Distinct();

    /// <summary>The rooms that a file names: by a using, or in part or in full before a type that is there.</summary>
    private static IEnumerable<string> UsedIn(string text) => OurNamespace().Matches(text)
        .Where(match => match.Groups["type"] is not { Success: true, Value: var type }
            || Types.Contains($"OiPayments.{match.Groups["room"].Value}.{type}"))
        .Select(match => match.Groups["room"].Value)
        .Where(room => !Beneath.Contains(room) && Directory.Exists(Path.Combine(Repository.Product, room)))
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Rooms() => Directory.GetDirectories(Repository.Product)
        .Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"using (static )?OiPayments\.(?<room>[A-Z]\w+)|(?<![\w.])(OiPayments\.)?(?<room>[A-Z]\w+)\.(?<type>[A-Z]\w*)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OurNamespace();

    [GeneratedRegex(@"^\| (?<feature>[A-Z]\w+) \| .* \| (?<uses>[^|]+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex FeatureRow();
}
