using System.ComponentModel;
using OiPayments.Api;

namespace OiPayments.Applications;

/// <summary><c>GET /app/me</c> tells a caller who its key says it is.</summary>
internal static class WhoAmI
{
    public sealed record Response(
        [property: Description("Your application's number.")] ApplicationId Id,
        [property: Description("Your application's name, as customers see it.")] string Name,
        [property: Description("The mode of everything done with this credential.")] Mode Mode);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/app/me", Handle)
        .WithTags("Your application")
        .WithName("readCaller")
        .WithSummary("Who am I")
        .WithDescription("The application and mode that the credential belongs to. Eventually consistent: a renamed application shows "
            + "within half a second.")
        .Produces<Envelope<Response>>()
        .RequireApplication();

    private static Reply Handle(CallingApplication caller, TimeProvider clock) =>
        Reply.Ok(new Response(caller.Id, caller.Name, caller.Mode), ApplicationsJson.Default.WhoAmI, clock);
}
