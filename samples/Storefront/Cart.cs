using System.Globalization;
using OiPayments.Client;

namespace Storefront;

/// <summary>So many of one product.</summary>
public sealed record CartLine(Product Product, int Quantity)
{
    public Money Total => Product.Price * Quantity;
}

/// <summary>What a customer has chosen, kept in a cookie: names of products and quantities, and no prices.</summary>
public sealed record Cart(IReadOnlyList<CartLine> Lines)
{
    private const string Cookie = "cart";
    private const int MaxQuantity = 99;

    public bool IsEmpty => Lines.Count == 0;

    public Money Total => Lines.Aggregate(Money.Bdt(0), (sum, line) => sum + line.Total);

    public static Cart Of(HttpRequest request) => new(
    [
        .. (request.Cookies[Cookie] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Where(parts => parts.Length == 2)
            .Select(parts => (Product: Catalogue.Find(parts[0]), Quantity: QuantityOf(parts[1])))
            .Where(line => line is { Product: not null, Quantity: > 0 })
            .Select(line => new CartLine(line.Product!, line.Quantity)),
    ]);

    public Cart With(Product product) => new(
        Lines.Any(line => line.Product == product)
            ? [.. Lines.Select(line => line.Product == product ? line with { Quantity = Math.Min(line.Quantity + 1, MaxQuantity) } : line)]
            : [.. Lines, new(product, 1)]);

    public void Keep(HttpResponse response) => response.Cookies.Append(
        Cookie, string.Join(' ', Lines.Select(line => $"{line.Product.Id}:{line.Quantity}")),
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = response.HttpContext.Request.IsHttps });

    public static void Empty(HttpResponse response) => response.Cookies.Delete(Cookie);

    private static int QuantityOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity <= MaxQuantity ? quantity : 0;
}
