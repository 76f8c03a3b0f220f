using System.ComponentModel;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary><c>PATCH /admin/apps/{id}/credentials/{credentialId}</c> changes what a credential may do, and from where.</summary>
internal static partial class ChangeCredential
{
    public sealed record Request(
        [property: Description("Whether it may only read.")] bool? ReadOnly,
        [property: Description("Networks in CIDR notation that it may be used from, at most 32; null: from anywhere.")] IReadOnlyList<string>? AllowedNetworks,
        [property: Description("How many requests a second each node takes from it in the long run; null: as many as the service's settings say.")] int? RequestsPerSecond);

    public static void Map(RouteGroupBuilder apps) => apps.MapPatch("/{id:long}/credentials/{credentialId:long}", HandleAsync)
        .WithName("changeCredential")
        .WithSummary("Change what a credential may do")
        .WithDescription("Changes what is sent; null lifts a limit, absence leaves it. In force on this node at once, on every other within half a second. "
            + "Needs a sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<CredentialDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ReauthRequired);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Id<Credential> credentialId, JsonBody body, SignedInOperator who, OiPaymentsDb db, KnownCredentials known,
        TimeProvider clock, ILogger<Credential> log, CancellationToken ct)
    {
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return Reply.Refused(stale, clock);

        var errors = new FieldErrors();
        var asked = CredentialLimits.Read(new(body.Root, errors), errors);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);
        if (await db.Directory<Credential>().SingleOrDefaultAsync(c => c.ApplicationId == id.Value && c.Id == credentialId, ct) is not { } credential)
            return Reply.Refused(Refusal.NotFound("credential"), clock);

        asked.ApplyTo(credential);
        await db.SaveAsync(ct);

        known.Forget(id.Value);
        Changed(log, credentialId, id.Value, who.Id);
        return Reply.Ok(CredentialDto.From(credential), ApplicationsJson.Default.CredentialDto, clock);
    }

    [LoggerMessage(LogLevel.Information, "Limits of credential {CredentialId} of application {ApplicationId} changed by operator {OperatorId}")]
    private static partial void Changed(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
