using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// <c>GET /admin/payments/export</c>: payments as a file for a spreadsheet, of any length. Who took out what is in the audit log.
/// </summary>
internal sealed class ExportPayments(OiPaymentsDb db, AuditTrail audit)
{
    private const int BatchSize = 1000;

    private static readonly string[] Columns =
    [
        "id", "reference", "applicationId", "mode", "status", "amount", "amountMinor", "currency", "customerReference", "productName",
        "gateway", "gatewayTxnId", "channel",
        "feeMinor", "refundedMinor", "refundableMinor", "failureCode", "createdAt", "paidAt", "customerName", "customerEmail",
        "customerPhone",
    ];

    public static void Map(RouteGroupBuilder payments) => payments.MapGet("/export", HandleAsync)
        .WithName("exportPayments")
        .WithSummary("Export payments as CSV")
        .WithDescription("The payments that the same filters list, by application and oldest first, as a stream of any length. A search "
            + "is complete here, whatever its size. UTF-8 with a byte order mark, for Excel. Customer details are shown as the permission "
            + "customer:read allows. A cell that a spreadsheet would take for a formula begins with an apostrophe. The export is written "
            + "into the audit log.")
        .FiltersPayments()
        .Produces<string>(StatusCodes.Status200OK, "text/csv")
        .Needs(Permission.PaymentExport)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Notes the export in the audit log, and answers the file: nothing of it is read before it is sent.</summary>
    public async Task<Outcome<CsvDownload>> RunAsync(SignedInOperator who, PaymentFilter filter, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentExport) is { } refusal) return refusal;

        await audit.RecordAsync(
            who.Actor, filter.ApplicationId, new(AuditAction.PaymentExport, AuditTarget.Payment, "export") { After = Describe(filter) },
            ct);
        await db.SaveAsync(ct);
        return new CsvDownload("payments.csv", WriteAsync);

        async Task WriteAsync(CsvText csv, CancellationToken gone)
        {
            foreach (var column in Columns) csv.Text(column);
            csv.EndRow();
            await csv.FlushAsync(gone);
            await foreach (var batch in filter.BatchesAsync(db, who, Permission.PaymentExport, BatchSize, gone))
            {
                foreach (var payment in batch) Write(csv, payment, CustomerData.Of(payment, who.ViewOfCustomers(payment.ApplicationId)));
                await csv.FlushAsync(gone);
            }
        }
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, SignedInOperator who, ExportPayments export, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => PaymentFilter.From(query)).IsRefused(out var unreadable, out var filter)
            ? Reply.Refused(unreadable, clock)
            : (await export.RunAsync(who, filter, ct)).IsRefused(out var refusal, out var file) ? Reply.Refused(refusal, clock) : file;

    private static void Write(CsvText csv, Payment p, CustomerData customer) => csv
        .Number(p.Id.Value)
        .Text(p.Reference)
        .Number(p.ApplicationId.Value)
        .Text(WireNames<Mode>.Of(p.Mode))
        .Text(WireNames<PaymentStatus>.Of(p.Status))
        .Text(p.Amount.ToMajorUnits())
        .Number(p.AmountMinor)
        .Text(p.Currency.Code)
        .Text(p.CustomerReference)
        .Text(p.ProductName)
        .Text(p.Gateway)
        .Text(p.GatewayTxnId)
        .Text(p.Channel)
        .Number(p.FeeMinor).Number(p.RefundedMinor).Number(p.RefundableMinor).Text(p.FailureCode).Time(p.CreatedAt).Time(p.PaidAt)
        .Text(customer.Name).Text(customer.Email).Text(customer.Phone)
        .EndRow();

    /// <summary>
    /// What was asked for, as the request spelled it; but not what was searched for, nor a customer's reference: they may name a person,
    /// and would stay for ever.
    /// </summary>
    private static Dictionary<string, object> Describe(PaymentFilter filter) => new (string Name, object? Value)[]
        {
            ("applicationId", filter.ApplicationId?.Value), ("mode", filter.Mode is { } mode ? WireNames<Mode>.Of(mode) : null),
            ("status", filter.Status is { } status ? WireNames<PaymentStatus>.Of(status) : null), ("held", filter.Held),
            ("suspended", filter.Suspended),
            ("customerReference", filter.CustomerReference is null ? null : "…"),
            ("reference", filter.Reference), ("gatewayTxnId", filter.GatewayTxnId),
            ("search", filter.Search is null ? null : "…"),
            ("from", filter.FromTime), ("to", filter.ToTime),
        }
        .Where(asked => asked.Value is not null).ToDictionary(asked => asked.Name, asked => asked.Value!, StringComparer.Ordinal);
}
