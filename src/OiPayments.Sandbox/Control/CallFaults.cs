namespace OiPayments.Sandbox.Control;

/// <summary>Puts a call fault between a caller and its answer.</summary>
internal static class CallFaults
{
    private const string Page =
        "<html><head><title>503 Service Temporarily Unavailable</title></head>" +
        "<body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>";

    public static RouteHandlerBuilder Misbehaving(this RouteHandlerBuilder endpoint, Func<Faults, CallFault> fault) =>
        endpoint.AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            switch (fault(http.RequestServices.GetRequiredService<FaultBoard>().Current))
            {
                case CallFault.Down:
                    return Results.Text(Page, "text/html", statusCode: StatusCodes.Status503ServiceUnavailable);
                case CallFault.Html:
                    return Results.Text(Page, "text/html");
                case CallFault.Hang:
                    await HangUpByCallerAsync(http);
                    return Results.Empty;
                case CallFault.Lost:
                    await next(call);
                    http.Abort();
                    return Results.Empty;
                case CallFault.Invalid or CallFault.None:
                default:
                    return await next(call);
            }
        });

    private static async Task HangUpByCallerAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        using var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.Register(() => gone.TrySetResult());
        using var aborted = http.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
        http.Abort();
    }
}
