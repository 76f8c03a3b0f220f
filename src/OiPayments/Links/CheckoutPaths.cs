using OiPayments.Presentation;

namespace OiPayments.Links;

/// <summary>The customer's paths: where they are mapped, and the links to them.</summary>
public static class CheckoutPaths
{
    /// <summary>What every one of them begins with.</summary>
    public const string Root = "/checkout";

    public const string PageRoute = $"{Root}/{{reference}}";
    public const string PayRoute = $"{PageRoute}/pay";
    public const string CancelRoute = $"{PageRoute}/cancel";
    public const string ResultRoute = $"{PageRoute}/result";

    /// <summary>Both of the paths that forms post to.</summary>
    public const string PostedRoute = $"{PageRoute}/{{action:regex(^(pay|cancel)$)}}";

    // Always with the language on our own pages, so that a choice outlives a form.
    public static string Page(Reference reference, PageLanguage language) => Page(reference.ToString(), language.Tag);

    public static string Pay(Reference reference, PageLanguage language) => $"{Pay(reference.ToString())}{Choice(language.Tag)}";

    public static string Cancel(Reference reference, PageLanguage language) => $"{Root}/{reference}/cancel{Choice(language.Tag)}";

    public static string Result(Reference reference, PageLanguage language) => Result(reference.ToString(), language.Tag);

    internal static string Page(string reference, string? language) => $"{Root}/{reference}{Choice(language)}";

    internal static string Pay(string reference) => $"{Root}/{reference}/pay";

    internal static string Result(string reference, string? language) => $"{Root}/{reference}/result{Choice(language)}";

    /// <summary>The choice of a language as a query; nothing when there is none, which leaves it to the browser.</summary>
    internal static string Choice(string? language) => language is null ? "" : $"?lang={language}";
}
