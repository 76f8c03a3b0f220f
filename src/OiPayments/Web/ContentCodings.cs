using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OiPayments.Web;

/// <summary>How a browser would have a file compressed.</summary>
internal static class ContentCodings
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>The one that saves most of those it takes; null when it takes neither.</summary>
    public static string? Choose(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var asked)) return null;
        return Takes(asked, Brotli) ? Brotli : Takes(asked, Gzip) ? Gzip : null;
    }

    /// <summary>What is named counts before the asterisk, which stands for all others; a quality of 0 means not.</summary>
    private static bool Takes(IList<StringWithQualityHeaderValue> asked, string coding)
    {
        var entry = asked.FirstOrDefault(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            ?? asked.FirstOrDefault(one => one.Value == "*");
        return entry is { Quality: null or > 0 };
    }
}
