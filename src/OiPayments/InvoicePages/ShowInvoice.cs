using Microsoft.AspNetCore.Http.HttpResults;
using OiPayments.Api;
using OiPayments.Checkout;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Presentation;
using OiPayments.Web;

namespace OiPayments.InvoicePages;

/// <summary>
/// <c>GET /pay/{reference}</c>: the page of an invoice, by its own reference or by that of a payment which pays it. A payment that pays no
/// invoice is led to its checkout.
/// </summary>
internal sealed class ShowInvoice(
    OiPaymentsDb db, FindPayableInvoice find, DescribeInvoice describe, PublicUrls urls, IBusinessClock clock)
{
    public static void Map(IEndpointRouteBuilder web) => web.MapGet(InvoicePaths.PageRoute, HandleAsync);

    /// <param name="reference">As it was opened.</param>
    /// <param name="ct">Ends the look-up.</param>
    /// <param name="couldNotPay">Whether Pay was pressed in vain.</param>
    /// <returns>Null when there is no such invoice.</returns>
    public async Task<InvoiceView?> RunAsync(string reference, CancellationToken ct, bool couldNotPay = false)
    {
        if (await find.RunAsync(reference, ct) is not { } found) return null;
        var (invoice, now) = (found.Invoice, clock.Now(found.Invoice.Scope));
        var day = TimeZones.DayOf(await db.ZoneOfAsync(invoice.ApplicationId, ct), invoice.IssuedAt ?? invoice.CreatedAt);
        return InvoiceView.Of(found, describe.Of(found.It, CustomerView.Absent), reference, day, now, couldNotPay);
    }

    /// <summary>The page, in the language of the request.</summary>
    public static IResult Page(HttpContext http, InvoiceView? view)
    {
        var language = PageLanguage.Choose(http.Request.Query["lang"], http.Request.Headers.AcceptLanguage);
        CustomerPageHeaders.Set(http.Response);
        http.Response.Headers.ContentLanguage = language.Tag;
        return new RazorComponentResult<InvoicePage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(InvoicePage.View)] = view,
            [nameof(InvoicePage.Language)] = language,
        })
        {
            StatusCode = view is null ? StatusCodes.Status404NotFound
                : view.Notice is InvoiceNotice.CannotBePaid ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK,
        };
    }

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowInvoice show, CancellationToken ct) =>
        await show.RunAsync(reference, ct) is { } view ? Page(http, view)
        : await show.CheckoutOfAsync(reference, CheckoutReply.ChosenLanguage(http), ct) is { } checkout ? new SeeOther(checkout)
        : Page(http, view: null);

    private async Task<Uri?> CheckoutOfAsync(string reference, string? language, CancellationToken ct) =>
        await find.LinkAsync(reference, ct) is { InvoiceId: null } payment ? urls.Checkout(payment.Reference, language) : null;
}
