namespace OiPayments.Links;

/// <summary>The paths of a payment's public receipt: where they are mapped, and the links to them.</summary>
public static class ReceiptPaths
{
    public const string PageRoute = $"{CheckoutPaths.PageRoute}/receipt";
    public const string PdfRoute = $"{CheckoutPaths.PageRoute}/receipt.pdf";
    public const string LogoRoute = $"{PageRoute}/logo";

    public static string Page(string reference, string? language) =>
        $"{CheckoutPaths.Root}/{reference}/receipt{CheckoutPaths.Choice(language)}";

    /// <summary>Without a language it is in the template's.</summary>
    public static string Pdf(string reference, string? language) =>
        $"{CheckoutPaths.Root}/{reference}/receipt.pdf{CheckoutPaths.Choice(language)}";

    public static string Logo(string reference) => $"{CheckoutPaths.Root}/{reference}/receipt/logo";
}
