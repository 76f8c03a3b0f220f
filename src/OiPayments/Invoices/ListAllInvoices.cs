using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /admin/invoices</c>: the invoices of every application that an operator was granted.</summary>
internal sealed class ListAllInvoices(OiPaymentsDb db, DescribeInvoice describe, IBusinessClock clock)
{
    /// <summary>Which of them.</summary>
    internal sealed record Request(ApplicationId? ApplicationId, Mode? Mode, InvoiceFilter Filter);

    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("", HandleAsync)
        .WithName("listAllInvoices")
        .WithSummary("List invoices of every application")
        .WithDescription("Invoices of the applications you were granted, newest first. Strongly consistent.")
        .Query<long>("applicationId", "Only invoices of this application.")
        .Query<Mode>("mode", "Only invoices of this mode.")
        .FiltersInvoices()
        .Produces<Envelope<IReadOnlyList<InvoiceDto>>>()
        .Paged()
        .Needs(Permission.InvoiceRead)
        .Refuses(ErrorCode.ValidationError);

    /// <summary>Refused to who may see invoices nowhere; everybody else sees those of their applications.</summary>
    public async Task<Outcome<Page<InvoiceDto>>> RunAsync(
        SignedInOperator who, Request request, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.InvoiceRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<Invoice>(
            db.OwnersFor(who, Permission.InvoiceRead, request.ApplicationId), request.Mode,
            invoices => request.Filter.Narrow(invoices, clock.Now()), page, ct);
        var whole = await db.WithLinesAsync(found.Items, ct);
        return found.With<InvoiceDto>([
            .. whole.Select(it => describe.Of(it, who.ViewOfCustomers(it.Invoice.ApplicationId))),
        ]);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, SignedInOperator who, ListAllInvoices list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (
            Page: query.Page(),
            Wanted: new Request(query.Application("applicationId"), query.Enum<Mode>("mode"), InvoiceFilter.From(query)))).IsRefused(
                out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, asked.Wanted, asked.Page, ct), InvoicesJson.Default.IReadOnlyListInvoiceDto, clock);
}
