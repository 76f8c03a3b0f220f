using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OiPayments.Client;

namespace Storefront.Pages;

/// <summary>Where the customer comes back to. Coming back proves nothing: the page says what OI Payments says.</summary>
public sealed class OrderModel(OrderBook orders, Till till) : PageModel
{
    private Order? order;

    public Order Order => order ?? throw new InvalidOperationException("The page has no order.");

    public string? Problem { get; private set; }

    public string Heading => Order.Status switch
    {
        OrderStatus.Paid => "Thank you, it is paid",
        OrderStatus.Refunding => "Your money is on its way back",
        OrderStatus.Refunded => "You have your money back",
        OrderStatus.Unpaid => Order.Payment?.Status is { } status && status != PaymentStatus.Pending
            ? "It was not paid"
            : "Waiting for your payment",
    };

    public string Explanation => Order.Status switch
    {
        OrderStatus.Paid => "We pack your order now.",
        OrderStatus.Refunding => "Your bank shows it within some days.",
        OrderStatus.Refunded => "The gateway gave it back.",
        OrderStatus.Unpaid => "When you have paid, this page says so after a moment: load it again. You can also pay now.",
    };

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        order = orders.Find((string?)RouteData.Values["id"] ?? "");
        if (order is null) context.Result = NotFound();
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        try
        {
            order = await till.RefreshAsync(Order, ct);
        }
        catch (OiPaymentsException)
        {
            Problem = "We cannot ask about your payment just now. Load this page again in a moment.";
        }
    }

    /// <summary>Tries again, or leads back to where the customer was.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            return Redirect((await till.StartAsync(Order, ct)).ToString());
        }
        catch (OiPaymentsException)
        {
            Problem = "The payment cannot be started just now. Your order is kept; try again in a moment.";
            return Page();
        }
    }

    public async Task<IActionResult> OnGetPdfAsync(CancellationToken ct) => Order.Invoice is { } invoice
        ? File(await till.InvoicePdfAsync(invoice, ct), "application/pdf", $"{invoice.Number}.pdf")
        : NotFound();
}
