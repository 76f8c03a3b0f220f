using System.ComponentModel;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary>
/// <c>POST /admin/apps/{id}/credentials/rotate</c> issues a new pair for one mode; the ones in use go on through the grace window.
/// What the request does not say about the new one is as it was for the newest in use, so that no rotation widens what a key may do.
/// </summary>
internal static partial class RotateCredentials
{
    public sealed record Request(
        [property: Description("Which mode's credentials to replace.")] Mode Mode,
        [property: Description("Whether the new one may only read; as the one in use when left out.")] bool? ReadOnly,
        [property: Description("Networks in CIDR notation that the new one may be used from; null: from anywhere. As the one in use when left out.")] IReadOnlyList<string>? AllowedNetworks,
        [property: Description("How many requests a second each node takes from the new one in the long run; null: as many as the service's settings say. As the one in use when left out.")] int? RequestsPerSecond);

    public sealed record Response(
        [property: Description("The number of the new credential.")] Id<Credential> CredentialId,
        [property: Description("The mode of everything done with it.")] Mode Mode,
        [property: Description("The new X-Api-Key.")] string ApiKey,
        [property: Description("The new X-Api-Secret; this is the only time it is shown.")] string ApiSecret,
        [property: Description("Until when the ones in use go on working, UTC; null when there were none.")] DateTimeOffset? PreviousKeyExpiresAt);

    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/credentials/rotate", HandleAsync)
        .WithName("rotateCredentials")
        .WithSummary("Rotate credentials")
        .WithDescription("The answer is the only time the new secret can be seen. Needs a sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<Response>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ReauthRequired);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, JsonBody body, SignedInOperator who, OiPaymentsDb db, IIdSource ids, KnownCredentials known,
        CredentialOptions options, TimeProvider clock, ILogger<Credential> log, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (who.MustProveThemselves(now) is { } stale) return Reply.Refused(stale, clock);

        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        var mode = fields.RequiredEnum<Mode>("mode");
        var asked = CredentialLimits.Read(fields, errors);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);
        if (!await db.Directory<Application>().AnyAsync(a => a.Id == id.Value, ct)) return Reply.Refused(Refusal.NotFound("application"), clock);

        var expiresAt = now + options.RotationGrace;
        var inUse = await db.Directory<Credential>()
            .Where(c => c.ApplicationId == id.Value && c.Mode == mode && c.Status == CredentialStatus.Active && (c.ExpiresAt == null || c.ExpiresAt > expiresAt))
            .ToListAsync(ct);
        foreach (var credential in inUse) credential.ExpiresAt = expiresAt;

        var issued = NewCredential.For(id.Value, mode, await ids.NextAsync<Credential>(ct), now);
        if (inUse.MaxBy(c => (c.CreatedAt, c.Id.Value)) is { } newest) CredentialLimits.Copy(newest, issued.Credential);
        asked.ApplyTo(issued.Credential);
        db.Add(issued.Credential);
        await db.SaveAsync(ct);

        known.Forget(id.Value);
        Rotated(log, issued.Credential.Id, id.Value, who.Id);
        return Reply.Created(
            new Response(issued.Credential.Id, mode, issued.Key, issued.Secret, inUse.Count > 0 ? expiresAt : null), ApplicationsJson.Default.Rotated, clock);
    }

    [LoggerMessage(LogLevel.Information, "Credential {CredentialId} of application {ApplicationId} issued by operator {OperatorId}, replacing those in use")]
    private static partial void Rotated(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
