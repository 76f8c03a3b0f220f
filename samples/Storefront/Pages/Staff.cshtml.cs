using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OiPayments.Client;

namespace Storefront.Pages;

/// <summary>All orders, and giving money back.</summary>
public sealed class StaffModel(OrderBook orders, Till till) : PageModel
{
    public string? Problem { get; private set; }

    public IEnumerable<Order> Orders => orders.All;

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken ct)
    {
        if (orders.Find(id) is not { } order) return NotFound();
        try
        {
            await till.RefundAsync(order, ct);
            return RedirectToPage();
        }
        catch (OiPaymentsException failure)
        {
            Problem = $"The refund was not made. {failure.Message}";
            return Page();
        }
    }
}
