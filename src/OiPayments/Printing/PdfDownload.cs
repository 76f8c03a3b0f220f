using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using OiPayments.Api;

namespace OiPayments.Printing;

/// <summary>
/// A document as it is sent. Browsers show it; whoever keeps it gets a name made of its number. A copy that is kept must be asked about
/// each time, because what is paid changes: the digest of the content is its tag, and the same content is answered with 304.
/// </summary>
internal sealed class PdfDownload : IResult
{
    public const string MediaType = "application/pdf";

    private const int MaxNameLength = 80;

    private PdfDownload(string fileName, byte[] content) => (FileName, Content) = (fileName, content);

    /// <summary>Letters from A to Z, digits, hyphens, dots and underscores, so that nothing of a request gets into a header.</summary>
    public string FileName { get; }

    public byte[] Content { get; }

    /// <param name="number">The document's, or whatever else people call it.</param>
    /// <param name="content">The file.</param>
    public static PdfDownload Named(string number, byte[] content) => new($"{Safe(number)}.pdf", content);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentDisposition = $"inline; filename=\"{FileName}\"";
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";

        // A page's policy forbids the styles and scripts that browsers' own viewers are made of.
        headers.Remove(HeaderNames.ContentSecurityPolicy);
        UnknownNames.Announce(httpContext);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Content))}\"");
        return Results.Bytes(Content, MediaType, entityTag: tag).ExecuteAsync(httpContext);
    }

    private static string Safe(string number)
    {
        var name = new StringBuilder(number.Length);
        foreach (var letter in number.CutTo(MaxNameLength))
            name.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-');
        var safe = name.ToString().Trim('-', '.');
        return safe.Length == 0 ? "document" : safe;
    }
}
