using OiPayments.Client;

namespace Storefront;

/// <summary>Something to buy.</summary>
public sealed record Product(string Id, string Name, Money Price);

/// <summary>Everything there is to buy. Prices come from here, whatever a browser sends.</summary>
public static class Catalogue
{
    public static readonly IReadOnlyList<Product> All =
    [
        new("tea", "Sylhet tea, 1 kg", Money.Bdt(125050)),
        new("honey", "Honey of the Sundarbans, 500 g", Money.Bdt(80000)),
        new("cup", "Clay cup", Money.Bdt(12000)),
    ];

    public static Product? Find(string id) => All.FirstOrDefault(product => product.Id == id);
}
