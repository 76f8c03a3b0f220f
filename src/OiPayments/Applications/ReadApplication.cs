using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>GET /admin/apps/{id}</c>.</summary>
internal sealed class ReadApplication(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapGet("/{id:long}", HandleAsync)
        .WithName("readApplication")
        .WithSummary("Read an application")
        .WithDescription("Strongly consistent.")
        .Produces<Envelope<ApplicationDto>>()
        .Refuses(ErrorCode.ResourceNotFound)
        .Needs(Permission.AppRead);

    /// <param name="who">Needs app:read for the application.</param>
    /// <param name="id">Which.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<ApplicationDto>> RunAsync(SignedInOperator who, ApplicationId id, CancellationToken ct) =>
        (await db.FindApplicationAsync(who, Permission.AppRead, id, ct)).IsRefused(out var refusal, out var application)
            ? refusal
            : await db.DescribeAsync(application, ct);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, SignedInOperator who, ReadApplication read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, id.Value, ct), ApplicationsJson.Default.ApplicationDto, clock);
}
