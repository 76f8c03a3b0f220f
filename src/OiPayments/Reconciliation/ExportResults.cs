using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Lists;
using OiPayments.Persistence;
using OiPayments.Statements;

namespace OiPayments.Reconciliation;

/// <summary>
/// <c>GET /admin/reconciliation/results/export</c>: results of settlement as a file for a spreadsheet, of any length. Who took out what is
/// in the audit log.
/// </summary>
internal sealed class ExportResults(OiPaymentsDb db, AuditTrail audit)
{
    private const int BatchSize = 1000;

    private static readonly string[] Columns =
    [
        "id", "mode", "gateway", "applicationId", "status", "reason", "detail", "period", "statementId", "row", "kind", "transactionId",
        "paymentId", "refundId", "currency", "gross", "fee", "bookedFee", "net", "payoutReference", "label", "resolvedBy", "resolution",
        "linkedResultId", "createdAt",
    ];

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/results/export", HandleAsync)
        .WithName("exportSettlementResults")
        .WithSummary("Export the results of settlement as CSV")
        .WithDescription("The results that the same filters list, by application and oldest first, as a stream of any length. UTF-8 with a "
            + "byte order mark, for Excel. A cell that a spreadsheet would take for a formula begins with an apostrophe. The export is "
            + "written into the audit log.")
        .FiltersResults()
        .Produces<string>(StatusCodes.Status200OK, "text/csv")
        .Needs(Permission.ReportRun)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Notes the export in the audit log, and answers the file: nothing of it is read before it is sent.</summary>
    public async Task<Outcome<CsvDownload>> RunAsync(SignedInOperator who, ResultFilter filter, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } refusal) return refusal;

        await audit.RecordAsync(
            who.Actor, filter.ApplicationId,
            new(AuditAction.SettlementExport, AuditTarget.SettlementResult, "export") { After = filter.Describe() }, ct);
        await db.SaveAsync(ct);
        return new CsvDownload("settlement-results.csv", WriteAsync);

        async Task WriteAsync(CsvText csv, CancellationToken gone)
        {
            foreach (var column in Columns) csv.Text(column);
            csv.EndRow();
            await csv.FlushAsync(gone);
            foreach (var owner in await OwnersAsync(who, filter, gone)) await WriteOfAsync(csv, owner, filter, gone);
        }
    }

    private async Task<List<ApplicationId>> OwnersAsync(SignedInOperator who, ResultFilter filter, CancellationToken ct)
    {
        var applications = await db.ApplicationsFor(who, Permission.ReportRun)
            .Where(a => filter.ApplicationId == null || a.Id == filter.ApplicationId).Select(a => a.Id).OrderBy(id => id).ToListAsync(ct);
        return filter.ApplicationId is null && who.LacksEverywhere(Permission.ReportRun) is null
            ? [.. applications, ApplicationId.Nobody]
            : applications;
    }

    private async Task WriteOfAsync(CsvText csv, ApplicationId owner, ResultFilter filter, CancellationToken ct)
    {
        foreach (var mode in filter.Mode is { } only ? [only] : Enum.GetValues<Mode>())
        {
            var wanted = filter.Narrow(db, db.Of<SettlementResult>(new Scope(owner, mode)));
            var page = new PageRequest(0, BatchSize, Ascending: true, After: null);
            while (true)
            {
                var batch = await wanted.AsNoTracking().Behind(page).InOrderOf(page).Take(BatchSize).ToListAsync(ct);
                foreach (var result in batch) Write(csv, result);
                await csv.FlushAsync(ct);
                if (batch.Count < BatchSize) break;
                page = page with { After = new(batch[^1].CreatedAt, batch[^1].Id.Value) };
            }
        }
    }

    private static void Write(CsvText csv, SettlementResult r)
    {
        csv.Number(r.Id.Value)
            .Text(WireNames<Mode>.Of(r.Mode))
            .Text(r.Gateway)
            .Number(r.ApplicationId == ApplicationId.Nobody ? null : r.ApplicationId.Value)
            .Text(WireNames<ResultStatus>.Of(r.Status))
            .Text(r.Reason is { } reason ? WireNames<ResultReason>.Of(reason) : null)
            .Text(r.Detail)
            .Text(IsoTime.Day(r.Period))
            .Number(r.StatementId?.Value)
            .Number(r.Row)
            .Text(r.Kind is { } kind ? WireNames<SettlementRowKind>.Of(kind) : null)
            .Text(r.TransactionId)
            .Number(r.PaymentId?.Value)
            .Number(r.OurRefundId?.Value)
            .Text(r.Currency.Code)
            .Text(Major(r.GrossMinor)).Text(Major(r.FeeMinor)).Text(Major(r.BookedFeeMinor)).Text(Major(r.NetMinor))
            .Text(r.PayoutReference)
            .Text(r.Label)
            .Text(r.ResolvedBy)
            .Text(r.ResolutionNote)
            .Number(r.LinkedResultId?.Value)
            .Time(r.CreatedAt)
            .EndRow();

        string? Major(long? minor) => minor is { } amount ? new Money(amount, r.Currency).ToMajorUnits() : null;
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, SignedInOperator who, ExportResults export, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => ResultFilter.From(query)).IsRefused(out var unreadable, out var filter)
            ? Reply.Refused(unreadable, clock)
            : (await export.RunAsync(who, filter, ct)).IsRefused(out var refusal, out var file) ? Reply.Refused(refusal, clock) : file;
}
