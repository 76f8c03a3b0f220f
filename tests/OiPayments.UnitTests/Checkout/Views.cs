using OiPayments.Checkout;

namespace OiPayments.UnitTests.Checkout;

/// <summary>One example of each state.</summary>
internal static class Views
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 12, 0, TimeSpan.Zero);

    public static CheckoutPayment Payment { get; } = new()
    {
        Reference = Reference.New("pay_", new(7)),
        ApplicationName = "Storefront",
        Mode = Mode.Live,
        Amount = new(125_050, Currency.Bdt),
        ExpiresAt = Now.AddMinutes(48),
        GatewayName = "SSLCOMMERZ",
        ProductName = "Two panjabis",
        CustomerName = "Rahima Akter",
        ReturnUrl = new("https://store.example/orders/1?reference=pay_x"),
    };

    public static IReadOnlyList<CheckoutView> All { get; } =
    [
        new CheckoutView.NotFound(),
        new CheckoutView.ServiceUnavailable(),
        new CheckoutView.NoSuchPage(null),
        new CheckoutView.LostReturn(),
        new CheckoutView.Front(),
        new CheckoutView.Open(Payment),
        new CheckoutView.Sent(Payment),
        new CheckoutView.Waiting(Payment, Now, Now),
        new CheckoutView.Paid(Payment, Now),
        new CheckoutView.Declined(Payment, DeclineReason.NotSaid),
        new CheckoutView.NotPaidYet(Payment, IsCancelled: true),
        new CheckoutView.Failed(Payment),
        new CheckoutView.Expired(Payment),
        new CheckoutView.Cancelled(Payment),
        new CheckoutView.Held(Payment),
        new CheckoutView.NotOwed(Payment),
        new CheckoutView.ShopClosed(Payment),
        new CheckoutView.GatewayUnavailable(Payment),
        new CheckoutView.CannotTakePayments(Payment),
    ];

    /// <summary>Every state by its type's name, in both languages.</summary>
    public static TheoryData<string, string> Matrix()
    {
        var rows = new TheoryData<string, string>();
        foreach (var view in All)
        {
            rows.Add(view.GetType().Name, "en");
            rows.Add(view.GetType().Name, "bn");
        }

        return rows;
    }

    public static CheckoutView Named(string name) => All.Single(view => view.GetType().Name == name);
}
