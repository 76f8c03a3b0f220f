namespace OiPayments.Links;

/// <summary>The paths of an invoice's public page: where they are mapped, and the links to them.</summary>
public static class InvoicePaths
{
    /// <summary>What every one of them begins with.</summary>
    public const string Root = "/pay";

    public const string PageRoute = $"{Root}/{{reference}}";
    public const string PdfRoute = $"{PageRoute}/pdf";
    public const string LogoRoute = $"{PageRoute}/logo";

    public static string Pdf(string reference) => $"{Root}/{reference}/pdf";

    public static string Logo(string reference) => $"{Root}/{reference}/logo";

    public static string Page(string reference, string? language) => $"{Root}/{reference}{CheckoutPaths.Choice(language)}";
}
