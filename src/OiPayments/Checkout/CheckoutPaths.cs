namespace OiPayments.Checkout;

/// <summary>The customer's paths, always with the language, so that a choice outlives a form.</summary>
public static class CheckoutPaths
{
    public static string Page(Reference reference, CheckoutLanguage language) => $"/checkout/{reference}?lang={language.Tag}";

    public static string Pay(Reference reference, CheckoutLanguage language) => $"/checkout/{reference}/pay?lang={language.Tag}";

    public static string Cancel(Reference reference, CheckoutLanguage language) => $"/checkout/{reference}/cancel?lang={language.Tag}";

    public static string Result(Reference reference, CheckoutLanguage language) => $"/checkout/{reference}/result?lang={language.Tag}";
}
