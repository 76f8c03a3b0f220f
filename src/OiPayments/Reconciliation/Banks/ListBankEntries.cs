using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary><c>GET /admin/reconciliation/bank-entries</c>: the lines of bank statements.</summary>
internal sealed class ListBankEntries(OiPaymentsDb db)
{
    /// <summary>Which ones. What is null is not asked about.</summary>
    public sealed record Filter(
        ApplicationId? ApplicationId, Mode? Mode, BankEntryStatus? Status, Id<BankFile>? FileId, Id<Payout>? PayoutId, bool? IsResolved);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/bank-entries", HandleAsync)
        .WithName("listBankEntries")
        .WithSummary("List lines of bank statements")
        .WithDescription("Lines of bank statements, each with the payout that it is: of the accounts of the applications you may read "
            + "reports of, and of the company's for who may read all reports. Strongly consistent.")
        .Query<long>("applicationId", "Only lines of this application's own accounts.")
        .Query<Mode>("mode", "Only lines of this mode.")
        .Query<BankEntryStatus>("status", "Only lines with this status.")
        .Query<long>("fileId", "Only lines that this file brought.")
        .Query<long>("payoutId", "Only lines about this payout.")
        .Query<bool>("resolved", "true: only lines that an operator has explained; false: only lines that nobody has.")
        .Produces<Envelope<IReadOnlyList<BankEntryDto>>>()
        .Paged()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<BankEntryDto>>> RunAsync(SignedInOperator who, Filter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var found = await db.PageAcrossAsync<BankEntry>(
            db.OwnersFor(who, Permission.ReportRead, filter.ApplicationId), filter.Mode, all => Narrow(all, filter), page, ct);
        return found.Select(BankEntryDto.From);
    }

    private static IQueryable<BankEntry> Narrow(IQueryable<BankEntry> all, Filter filter)
    {
        if (filter.Status is { } status) all = all.Where(e => e.Status == status);
        if (filter.FileId is { } file) all = all.Where(e => e.FileId == file);
        if (filter.PayoutId is { } payout) all = all.Where(e => e.PayoutId == payout);
        if (filter.IsResolved is { } isResolved) all = all.Where(e => (e.ResolvedAt != null) == isResolved);
        return all;
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListBankEntries list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: ReadQuery(query))).IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Filter, asked.Page, ct), BankJson.Default.IReadOnlyListBankEntryDto, clock);

    private static Filter ReadQuery(QueryFields query) => new(
        query.Application("applicationId"), query.Enum<Mode>("mode"), query.Enum<BankEntryStatus>("status"),
        query.Number("fileId") is { } file ? new(file) : null, query.Number("payoutId") is { } payout ? new(payout) : null,
        query.Boolean("resolved"));
}
