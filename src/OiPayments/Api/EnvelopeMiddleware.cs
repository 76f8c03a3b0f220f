using OiPayments.Gateways;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Api;

/// <summary>
/// Sees to it that whatever happens on the API's door, the answer is the envelope: a refused binding, an unknown path, a
/// gateway or a database that is away, a bug. No stack trace leaves the process; a bug's trace id does, and stands in the log beside it.
/// </summary>
internal sealed partial class EnvelopeMiddleware(
    RequestDelegate next, TimeProvider clock, DatabaseOutage outage, ILogger<EnvelopeMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Refusal? refusal = null;
        try
        {
            await next(context);
            if (context.IsUnanswered) refusal = ForBareStatus(context);
        }
        catch (Exception failure) when (context.IsGone(failure))
        {
            // The caller hung up; there is nobody left to answer.
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            refusal = Translate(failure, context);
        }

        if (refusal is null) return;
        await Reply.Refused(refusal, clock).ExecuteAsync(context);
    }

    /// <summary>Routing and the server answer with a status alone.</summary>
    private static Refusal? ForBareStatus(HttpContext context) => context.Response.StatusCode is StatusCodes.Status415UnsupportedMediaType
        ? JsonBody.WrongType(context.Request)
        : WrongAddress.In(context) ?? ErrorCodes.ForBareStatus(context.Response.StatusCode);

    private Refusal Translate(Exception failure, HttpContext context)
    {
        switch (failure)
        {
            case RefusalException refused:
                return refused.Refusal;
            case BadHttpRequestException bad:
                return ErrorCodes.ForBareStatus(bad.StatusCode) ?? new(ErrorCode.ValidationError, "The request could not be read.");
            case GatewayUnavailableException gateway:
                GatewayAway(log, gateway.Gateway, gateway);
                return new(ErrorCode.GatewayUnavailable, $"{gateway.Gateway} did not answer. Nothing was lost; try again in a moment.");
            case var _ when outage.Notice(failure) is { } trouble:
                return trouble.Refusal;
            default:
                var traceId = context.TraceId;
                Bug(log, traceId, failure);
                return new(ErrorCode.InternalError, $"Something went wrong on our side. Trace {traceId}");
        }
    }

    [LoggerMessage(LogLevel.Error, "Unexpected failure, answered with trace {TraceId}")]
    private static partial void Bug(ILogger log, string traceId, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Gateway} did not answer")]
    private static partial void GatewayAway(ILogger log, string gateway, Exception failure);
}
