namespace OiPayments.Web;

/// <summary>What links are built from: how the two doors are reached from outside.</summary>
/// <param name="api">The API's, without a path, such as <c>https://pay.example.com</c>.</param>
/// <param name="web">The pages', without a path.</param>
internal sealed class PublicUrls(Func<Uri> api, Func<Uri> web)
{
    public Uri Api => api();

    public Uri Web => web();

    /// <summary>The page a customer is sent to.</summary>
    public Uri Checkout(string reference) => new(Web, $"/checkout/{reference}");

    /// <summary>Where that page's form posts: answers 303 to the gateway's page.</summary>
    public Uri Pay(string reference) => new(Web, $"/checkout/{reference}/pay");

    /// <summary>Where a customer waits for the confirmed state.</summary>
    public Uri Result(string reference) => new(Web, $"/checkout/{reference}/result");

    /// <summary>Where a gateway posts its server-to-server notices.</summary>
    public Uri Notice(string gateway, Mode mode) => new(Api, $"/api/v1/gateways/{gateway.ToLowerInvariant()}/{mode.ToString().ToLowerInvariant()}/ipn");

    /// <summary>Where a gateway sends the customer's browser; <paramref name="kind"/> is success, fail or cancel.</summary>
    public Uri Return(string gateway, Mode mode, string kind) =>
        new(Web, $"/gateways/{gateway.ToLowerInvariant()}/{mode.ToString().ToLowerInvariant()}/{kind}");
}
