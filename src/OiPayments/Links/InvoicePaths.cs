namespace OiPayments.Links;

/// <summary>The paths of an invoice's public page: where they are mapped, and the links to them.</summary>
public static class InvoicePaths
{
    /// <summary>What every one of them begins with.</summary>
    public const string Root = "/pay";

    public const string PageRoute = $"{Root}/{{reference}}";

    internal static string Page(string reference, string? language) => $"{Root}/{reference}{CheckoutPaths.Choice(language)}";
}
