
namespace OiPayments.Links;

/// <summary>What links are built from: how the two doors are reached from outside.</summary>
/// <param name="api">The API's, without a path, such as <c>https://pay.example.com</c>.</param>
/// <param name="web">The pages', without a path.</param>
internal sealed class PublicUrls(Func<Uri> api, Func<Uri> web)
{
    public Uri Api => api();

    public Uri Web => web();

    /// <summary>The page a customer is sent to.</summary>
    /// <param name="reference">The payment's.</param>
    /// <param name="language">The tag of a language the customer chose; null leaves it to the browser.</param>
    public Uri Checkout(string reference, string? language = null) => new(Web, CheckoutPaths.Page(reference, language));

    /// <summary>Where that page's form posts: answers 303 to the gateway's page.</summary>
    public Uri Pay(string reference) => new(Web, CheckoutPaths.Pay(reference));

    /// <summary>Where a customer waits for the confirmed state.</summary>
    public Uri Result(string reference, string? language = null) => new(Web, CheckoutPaths.Result(reference, language));

    /// <summary>The page of an invoice, by its own reference or by that of a payment which pays it.</summary>
    public Uri PayInvoice(string reference, string? language = null) => new(Web, InvoicePaths.Page(reference, language));

    /// <summary>Where a gateway posts its server-to-server notices.</summary>
    public Uri Notice(string gateway, Mode mode) =>
        new(Api, $"/api/v1/gateways/{gateway.ToLowerInvariant()}/{mode.ToString().ToLowerInvariant()}/ipn");

    /// <summary>Where a gateway sends the customer's browser; <paramref name="kind"/> is success, fail or cancel.</summary>
    public Uri Return(string gateway, Mode mode, string kind, string? language = null) =>
        new(Web, $"/gateways/{gateway.ToLowerInvariant()}/{mode.ToString().ToLowerInvariant()}/{kind}{CheckoutPaths.Choice(language)}");
}
