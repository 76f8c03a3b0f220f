using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/closes</c>: the months that were closed.</summary>
internal sealed class ListLedgerCloses(OiPaymentsDb db, DescribeLedgerCloses describe)
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/closes", HandleAsync)
        .WithName("listLedgerCloses")
        .WithSummary("List closed months")
        .WithDescription("The months that were closed in the books of the applications you were granted, the last closed first, with the "
            + "balances they ended with. Strongly consistent.")
        .Query<long>("applicationId", "Only of this application's books.")
        .Query<Mode>("mode", "Only of the books of this mode.")
        .Produces<Envelope<IReadOnlyList<LedgerCloseDto>>>()
        .Paged()
        .Needs(Permission.LedgerRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Refused to who may see books nowhere; everybody else sees those of their applications.</summary>
    public async Task<Outcome<Page<LedgerCloseDto>>> RunAsync(
        SignedInOperator who, ApplicationId? application, Mode? mode, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.LedgerRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<LedgerClose>(
            db.OwnersFor(who, Permission.LedgerRead, application), mode, closes => closes, page, ct);
        return found.With(await describe.AllAsync(found.Items, ct));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListLedgerCloses list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (
            Page: query.Page(), Application: query.Application("applicationId"), Mode: query.Enum<Mode>("mode"))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(
                await list.RunAsync(who, asked.Application, asked.Mode, asked.Page, ct),
                LedgerClosesJson.Default.IReadOnlyListLedgerCloseDto, clock);
}
