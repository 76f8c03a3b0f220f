using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary><c>GET /validator/api/validationserverAPI.php</c>: the one answer that proves a payment.</summary>
internal static class ValidateOrder
{
    public static void Map(IEndpointRouteBuilder sandbox) => sandbox
        .MapMethods("/validator/api/validationserverAPI.php", [HttpMethods.Get, HttpMethods.Post], HandleAsync)
        .Misbehaving(_ => Call.Validation);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, StoreBook stores, SessionBook sessions, ScenarioBook scenarios, TimeProvider clock)
    {
        var sent = await CallFields.ReadAsync(request);
        var now = clock.GetUtcNow();
        if (!sent.Has("val_id") || !sent.Has("store_id") || !sent.Has("store_passwd"))
            return PhpJson.Ok(ValidationAnswer.Unknown("INVALID_REQUEST", now));

        var login = stores.LogIn(sent["store_id"], sent["store_passwd"], out var store);
        if (login is not Login.Accepted) return PhpJson.Ok(ValidationAnswer.Unknown(ApiConnect.Of(login), now));

        return PhpJson.Ok(sessions.FindPaid(store.Id, sent["val_id"]) is { Attempt: { } attempt } session
            ? ValidationAnswer.Paid(session, attempt, isFirst: attempt.Validate(now), scenarios.For(session))
            : ValidationAnswer.Unknown("DONE", now));
    }
}
