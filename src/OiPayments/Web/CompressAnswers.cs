using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OiPayments.Web;

/// <summary>
/// Compresses text of more than a kilobyte as it goes out. How well something compresses tells what it repeats, so nothing is compressed
/// that holds a secret beside what a caller sent: no answer to anything but <c>GET</c>, as credentials are shown once, to whoever posts
/// for them; and none of the operators' pages, which hold anti-forgery tokens beside what somebody searched for.
/// </summary>
internal sealed class CompressAnswers(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    private const int WorthIt = 1024;
    private static readonly PathString OperatorsPages = "/admin";

    public static bool MayBeAsked(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
            && !context.Request.Path.StartsWithSegments(OperatorsPages, StringComparison.OrdinalIgnoreCase);

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.ContentLength is null or > WorthIt && base.ShouldCompressResponse(context);
}

internal static class Compression
{
    extension(IServiceCollection services)
    {
        public void AddCompression()
        {
            services.AddSingleton<IResponseCompressionProvider, CompressAnswers>();
            services.AddResponseCompression(compression =>
            {
                compression.EnableForHttps = true;
                compression.MimeTypes =
                    ["application/json", "text/html", "text/plain", "text/csv", "text/css", "text/javascript", "application/javascript"];
            });
            services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
            services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        }
    }

    extension(IApplicationBuilder app)
    {
        public void UseCompression() => app.UseWhen(CompressAnswers.MayBeAsked, answers => answers.UseResponseCompression());
    }
}
