using OiPayments.Checkout;

namespace OiPayments.BrowserTests.Checkout;

/// <summary>Every state of the customer's page, by a name that can stand in a URL and in a file's name.</summary>
public static class ExampleViews
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 12, 0, TimeSpan.Zero);
    private static readonly Reference Reference = Reference.Parse("pay_47t6QBKMDCwd2EwkZEdFYiw7p", "pay_");

    private static readonly CheckoutPayment Payment = new()
    {
        Reference = Reference,
        ApplicationName = "Storefront",
        Mode = Mode.Live,
        Amount = new(125050, Currency.Bdt),
        ExpiresAt = Now.AddMinutes(48),
        GatewayName = "SSLCOMMERZ",
        ProductName = "Order 10482: two cotton panjabis",
        CustomerName = "Rahima Akter",
        ReturnUrl = new("https://store.example/orders/10482?reference=" + Reference),
    };

    private static readonly CheckoutPayment TestPayment = Payment with { Mode = Mode.Test };

    /// <summary>The waiting page in its first seconds, which reloads every two.</summary>
    public static CheckoutView JustReturned { get; } = new CheckoutView.Waiting(Payment, Now.AddSeconds(-4), Now);

    public static IReadOnlyDictionary<string, CheckoutView> All { get; } = new Dictionary<string, CheckoutView>(StringComparer.Ordinal)
    {
        ["open"] = new CheckoutView.Open(Payment),
        ["open-test"] = new CheckoutView.Open(TestPayment),
        ["open-bare"] =
            new CheckoutView.Open(Payment with { ProductName = null, CustomerName = null, Amount = new(50000000, Currency.Bdt) }),
        ["open-hostile"] = new CheckoutView.Open(TestPayment with
        {
            ApplicationName = "Überaus-lange-Geschäftsbezeichnung-Handelsgesellschaft mbH & Co. <b>KG</b>",
            ProductName = "<script>alert(1)</script> \u202Eelif\u202C 👩‍👩‍👧‍👦 "
                + "https://example.com/a/very/long/path/without/any/space/in/it/at/all.html",
            CustomerName = "মোছাম্মৎ রহিমা আক্তার চৌধুরী",
            Amount = new(999_999_999_999_99, Currency.Bdt),
        }),
        ["sent"] = new CheckoutView.Sent(Payment),
        // Six minutes in, a page reloads once a minute: not under the hands of a test that looks at it.
        ["waiting"] = new CheckoutView.Waiting(Payment, Now.AddMinutes(-6), Now),
        ["waiting-not-paid"] = new CheckoutView.Waiting(Payment, Now.AddMinutes(-6), Now, MayGoOn: true),
        ["waiting-long"] = new CheckoutView.Waiting(Payment, Now.AddHours(-2), Now),
        ["paid"] = new CheckoutView.Paid(Payment, Now, "BKASH-BKash", "/receipts/example"),
        ["paid-again"] = new CheckoutView.Paid(Payment with { ReturnUrl = null }, Now, IsRevisit: true),
        ["paid-twice"] = new CheckoutView.Paid(Payment, Now, IsRevisit: true, Beside: MoneyKnown.GoesBack),
        ["paid-test"] = new CheckoutView.Paid(TestPayment, Now, "VISA-Dutch Bangla"),
        ["declined"] = new CheckoutView.Declined(Payment, DeclineReason.RefusedByBank),
        ["declined-before"] = new CheckoutView.Declined(Payment, DeclineReason.NotStarted),
        ["cancelled-there"] = new CheckoutView.NotPaidYet(Payment, IsCancelled: true),
        ["not-paid-yet"] = new CheckoutView.NotPaidYet(Payment, IsCancelled: false),
        ["dollars"] = new CheckoutView.Open(Payment with { Amount = new(10_000, Currency.Of("USD")), ChargedIn = Currency.Bdt }),
        ["failed"] = new CheckoutView.Failed(Payment),
        ["expired"] = new CheckoutView.Expired(Payment),
        ["cancelled"] = new CheckoutView.Cancelled(Payment with { ReturnUrl = null }),
        ["held"] = new CheckoutView.Held(Payment),
        ["shop-closed"] = new CheckoutView.ShopClosed(Payment),
        ["gateway-unavailable"] = new CheckoutView.GatewayUnavailable(Payment),
        ["service-unavailable"] = new CheckoutView.ServiceUnavailable(),
        ["expired-perhaps-paid"] = new CheckoutView.Expired(Payment, MoneyKnown.MayHaveBeenTaken),
        ["cannot-take-payments"] = new CheckoutView.CannotTakePayments(Payment with { ApplicationName = "Tea Traders Ltd." }),
        ["not-found"] = new CheckoutView.NotFound(),
        ["no-such-page"] = new CheckoutView.NoSuchPage(null),
        ["lost-return"] = new CheckoutView.LostReturn(),
        ["front"] = new CheckoutView.Front(),
    };
}
