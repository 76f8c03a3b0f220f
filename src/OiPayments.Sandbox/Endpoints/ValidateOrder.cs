using OiPayments.Sandbox.Control;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary><c>GET /validator/api/validationserverAPI.php</c>: the one answer that proves a payment.</summary>
internal static class ValidateOrder
{
    public static void Map(IEndpointRouteBuilder sandbox) => sandbox
        .MapMethods("/validator/api/validationserverAPI.php", [HttpMethods.Get, HttpMethods.Post], HandleAsync)
        .Misbehaving(faults => faults.Validation);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, StoreBook stores, SessionBook sessions, FaultBoard faults, TimeProvider clock)
    {
        var sent = await CallFields.ReadAsync(request);
        var now = clock.GetUtcNow();
        if (!sent.Has("val_id") || !sent.Has("store_id") || !sent.Has("store_passwd"))
            return PhpJson.Ok(ValidationAnswer.Unknown("INVALID_REQUEST", now));

        var login = stores.LogIn(sent["store_id"], sent["store_passwd"], out var store);
        if (login is not Login.Accepted) return PhpJson.Ok(ValidationAnswer.Unknown(ApiConnect.Of(login), now));

        var plan = faults.Current;
        if (plan.Validation is CallFault.Invalid || sessions.FindPaid(store, sent["val_id"]) is not { Attempt: { } attempt } session)
            return PhpJson.Ok(ValidationAnswer.Unknown("DONE", now));

        return PhpJson.Ok(ValidationAnswer.Paid(session, attempt, isFirst: attempt.Validate(now), plan.ValidationAmount));
    }
}
