using OiPayments.Checkout;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.InvoicePages;

/// <summary>
/// <c>POST /pay/{reference}</c>: the customer wants to pay what is owed, what their link asks for, or one instalment. Answers 303 to the
/// checkout of a payment for it, which is the same one however often it is pressed.
/// </summary>
internal sealed class StartPayingInvoice(
    UnitOfWork unit, FindPayableInvoice find, MakePayableLink make, PublicUrls urls, IBusinessClock clock)
{
    /// <summary>The name of the form's field that chooses an instalment.</summary>
    public const string Installment = "installment";

    public static void Map(IEndpointRouteBuilder web) => web.MapPost(InvoicePaths.PageRoute, HandleAsync).DisableAntiforgery();

    /// <returns>The payment to go on with; a refusal when there is nothing to pay, or nobody who takes it.</returns>
    public async Task<Outcome<Payment>> RunAsync(string reference, int? installment, CancellationToken ct)
    {
        return (await unit.RunAsync(StartAsync, ct)).OrRefuse(ChangeInvoice.TooManyAtOnce);

        async Task<Outcome<Payment>> StartAsync()
        {
            if (await find.RunAsync(reference, ct) is not { } found) return Refusal.NotFound("invoice");
            var (invoice, now) = (found.Invoice, clock.Now(found.Invoice.Scope));
            if (installment is null
                && found.Link is { } link
                && link.IsPayableAt(now)
                && link.AmountMinor <= invoice.DueMinor) return link;
            return await make.RunAsync(found.It, new(AmountMinor: null, installment), ct);
        }
    }

    private static async Task<IResult> HandleAsync(
        string reference, HttpContext http, StartPayingInvoice start, ShowInvoice show, CancellationToken ct)
    {
        int? installment = http.Request.HasFormContentType
            && int.TryParse((await http.Request.ReadFormAsync(ct))[Installment], out var number) ? number : null;
        if (!(await start.RunAsync(reference, installment, ct)).IsRefused(out var refusal, out var payment))
            return new SeeOther(start.CheckoutOf(payment, CheckoutReply.ChosenLanguage(http)));

        // Paid meanwhile, or by another link: the page says so. Nobody who takes it: the page says that, too.
        var view = await show.RunAsync(reference, ct, couldNotPay: refusal.Code is not ErrorCode.InvalidOperationState);
        return ShowInvoice.Page(http, view);
    }

    private Uri CheckoutOf(Payment payment, string? language) => urls.Checkout(payment.Reference, language);
}
