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

    /// <summary>Says nothing until the sender hangs up.</summary>
    public static Task NeverAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }
}
