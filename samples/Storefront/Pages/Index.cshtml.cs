using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Pages;

/// <summary>What there is to buy.</summary>
public sealed class IndexModel : PageModel
{
    public IActionResult OnPost(string product)
    {
        if (Catalogue.Find(product) is not { } chosen) return NotFound();
        Cart.Of(Request).With(chosen).Keep(Response);
        return RedirectToPage("Cart");
    }
}
