using System.Globalization;
using System.Text;

namespace OiPayments.Bench;

/// <summary>A database that was filled for the bench.</summary>
/// <param name="Payments">How many.</param>
/// <param name="FillSeconds">How long that took.</param>
/// <param name="Bytes">How much it has become, indexes included.</param>
internal sealed record FilledDatabase(long Payments, double FillSeconds, long Bytes);

/// <summary>An operation beside so many payments.</summary>
/// <param name="Measured">How it went.</param>
/// <param name="CpuSeconds">Of the server and the database, for one operation: what else the machine does is not in it.</param>
internal sealed record Grown(Measured Measured, double CpuSeconds);

/// <summary>One operation beside each number of payments.</summary>
/// <param name="Name">Which.</param>
/// <param name="MayGrowBy">How many times as long it may take beside the most payments, at the median; null where nothing was set.</param>
internal sealed record GrowthRow(string Name, double? MayGrowBy)
{
    public SortedDictionary<long, Grown> At { get; } = [];

    /// <summary>What remains of the operations a second.</summary>
    public double ThroughputRatio => At.Last().Value.Measured.PerSecond / At.First().Value.Measured.PerSecond;

    /// <summary>How many times as long the median takes.</summary>
    public double MedianRatio => At.Last().Value.Measured.P50 / At.First().Value.Measured.P50;

    /// <summary>How many times as much processor time.</summary>
    public double CpuRatio => At.Last().Value.CpuSeconds / At.First().Value.CpuSeconds;
}

internal sealed record GrowthResults(
    string Machine, string Database, string At, IReadOnlyList<FilledDatabase> Databases, IReadOnlyList<GrowthRow> Rows) : IResults
{
    public string ToTable()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Machine}; {Database}; {At}").AppendLine();
        text.Append($"{"work, 8 clients",-42}");
        foreach (var database in Databases) text.Append($" {$"{database.Payments:N0}: /s",14} {"p50 ms",8} {"p95 ms",8} {"CPU µs",9}");
        text.AppendLine($" {"/s ratio",9} {"p50 ratio",9} {"goal",7} {"CPU ratio",9}");
        foreach (var row in Rows)
        {
            text.Append($"{row.Name,-42}");
            foreach (var (measured, cpu) in row.At.Values) text.Append(
                CultureInfo.InvariantCulture,
                $" {measured.PerSecond,14:N0} {measured.P50 * 1000,8:N2} {measured.P95 * 1000,8:N2} {cpu * 1e6,9:N0}");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $" {row.ThroughputRatio,9:N2} {row.MedianRatio,9:N2} "
                    + $"{(row.MayGrowBy is not { } most ? "" : row.MedianRatio <= most ? $"≤{most:N2}✓" : $"≤{most:N2}✗"),7} "
                    + $"{row.CpuRatio,9:N2}");
        }

        text.AppendLine();
        foreach (var database in Databases) text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{database.Payments,12:N0} payments were made in {database.FillSeconds:N0} s and take {database.Bytes / 1e6:N0} MB");
        return text.ToString();
    }

    /// <summary>The median of each operation beside each number of payments, as bars on one scale per operation.</summary>
    public string ToSvg()
    {
        const int left = 300, width = 380, bar = 16;
        var height = (Databases.Count * bar) + 16;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {left + width + 130} {(Rows.Count * height) + 70}\" "
                + $"font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"How long each operation takes beside "
                + $"how many payments\">");
        text.Append("<style>text{fill:#1f2937}.l{font-size:11px}.b{fill:#0f766e}@media(prefers-color-scheme:dark){text{fill:#e5e7eb}.b{fill:#2dd4bf}}</style>");
        text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"8\" y=\"22\" font-size=\"15\" font-weight=\"600\">Median beside "
                + $"{string.Join(", ", Databases.Select(database => $"{database.Payments:N0}"))} payments</text>");
        foreach (var (number, row) in Rows.Index())
        {
            var y = 40 + (number * height);
            var longest = row.At.Values.Max(grown => grown.Measured.P50);
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"8\" y=\"{y + (height / 2)}\">{row.Name}</text>");
            foreach (var (place, (measured, _)) in row.At.Values.Index())
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect class=\"b\" opacity=\"{0.4 + (0.6 * (place + 1) / row.At.Count):F2}\" x=\"{left}\" y=\"{y + (place * bar)}\" "
                        + $"width=\"{width * measured.P50 / longest:F1}\" height=\"{bar - 2}\" rx=\"2\"/>");
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"<text class=\"l\" x=\"{left + (width * measured.P50 / longest) + 6:F1}\" "
                        + $"y=\"{y + (place * bar) + 11}\">{measured.P50 * 1000:N2} "
                        + $"ms{(place == row.At.Count - 1 ? $" · ×{row.MedianRatio:N2}" : "")}</text>");
            }
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"8\" y=\"{(Rows.Count * height) + 60}\" font-size=\"11\">{Machine}. 8 clients. The last bar of each is beside the "
                + $"most payments, with how many times the first it is.</text></svg>");
        return text.ToString();
    }
}
