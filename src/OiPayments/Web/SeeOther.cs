namespace OiPayments.Web;

/// <summary>303 See Other: the browser fetches the next page with GET, whatever it just posted, so that a reload posts nothing.</summary>
internal sealed class SeeOther(Uri url) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = url.AbsoluteUri;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
