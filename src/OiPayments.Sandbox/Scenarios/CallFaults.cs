using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Scenarios;

/// <summary>Puts a scenario's call fault between a caller and its answer.</summary>
internal static class CallFaults
{
    private const string Page =
        "<html><head><title>503 Service Temporarily Unavailable</title></head>" +
        "<body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>";

    public static RouteHandlerBuilder Misbehaving(this RouteHandlerBuilder endpoint, Func<CallFields, Call> kind) =>
        endpoint.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            var clock = http.RequestServices.GetRequiredService<TimeProvider>();
            var (fault, delay) = await MeetAsync(http, kind);
            switch (fault)
            {
                case CallFault.Down:
                    return Results.Text(Page, "text/html", statusCode: StatusCodes.Status503ServiceUnavailable);
                case CallFault.Html:
                    return Results.Text(Page, "text/html");
                case CallFault.Invalid:
                    return PhpJson.Ok(ValidationAnswer.Unknown("DONE", clock.GetUtcNow()));
                case CallFault.Hang:
                    await HangUpByCallerAsync(http);
                    return Results.Empty;
                case CallFault.Lost:
                    await next(invocation);
                    http.Abort();
                    return Results.Empty;
                case CallFault.Slow:
                    var late = await next(invocation);
                    await DelayAsync(delay, clock, http);
                    return late;
                case CallFault.None:
                default:
                    return await next(invocation);
            }
        });

    private static async Task<(CallFault Fault, TimeSpan Delay)> MeetAsync(HttpContext http, Func<CallFields, Call> kind)
    {
        var scenarios = http.RequestServices.GetRequiredService<ScenarioBook>();
        var sent = await CallFields.ReadAsync(http.Request);
        var call = kind(sent);
        var (transactionId, amount) = SubjectOf(call, sent, http.RequestServices);
        var storeId = sent["store_id"];
        if (call is Call.Session) scenarios.Count(storeId, transactionId, amount);

        var scenario = scenarios.For(storeId, transactionId, amount);
        return (scenarios.Meet(call, scenario, storeId, transactionId), TimeSpan.FromSeconds(scenario.CallDelaySeconds));
    }

    /// <summary>The transaction a call is about, by whichever id it names; an empty id when there is none.</summary>
    private static (string TransactionId, decimal? Amount) SubjectOf(Call call, CallFields sent, IServiceProvider services)
    {
        if (call is Call.Session) return (sent["tran_id"], Amounts.TryParse(sent["total_amount"], out var asked) ? asked : null);

        var sessions = services.GetRequiredService<SessionBook>();
        var store = sent["store_id"];
        var session = call switch
        {
            Call.Validation => sessions.FindPaid(store, sent["val_id"]),
            Call.Refund => sessions.FindByBank(store, sent["bank_tran_id"]),
            Call.RefundQuery => services.GetRequiredService<RefundBook>().Find(store, sent["refund_ref_id"])?.Session,
            _ when sent.Has("sessionkey") => sessions.Find(sent["sessionkey"]),
            _ => sessions.FindByTransaction(store, sent["tran_id"]) is [var first, ..] ? first : null,
        };
        return (session?.Order.TransactionId ?? sent["tran_id"], session?.Order.CurrencyAmount);
    }

    private static async Task DelayAsync(TimeSpan delay, TimeProvider clock, HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        try
        {
            await Task.Delay(delay, clock, either.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }

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
