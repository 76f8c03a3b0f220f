using OiPayments.Dashboard.Texts;
using OiPayments.Presentation;

namespace OiPayments.Dashboard.Shell;

/// <summary>How the operator likes to work: language and colours, from cookies that the page's own script writes.</summary>
public sealed class Desk
{
    public const string LanguageCookie = "oi_language";
    public const string ThemeCookie = "oi_theme";

    public PageLanguage Language { get; private set; }

    /// <summary><c>light</c>, <c>dark</c>, or null for what the system prefers.</summary>
    public string? Theme { get; private set; }

    internal Words T { get; private set; } = Words.For(PageLanguage.English);

    public void Set(PageLanguage language, string? theme) =>
        (Language, Theme, T) = (language, theme is "light" or "dark" ? theme : null, Words.For(language));
}
