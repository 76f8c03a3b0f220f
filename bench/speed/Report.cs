using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OiPayments.Bench;

/// <summary>One line of the table. Times are seconds, sizes bytes; what is null was not measured or has no meaning here.</summary>
internal sealed record Row(string Name, Measured Measured)
{
    public Measured? Floor { get; init; }

    /// <summary>How the floor was made.</summary>
    public string FloorIs { get; init; } = "pgbench";

    public double? CpuSeconds { get; init; }
    public double? DatabaseCpuSeconds { get; init; }

    /// <summary>Of what makes the load, the stand-in for the gateway included.</summary>
    public double? LoadCpuSeconds { get; init; }

    public int? RoundTrips { get; init; }
    public int? Statements { get; init; }
    public double? WalBytes { get; init; }
    public double? FloorWalBytes { get; init; }
    public double? AllocatedBytes { get; init; }

    /// <summary>The least ratio that this round wants; null where nothing was set.</summary>
    public double? Goal { get; init; }

    /// <summary>
    /// Whether operations were started at a rate that was set; then what counts is how long they took, not how many ended.
    /// </summary>
    public bool IsAtARate { get; init; }

    /// <summary>
    /// How much of the floor is reached: of its operations a second, or, at a set rate, of its quickness at the 95th percentile.
    /// </summary>
    public double? Ratio => Floor is null ? null : IsAtARate ? Floor.P95 / Measured.P95 : Measured.PerSecond / Floor.PerSecond;
}

/// <summary>A figure that is no row: what it is, its value, and what is wanted of it.</summary>
internal sealed record Fact(string Name, string Value, string? Goal = null, bool? Met = null);

/// <summary>What a run found out.</summary>
internal interface IResults
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    string ToTable();

    string ToSvg();

    string ToJson() => JsonSerializer.Serialize<object>(this, Indented);
}

internal sealed record Results(string Machine, string Database, string At, IReadOnlyList<Row> Rows, IReadOnlyList<Fact> Facts) : IResults
{
    public string ToTable()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Machine}; {Database}; {At}").AppendLine();
        text.AppendLine($"{"work",-34} {"/s",8} {"p50 ms",8} {"p95 ms",8} {"p99 ms",8} {"CPU µs",8} {"db µs",8} {"load µs",8} {"trips",5} "
            + $"{"WAL B",8} {"alloc B",9} {"floor /s",9} {"ratio",6} {"goal",6}");
        foreach (var row in Rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{row.Name,-34} {row.Measured.PerSecond,8:N0} {row.Measured.P50 * 1000,8:N2} {row.Measured.P95 * 1000,8:N2} "
                    + $"{row.Measured.P99 * 1000,8:N2} {row.CpuSeconds * 1e6,8:N0} {row.DatabaseCpuSeconds * 1e6,8:N0} "
                    + $"{row.LoadCpuSeconds * 1e6,8:N0} {row.RoundTrips,5} {row.WalBytes,8:N0} {row.AllocatedBytes,9:N0} "
                    + $"{row.Floor?.PerSecond,9:N0} {row.Ratio,6:N2} "
                    + $"{(row.Goal is null ? "" : row.Ratio >= row.Goal ? $"≥{row.Goal:N2}✓" : $"≥{row.Goal:N2}✗"),6}");
        }

        text.AppendLine();
        foreach (var fact in Facts)
            text.AppendLine($"{fact.Name,-60} {fact.Value,12} {fact.Goal} {(fact.Met switch { true => "✓", false => "✗", _ => "" })}");
        return text.ToString();
    }

    /// <summary>Each row beside its floor, as bars of operations per second on one scale per row.</summary>
    public string ToSvg()
    {
        var rows = Rows.Where(row => row.Floor is not null).ToList();
        const int left = 260, width = 420, line = 44;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {left + width + 120} {(rows.Count * line) + 70}\" "
                + $"font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"Operations per second beside "
                + $"their floor\">");
        text.Append("<style>text{fill:#1f2937}.s{fill:#0f766e}.f{fill:#cbd5e1}.g{stroke:#b45309;stroke-width:2}@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.f{fill:#475569}.s{fill:#2dd4bf}}</style>");
        text.Append("<text x=\"8\" y=\"22\" font-size=\"15\" font-weight=\"600\">Share of what the database alone does with the same "
            + "statements</text>");
        foreach (var (number, row) in rows.Index())
        {
            var y = 40 + (number * line);
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"8\" y=\"{y + 19}\">{row.Name}</text><rect class=\"f\" x=\"{left}\" y=\"{y + 4}\" width=\"{width}\" "
                    + $"height=\"22\" rx=\"3\"/>");
            text.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"s\" x=\"{left}\" y=\"{y + 4}\" width=\"{width * Math.Min(1, row.Ratio!.Value):F1}\" height=\"22\" "
                    + $"rx=\"3\"/><text x=\"{left + width + 8}\" y=\"{y + 19}\">{row.Ratio:N2} · "
                    + $"{(row.IsAtARate ? $"{row.Measured.P95 * 1000:N0} ms" : $"{row.Measured.PerSecond:N0}/s")}</text>");
            if (row.Goal is { } goal) text.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"g\" x1=\"{left + (width * goal):F1}\" x2=\"{left + (width * goal):F1}\" y1=\"{y}\" y2=\"{y + 30}\"/>");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"8\" y=\"{(rows.Count * line) + 60}\" font-size=\"11\">{Machine}. The whole bar is the floor of the same run, the "
                + $"line the goal.</text></svg>");
        return text.ToString();
    }
}
