using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary><c>GET /admin/reconciliation/bank-statements</c>: the files of banks that were uploaded.</summary>
internal sealed class ListBankFiles(OiPaymentsDb db)
{
    /// <summary>Which ones. What is null is not asked about.</summary>
    public sealed record Filter(ApplicationId? ApplicationId, Mode? Mode, Id<BankAccount>? AccountId);

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/bank-statements", HandleAsync)
        .WithName("listBankStatements")
        .WithSummary("List bank statements")
        .WithDescription("Files of banks that count, newest first: of the accounts of the applications you may read reports of, and of the "
            + "company's for who may read all reports. Strongly consistent.")
        .Query<long>("applicationId", "Only files of this application's own accounts.")
        .Query<Mode>("mode", "Only files of this mode.")
        .Query<long>("accountId", "Only files of this account.")
        .Produces<Envelope<IReadOnlyList<BankFileDto>>>()
        .Paged()
        .Needs(Permission.ReportRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<BankFileDto>>> RunAsync(SignedInOperator who, Filter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var found = await db.PageAcrossAsync<BankFile>(
            db.OwnersFor(who, Permission.ReportRead, filter.ApplicationId), filter.Mode,
            all => filter.AccountId is { } account ? all.Where(f => f.AccountId == account) : all, page, ct);
        return found.Select(BankFileDto.From);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListBankFiles list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(
            request,
            (query, _) => (
                Page: query.Page(),
                Filter: new Filter(
                    query.Application("applicationId"), query.Enum<Mode>("mode"),
                    query.Number("accountId") is { } account ? new(account) : null)))
            .IsRefused(out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Filter, asked.Page, ct), BankJson.Default.IReadOnlyListBankFileDto, clock);
}
