namespace OiPayments.Presentation;

/// <summary>Money as <see cref="AmountWriter"/> writes it, in the numerals of the page's language.</summary>
public static class AmountText
{
    public static string For(Money amount, PageLanguage language) => AmountWriter.Write(amount, language.Numerals);
}
