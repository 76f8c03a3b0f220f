using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using OiPayments.Api;
using OiPayments.Documents;

namespace OiPayments.Invoices;

/// <summary>A picture as the body of a request, of no more bytes than a logo has. What it really is, its content tells later.</summary>
internal sealed record PictureBody(byte[] Content)
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const int MaxBytes = Logo.MaxBytes;

    private static readonly Refusal OtherType = new(
        ErrorCode.UnsupportedMediaType, $"Send the bytes of a PNG as {Png}, or of a JPEG as {Jpeg}, without Content-Encoding.");

    private static readonly Refusal TooLarge = new(ErrorCode.PayloadTooLarge, $"A logo has at most {Logo.MaxBytes / 1000} kB.");

    public static async ValueTask<PictureBody> BindAsync(HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(Is(Png) || Is(Jpeg))
            || request.Headers.ContentEncoding.Any(coding => !string.IsNullOrEmpty(coding)))
            throw new RefusalException(OtherType);
        if (request.ContentLength > Logo.MaxBytes) throw new RefusalException(TooLarge);

        // Every other body is JSON, and small. A byte more than may be sent, to see that it was no more.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = null;
        var buffer = new byte[(request.ContentLength ?? Logo.MaxBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > Logo.MaxBytes ? throw new RefusalException(TooLarge) : new(buffer[..length]);

        bool Is(string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
