namespace OiPayments.Web;

/// <summary>
/// Answers <c>HEAD</c> wherever <c>GET</c> is answered, and <c>OPTIONS</c> wherever anything is. Monitors and those who make previews of
/// links ask with HEAD, and take 405 for "dead"; RFC 9110 expects both of GET and HEAD from every server.
/// </summary>
internal static class HeadAndOptions
{
    /// <summary>Set when the caller wants the head alone: whoever would write a file for minutes can stop there.</summary>
    private sealed record HeadOnly;

    extension(HttpContext context)
    {
        public bool WantsHeadOnly => context.Features.Get<HeadOnly>() is not null;
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>Goes before routing.</summary>
        public void UseHeadAndOptions() => app.Use((context, next) =>
        {
            if (HttpMethods.IsOptions(context.Request.Method)) return AnswerOptionsAsync(context, next);
            if (HttpMethods.IsHead(context.Request.Method)) AskAsGet(context);
            return next(context);
        });
    }

    // The server itself remembers that it was asked for the head: it sends the headers, and none of the body that is written.
    private static void AskAsGet(HttpContext context)
    {
        context.Features.Set(new HeadOnly());
        context.Request.Method = HttpMethods.Get;
    }

    /// <summary>Routing answers 405 with the methods that a path does take; here that is the answer, and no refusal.</summary>
    private static async Task AnswerOptionsAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.StatusCode != StatusCodes.Status405MethodNotAllowed || context.Response.HasStarted) return;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = string.Join(", ", context.Response.Headers.Allow.SelectMany(
            allowed => (allowed ?? "").Split(',', StringSplitOptions.TrimEntries))
            .SelectMany(method => method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : new[] { method })
            .Append(HttpMethods.Options).Distinct(StringComparer.Ordinal));
    }
}
