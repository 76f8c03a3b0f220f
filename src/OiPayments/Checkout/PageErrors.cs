using Microsoft.Extensions.DependencyInjection;
using OiPayments.Links;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>
/// On the pages' door, an unknown path, a database that is away and a bug are answered with a page, never with a stack trace or a blank
/// screen.
/// </summary>
internal sealed partial class PageErrors(RequestDelegate next, DatabaseOutage outage, ILogger<PageErrors> log)
{
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.IsUnanswered && context.Response.StatusCode == StatusCodes.Status404NotFound)
                await CheckoutReply.Page(context, WhatIsMissing(context)).ExecuteAsync(context);
        }
        catch (Exception failure) when (context.IsGone(failure))
        {
            // The browser went away; there is nobody left to answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted && outage.Notice(failure) is not null)
        {
            context.Response.Clear();
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            await CheckoutReply.Page(context, new CheckoutView.ServiceUnavailable()).ExecuteAsync(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var traceId = context.TraceId;
            Bug(log, traceId, failure);
            context.Response.Clear();
            CustomerPageHeaders.Set(context.Response);
            context.Response.StatusCode = failure is BadHttpRequestException bad
                ? bad.StatusCode
                : StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(
                $"Something went wrong on our side. If you were paying, nothing is lost: open the payment's page again.\nTrace {traceId}\n",
                context.RequestAborted);
        }
    }

    private static CheckoutView WhatIsMissing(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments(CheckoutPaths.Root, StringComparison.OrdinalIgnoreCase)) return new CheckoutView.NotFound();
        var isForApi = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        return new CheckoutView.NoSuchPage(isForApi ? new(context.RequestServices.GetRequiredService<PublicUrls>().Api, "/api/v1") : null);
    }

    [LoggerMessage(LogLevel.Error, "Unexpected failure on a page, answered with trace {TraceId}")]
    private static partial void Bug(ILogger log, string traceId, Exception failure);
}
