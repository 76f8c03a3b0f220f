using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Reports;

/// <summary>A report as a file for a spreadsheet. Who took out what is in the audit log.</summary>
internal sealed class ExportReport(OiPaymentsDb db, AuditTrail audit)
{
    /// <summary>Makes the report, as far as <see cref="Permission.ReportRun"/> was granted, and notes it in the audit log. Saves.</summary>
    public async Task<Outcome<CsvDownload>> RunAsync<TRow>(
        SignedInOperator who, ReportKind<TRow> kind, ReportQuery query, CancellationToken ct)
        where TRow : ReportRow
    {
        if ((await kind.MakeAsync(db, who, Permission.ReportRun, query, ct)).IsRefused(out var refusal, out var report)) return refusal;

        await audit.RecordAsync(who.Actor, query.ApplicationId, new(AuditAction.ReportExport, AuditTarget.Report, kind.Name)
        {
            After = new
            {
                mode = WireNames<Mode>.Of(query.Mode),
                from = query.Days.First,
                to = query.Days.Last,
                timeZone = query.Zone.Id,
                groupBy = WireNames<ReportGrouping>.Of(query.GroupBy)
            },
        }, ct);
        await db.SaveAsync(ct);
        return new CsvDownload($"{kind.Name}.csv", (csv, gone) => WriteAsync(csv, report, kind.Columns, gone));
    }

    private static Task WriteAsync<TRow>(CsvText csv, Report<TRow> report, IEnumerable<string> columns, CancellationToken gone)
        where TRow : ReportRow
    {
        foreach (var column in (string[])["day", "applicationId", "applicationName", "channel", "currency", .. columns]) csv.Text(column);
        csv.EndRow();
        foreach (var row in report.Rows)
        {
            csv.Text(row.Day is { } day ? IsoTime.Day(day) : null)
                .Number(row.ApplicationId?.Value)
                .Text(row.ApplicationName)
                .Text(row.Channel)
                .Text(row.Currency);
            foreach (var number in row.Numbers) csv.Number(number);
            csv.EndRow();
        }

        return csv.FlushAsync(gone);
    }
}
