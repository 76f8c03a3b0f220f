using System.Net;
using Microsoft.AspNetCore.Http;

namespace OiPayments.ApiTests.Webhooks;

/// <summary>What a receiver can answer a delivery with.</summary>
internal static class Answers
{
    public static Func<HttpContext, Task> Status(HttpStatusCode status) => context =>
    {
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> RetryAfter(int status, string retryAfter) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> Text(HttpStatusCode status, byte[] body) => async context =>
    {
        context.Response.StatusCode = (int)status;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>Says nothing until the sender hangs up.</summary>
    public static Task NeverAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }
}
