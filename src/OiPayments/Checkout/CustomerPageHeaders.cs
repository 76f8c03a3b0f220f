namespace OiPayments.Checkout;

/// <summary>What a browser may do with a page that asks customers for money: next to nothing.</summary>
public static class CustomerPageHeaders
{
    /// <summary>Sets the headers of a customer's page.</summary>
    /// <param name="response">Not started yet.</param>
    /// <param name="paymentPages">
    /// Where the pay form may end up: the pages of the payment's gateway. Chrome holds a form's redirects to <c>form-action</c>, so the
    /// gateway's page must be named or Pay does nothing.
    /// </param>
    public static void Set(HttpResponse response, params IEnumerable<string> paymentPages)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
            + $"form-action {string.Join(' ', ["'self'", .. paymentPages])}; frame-ancestors 'none'; base-uri 'none'";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";

        // The address names a payment, so no other site hears it. Not "no-referrer": that makes browsers send
        // "Origin: null" with our own forms, and an origin check could not tell them from a stranger's.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
        headers.CacheControl = "no-store";
    }
}
