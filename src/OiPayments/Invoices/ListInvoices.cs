using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary><c>GET /invoices</c>: an application's own invoices, of its credential's mode.</summary>
internal sealed class ListInvoices(OiPaymentsDb db, DescribeInvoice describe, IBusinessClock clock)
{
    public static void Map(RouteGroupBuilder invoices) => invoices.MapGet("", HandleAsync)
        .WithName("listInvoices")
        .WithSummary("List invoices")
        .WithDescription(
            "Newest first. Strongly consistent. Follow `pagination.nextCursor` for long lists: every page then costs the same.")
        .FiltersInvoices()
        .Produces<Envelope<IReadOnlyList<InvoiceDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError);

    public async Task<Page<InvoiceDto>> RunAsync(CallingApplication caller, InvoiceFilter filter, PageRequest page, CancellationToken ct)
    {
        var now = clock.Now(caller.Scope);
        var found = await filter.Narrow(db.Of<Invoice>(caller.Scope), now).TakePageAsync(page, ct);
        var whole = await db.WithLinesAsync(found.Items, ct);
        return found.With<InvoiceDto>([.. whole.Select(it => describe.Of(it, CustomerView.Whole))]);
    }

    private static async Task<Reply> HandleAsync(
        HttpRequest request, CallingApplication caller, ListInvoices list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.Read(request, (query, _) => (Page: query.Page(), Filter: InvoiceFilter.From(query))).IsRefused(
            out var unreadable, out var asked)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(caller, asked.Filter, asked.Page, ct), InvoicesJson.Default.IReadOnlyListInvoiceDto, clock);
}
