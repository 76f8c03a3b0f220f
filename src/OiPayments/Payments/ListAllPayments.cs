using OiPayments.Access;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary><c>GET /admin/payments</c>: the payments of every application that an operator was granted.</summary>
internal sealed class ListAllPayments(OiPaymentsDb db, PublicUrls urls, IBusinessClock clock)
{
    public static void Map(RouteGroupBuilder payments) => payments.MapGet("", HandleAsync)
        .WithName("listAllPayments")
        .WithSummary("List payments of every application")
        .WithDescription("Payments of the applications you were granted, newest first. Strongly consistent, except that a search finds a "
            + "new payment only after it is indexed, which takes moments. If `pagination.totalIsExact` is false, there are at least "
            + "`totalElements`.")
        .FiltersPayments()
        .Produces<Envelope<IReadOnlyList<PaymentDto>>>()
        .Paged()
        .Needs(Permission.PaymentRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Refused to who may see payments nowhere; everybody else sees the payments of their applications.</summary>
    public async Task<Outcome<Page<PaymentDto>>> RunAsync(
        SignedInOperator who, PaymentFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;

        var found = await filter.PageAsync(db, who, Permission.PaymentRead, page, ct);
        return found.Select(
            payment => PaymentDto.From(payment, urls, clock.Now(payment.Scope), who.ViewOfCustomers(payment.ApplicationId)));
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListAllPayments list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: PaymentFilter.From(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Filter, asked.Page, ct), PaymentsJson.Default.IReadOnlyListPaymentDto, clock);
}
