using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OiPayments.Client;

namespace Storefront.Pages;

/// <summary>What the customer chose, and the way to pay it.</summary>
public sealed class CartModel(OrderBook orders, Till till) : PageModel
{
    public Cart Cart { get; private set; } = new([]);

    public void OnGet() => Cart = Cart.Of(Request);

    public async Task<IActionResult> OnPostAsync(bool byInvoice, CancellationToken ct)
    {
        var cart = Cart.Of(Request);
        if (cart.IsEmpty) return RedirectToPage();

        // The order is kept before anything is asked for: whatever happens now, its page goes on from there.
        var order = orders.Open(cart, byInvoice);
        Cart.Empty(Response);
        try
        {
            return Redirect((await till.StartAsync(order, ct)).ToString());
        }
        catch (OiPaymentsException)
        {
            return RedirectToPage("Order", new { order.Id });
        }
    }
}
