using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary><c>GET /app/me</c> tells a caller who its key says it is.</summary>
internal static class WhoAmI
{
    public sealed record Response(ApplicationId Id, string Name, Mode Mode);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/app/me", Handle)
        .WithSummary("Who am I")
        .WithDescription("The application and mode that the credential belongs to. Eventually consistent: a renamed application shows within half a second.")
        .Produces<Envelope<Response>>()
        .RequireApplication();

    private static Reply Handle(CallingApplication caller, TimeProvider clock) =>
        Reply.Ok(new Response(caller.Id, caller.Name, caller.Mode), ApplicationsJson.Default.WhoAmI, clock);
}
