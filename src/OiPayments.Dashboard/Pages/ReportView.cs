using OiPayments.Dashboard.Parts;
using OiPayments.Dashboard.Texts;
using OiPayments.Reports;

namespace OiPayments.Dashboard.Pages;

/// <summary>A report as a page shows it: of each currency a chart and the same in a table.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, itself included.</param>
/// <param name="GroupBy">What a row stands for.</param>
/// <param name="Columns">What the numbers are called.</param>
/// <param name="Currencies">What there is to show; nothing when nothing happened.</param>
internal sealed record ReportView(
    DateOnly From, DateOnly To, ReportGrouping GroupBy, IReadOnlyList<string> Columns, IReadOnlyList<ReportView.Part> Currencies)
{
    private const string Rate = "successBasisPoints";
    private const int AllOfRate = 10_000;

    /// <summary>One currency.</summary>
    /// <param name="Code">ISO 4217.</param>
    /// <param name="Lines">The rows, written out.</param>
    /// <param name="Total">What the numbers come to.</param>
    /// <param name="Bars">The rows as a chart; of days every one, also those on which nothing happened.</param>
    /// <param name="Scale">How to write the chart's numbers.</param>
    /// <param name="Legend">What the two parts of a bar are; null when bars have one.</param>
    /// <param name="IsOfMoney">Whether the chart shows amounts, which are of the currency; a share is of none.</param>
    public sealed record Part(
        string Code, IReadOnlyList<Line> Lines, IReadOnlyList<string> Total, IReadOnlyList<Bar> Bars, Func<long, string> Scale,
        (string Filled, string Beside)? Legend, bool IsOfMoney);

    /// <summary>One row of the table.</summary>
    public sealed record Line(string Name, IReadOnlyList<string> Cells);

    public static ReportView Of<TRow>(ReportKind<TRow> kind, Report<TRow> report, Words words)
        where TRow : ReportRow => new(
            report.From, report.To, report.GroupBy, [.. kind.Columns.Select(words.ReportColumn)],
            [.. report.Rows.GroupBy(
                row => row.Currency, StringComparer.Ordinal).Select(rows => PartOf(kind, report, rows.Key, [.. rows], words))]);

    private static Part PartOf<TRow>(ReportKind<TRow> kind, Report<TRow> report, string currency, List<TRow> rows, Words words)
        where TRow : ReportRow
    {
        // What is charted, and of what it is a part. A rate is charted as such: days with few payments are as tall as days with many.
        var (part, whole) = kind.Name switch
        {
            ReportAddress.SuccessRate => (Rate, "opened"),
            ReportAddress.Fees => ("feeMinor", "feeMinor"),
            ReportAddress.Refunds => ("succeededMinor", "requestedMinor"),
            _ => ("amountMinor", "amountMinor"),
        };
        var (shown, of, isRate) = (IndexOf(kind, part), IndexOf(kind, whole), part == Rate);
        string Write(int column, long? number) => number is not { } known ? "–"
            : kind.Columns[column] == Rate ? words.Percent(known / (double)AllOfRate)
            : kind.Columns[column].EndsWith("Minor", StringComparison.Ordinal) ? words.Amount(known, currency)
            : words.Number(known);
        Bar BarOf(string name, TRow? row)
        {
            if (isRate)
            {
                var (rateOfRow, succeeded, opened) = (
                    row?.Numbers[shown], row?.Numbers[IndexOf(kind, "succeeded")] ?? 0, row?.Numbers[of] ?? 0);
                return new(
                    name, rateOfRow ?? 0, rateOfRow is { } known ? AllOfRate - known : 0,
                    $"{name}: {Write(shown, rateOfRow)} ({words.Number(succeeded)} / {words.Number(opened)})");
            }

            var (value, all) = (row?.Numbers[shown] ?? 0, row?.Numbers[of] ?? 0);
            return new(
                name, value, Math.Max(0, all - value),
                shown == of ? $"{name}: {Write(shown, value)}" : $"{name}: {Write(shown, value)} / {Write(of, all)}");
        }

        var total = kind.Columns.Select((_, column) => rows.Sum(row => row.Numbers[column])).ToList();
        if (IndexOf(kind, Rate) is >= 0 and var rate)
        {
            var ended = total[IndexOf(kind, "opened")] - total[IndexOf(kind, "pending")];
            total[rate] = ended > 0 ? total[IndexOf(kind, "succeeded")] * 10_000 / ended : null;
        }

        return new(
            currency,
            [.. rows.Select(row => new Line(NameOf(row, words), [.. row.Numbers.Select((number, column) => Write(column, number))]))],
            [.. total.Select((number, column) => Write(column, number))],
            report.GroupBy is ReportGrouping.Day
                ? [.. Days(report).Select(day => BarOf(words.Day(day), rows.Find(row => row.Day == day)))]
                : [.. rows.OrderByDescending(row => row.Numbers[of]).Select(row => BarOf(NameOf(row, words), row))],
            number => isRate ? words.Percent(number / (double)AllOfRate)
                : kind.Columns[shown].EndsWith("Minor", StringComparison.Ordinal) ? words.WholeAmount(number, currency)
                : words.Number(number),
            kind.Name switch
            {
                ReportAddress.SuccessRate => (words.SucceededOfEnded, words.RestOfEnded),
                ReportAddress.Refunds => (words.Refunded, words.RestOfRefunds),
                _ => null,
            },
            IsOfMoney: !isRate);
    }

    private static string NameOf(ReportRow row, Words words) => row switch
    {
        { Day: { } day } => words.Day(day),
        { ApplicationId: { } id } => row.ApplicationName ?? $"#{id}",
        _ => row.Channel ?? words.ChannelUnknown,
    };

    private static IEnumerable<DateOnly> Days<TRow>(Report<TRow> report)
        where TRow : ReportRow => Enumerable.Range(0, report.To.DayNumber - report.From.DayNumber + 1).Select(report.From.AddDays);

    private static int IndexOf<TRow>(ReportKind<TRow> kind, string column)
        where TRow : ReportRow => kind.Columns.ToList().IndexOf(column);
}
