using System.Globalization;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Notices;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Control;

/// <summary><c>/control</c>: lets a test decide how sessions and refunds end, without a browser and without waiting.</summary>
internal static class ControlEndpoints
{
    private const int ListedUnlessAsked = 100;

    public static void Map(IEndpointRouteBuilder sandbox)
    {
        var control = sandbox.MapGroup("/control");
        control.MapGet("/sessions", (string? limit, SessionBook sessions) =>
            List(limit, count => sessions.Newest(count).Select(SessionView.Of)));
        control.MapGet("/sessions/{key}", (string key, SessionBook sessions) =>
            sessions.Find(key) is { } session ? Results.Json(SessionView.Of(session)) : NoSuchSession());
        control.MapPost("/sessions/{key}/outcome", (
            string key, HttpRequest request, SessionBook sessions, EndSession end, TimeProvider clock) =>
            EndAsync(() => sessions.Find(key), request, end, clock));
        control.MapPost("/transactions/{id}/outcome", (
            string id, HttpRequest request, SessionBook sessions, EndSession end, TimeProvider clock) =>
            EndAsync(() => sessions.FindNewest(id), request, end, clock));
        control.MapGet("/refunds", (string? limit, RefundBook refunds, TimeProvider clock) =>
            List(limit, count => refunds.Newest(count).Select(refund => RefundView.Of(refund, clock.GetUtcNow()))));
        control.MapPost("/refunds/{id}/outcome", EndRefundAsync);
        ScenarioEndpoints.Map(control);
        SettlementEndpoints.Map(control);
    }

    /// <summary>The newest first. Who wants more than the usual number says so, and is never given fewer without a word.</summary>
    private static IResult List<T>(string? limit, Func<int, IEnumerable<T>> newest)
    {
        var count = ListedUnlessAsked;
        if (limit is not null && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0))
            return ControlBody.Problem(StatusCodes.Status400BadRequest, "limit has to be a whole number of 1 or more.");
        return Results.Json(newest(count));
    }

    private static async Task<IResult> EndAsync(
        Func<PaymentSession?> find, HttpRequest request, EndSession end, TimeProvider clock)
    {
        var (wish, unreadable) = await ControlBody.ReadAsync<OutcomeRequest>(request);
        if (wish is null) return ControlBody.Problem(StatusCodes.Status400BadRequest, unreadable);
        if (find() is not { } session) return NoSuchSession();

        var now = clock.GetUtcNow();
        if (session.ExpiresAt <= now) await end.OverdueAsync(session);
        if (wish.ToAttempt(now, out var attempt) is { } problem) return ControlBody.Problem(StatusCodes.Status400BadRequest, problem);
        if (!await end.WithAsync(session, attempt))
        {
            return ControlBody.Problem(StatusCodes.Status409Conflict,
                $"The session has already ended: {TransactionFields.StatusOf(session.Attempt)}.");
        }
        return Results.Json(EndedView.Of(session, session.Attempt!, await session.Notified));
    }

    private static async Task<IResult> EndRefundAsync(string id, HttpRequest request, RefundBook refunds, TimeProvider clock)
    {
        var (wish, unreadable) = await ControlBody.ReadAsync<RefundOutcomeRequest>(request);
        if (wish is null) return ControlBody.Problem(StatusCodes.Status400BadRequest, unreadable);
        if (refunds.Find(id) is not { } refund)
            return ControlBody.Problem(StatusCodes.Status404NotFound, "No refund has this refund_ref_id.");

        RefundEnding? ending = wish.Outcome switch
        {
            "refunded" => RefundEnding.Refunded,
            "cancelled" => RefundEnding.Cancelled,
            _ => null,
        };
        if (ending is null) return ControlBody.Problem(StatusCodes.Status400BadRequest, "\"outcome\" must be one of refunded, cancelled.");
        var now = clock.GetUtcNow();
        return refunds.TryEnd(refund, ending.Value)
            ? Results.Json(RefundView.Of(refund, now))
            : ControlBody.Problem(StatusCodes.Status409Conflict, $"The refund has already ended: {refund.StatusAt(now)}.");
    }

    private static IResult NoSuchSession() => ControlBody.Problem(StatusCodes.Status404NotFound, "No session has this key.");
}
