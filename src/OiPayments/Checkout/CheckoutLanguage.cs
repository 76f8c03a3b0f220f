using Microsoft.Net.Http.Headers;

namespace OiPayments.Checkout;

/// <summary>The languages a customer can read our pages in.</summary>
public enum CheckoutLanguage
{
    English,
    Bangla,
}

/// <summary>Which language a customer gets: what they chose, else what their browser prefers, else English.</summary>
public static class CheckoutLanguages
{
    extension(CheckoutLanguage language)
    {
        /// <summary>The language's tag of BCP 47, which is also the value of <c>?lang=</c>.</summary>
        public string Tag => language switch
        {
            CheckoutLanguage.English => "en",
            CheckoutLanguage.Bangla => "bn",
        };

        /// <param name="query">The value of <c>?lang=</c>; anything unknown counts as not chosen.</param>
        /// <param name="acceptLanguage">The header as the browser sent it.</param>
        public static CheckoutLanguage Choose(string? query, string? acceptLanguage) =>
            FromTag(query) ?? FromHeader(acceptLanguage) ?? CheckoutLanguage.English;
    }

    private static CheckoutLanguage? FromHeader(string? acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList([acceptLanguage ?? ""], out var ranges)) return null;

        return ranges
            .Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => FromTag(range.Value.Value))
            .FirstOrDefault(language => language is not null);
    }

    /// <summary>Null for a tag of neither language.</summary>
    public static CheckoutLanguage? FromTag(string? tag) => tag?.Split('-')[0].ToLowerInvariant() switch
    {
        "bn" => CheckoutLanguage.Bangla,
        "en" => CheckoutLanguage.English,
        _ => null,
    };
}
