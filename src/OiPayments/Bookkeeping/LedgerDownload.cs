using System.Text;
using OiPayments.Api;
using OiPayments.Web;

namespace OiPayments.Bookkeeping;

/// <summary>Books as text of any length, written while they are sent.</summary>
/// <param name="WriteAsync">Writes them; stops when the reader is gone.</param>
internal sealed record LedgerDownload(Func<TextWriter, CancellationToken, Task> WriteAsync) : IResult
{
    private const string MediaType = "text/plain; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        UnknownNames.Announce(httpContext);
        var answer = httpContext.WantsHeadOnly ? Results.Text("", MediaType) : Results.Stream(SendAsync, MediaType);
        return answer.ExecuteAsync(httpContext);

        async Task SendAsync(Stream body)
        {
            await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            await WriteAsync(text, httpContext.RequestAborted);
        }
    }
}
