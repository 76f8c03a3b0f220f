namespace OiPayments.Sandbox.Endpoints;

/// <summary>Any other path: who asks there has probably taken this port for another service's.</summary>
internal static class NothingHere
{
    /// <summary>Goes before routing.</summary>
    public static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.GetEndpoint() is null && context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false })
            await context.Response.WriteAsync(
                "There is nothing at this path. This is an SSLCOMMERZ sandbox; its calls are listed at /.\n", context.RequestAborted);
    }
}
