using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Endpoints;

/// <summary><c>POST /gwprocess/v4/api.php</c> opens a session; HTTP 200 whatever happens.</summary>
internal static class CreateSession
{
    public static void Map(IEndpointRouteBuilder sandbox)
    {
        sandbox.MapPost("/gwprocess/v4/api.php", (
            HttpRequest request, StoreBook stores, SessionBook sessions, SandboxOptions options, TimeProvider clock) =>
            HandleAsync(request, stores, sessions, options, clock, lenient: false)).Misbehaving(_ => Call.Session);
        sandbox.MapPost("/gwprocess/v3/api.php", (
            HttpRequest request, StoreBook stores, SessionBook sessions, SandboxOptions options, TimeProvider clock) =>
            HandleAsync(request, stores, sessions, options, clock, lenient: true)).Misbehaving(_ => Call.Session);
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, StoreBook stores, SessionBook sessions, SandboxOptions options, TimeProvider clock, bool lenient)
    {
        var sent = await CallFields.ReadBodyAsync(request);
        if (stores.LogIn(sent["store_id"], sent["store_passwd"], out var store) is not Login.Accepted)
            return PhpJson.Ok(SessionAnswer.Refused(SessionRules.BadLogin));
        if (SessionRules.Read(sent, store, lenient, out var order) is { } problem)
            return PhpJson.Ok(SessionAnswer.Refused(problem));

        return PhpJson.Ok(SessionAnswer.Opened(sessions.Open(store, order, SandboxTime.Of(request, clock)), BaseUrl.Of(request, options)));
    }
}
