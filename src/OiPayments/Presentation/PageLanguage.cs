using Microsoft.Net.Http.Headers;

namespace OiPayments.Presentation;

/// <summary>The languages a customer can read our pages in.</summary>
public enum PageLanguage
{
    English,
    Bangla,
}

/// <summary>Which language a customer gets: what they chose, else what their browser prefers, else English.</summary>
public static class PageLanguages
{
    extension(PageLanguage language)
    {
        /// <summary>The language's tag of BCP 47, which is also the value of <c>?lang=</c>.</summary>
        public string Tag => language switch
        {
            PageLanguage.English => "en",
            PageLanguage.Bangla => "bn",
        };

        public Numerals Numerals => language is PageLanguage.Bangla ? Numerals.Bangla : Numerals.Latin;

        /// <param name="query">The value of <c>?lang=</c>; anything unknown counts as not chosen.</param>
        /// <param name="acceptLanguage">The header as the browser sent it.</param>
        public static PageLanguage Choose(string? query, string? acceptLanguage) =>
            FromTag(query) ?? FromHeader(acceptLanguage) ?? PageLanguage.English;
    }

    private static PageLanguage? FromHeader(string? acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList([acceptLanguage ?? ""], out var ranges)) return null;

        return ranges
            .Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => FromTag(range.Value.Value))
            .FirstOrDefault(language => language is not null);
    }

    /// <summary>Null for a tag of neither language.</summary>
    public static PageLanguage? FromTag(string? tag) => tag?.Split('-')[0].ToLowerInvariant() switch
    {
        "bn" => PageLanguage.Bangla,
        "en" => PageLanguage.English,
        _ => null,
    };
}
