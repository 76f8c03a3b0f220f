using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// <c>POST /admin/apps/{id}/credentials/rotate</c> issues a new pair for one mode; the ones in use go on through the grace window.
/// What the request does not say about the new one is as it was for the newest in use, so that no rotation widens what a key may do.
/// Of two rotations at once one is refused.
/// </summary>
internal sealed partial class RotateCredentials(
    OiPaymentsDb db, IIdSource ids, AuditTrail audit, KnownCredentials known, CredentialOptions options, IBusinessClock time,
    TimeProvider clock, ILogger<RotateCredentials> log)
{
    public sealed record Request : ICredentialLimits, IRequest<Request>
    {
        [Description("Which mode's credentials to replace.")]
        public required Mode Mode { get; init; }

        [Description("Whether the new one may only read; as the one in use when left out.")]
        public Sent<bool?> ReadOnly { get; init; }

        [Description("Networks in CIDR notation that the new one may be used from; null: from anywhere. As the one in use when left out.")]
        public Sent<IReadOnlyList<string>?> AllowedNetworks { get; init; }

        [Description("How many requests a second each node takes from the new one in the long run; null: as many as the service's settings "
            + "say. As the one in use when left out.")]
        public Sent<int?> RequestsPerSecond { get; init; }

        public static Request Read(JsonFields fields, FieldErrors errors) => new()
        {
            Mode = fields.RequiredEnum<Mode>("mode"),
            ReadOnly = CredentialLimits.ReadReadOnly(fields),
            AllowedNetworks = CredentialLimits.ReadNetworks(fields),
            RequestsPerSecond = CredentialLimits.ReadRate(fields),
        };

        public void Check(FieldErrors errors) => CredentialLimits.Check(this, errors);
    }

    public sealed record Response(
        [property: Description("The number of the new credential.")] Id<Credential> CredentialId,
        [property: Description("The mode of everything done with it.")] Mode Mode,
        [property: Description("The new X-Api-Key.")] string ApiKey,
        [property: Description("The new X-Api-Secret; this is the only time it is shown.")] string ApiSecret,
        [property: Description("Until when the ones in use go on working, UTC; null when there were none.")]
        DateTimeOffset? PreviousKeyExpiresAt);

    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/credentials/rotate", HandleAsync)
        .WithName("rotateCredentials")
        .WithSummary("Rotate credentials")
        .WithDescription("The answer is the only time the new secret can be seen. Needs a sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<Response>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="request">Of which mode, and what the new one may do.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<Response>> RunAsync(SignedInOperator who, ApplicationId id, Request request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application))
            return refusal;
        if (who.MustProveThemselves(now) is { } stale) return stale;

        if (FieldErrors.In(request) is { } wrong) return wrong;

        var (mode, expiresAt) = (request.Mode, time.Now(new(id, request.Mode)) + options.RotationGrace);
        var inUse = await db.Directory<Credential>()
            .Where(c => c.ApplicationId == id
                && c.Mode == mode
                && c.Status == CredentialStatus.Active
                && (c.ExpiresAt == null || c.ExpiresAt > expiresAt))
            .ToListAsync(ct);
        foreach (var credential in inUse) (credential.ExpiresAt, credential.Version) = (expiresAt, credential.Version + 1);

        // Two at once would each replace the same keys and know nothing of the other's, which would then never end. One of them saves.
        application.Version++;
        var issued = NewCredential.For(id, mode, await ids.NextAsync<Credential>(ct), who.Id, now);
        if (inUse.MaxBy(c => (c.CreatedAt, c.Id.Value)) is { } newest) CredentialLimits.Copy(newest, issued.Credential);
        CredentialLimits.Apply(request, issued.Credential);
        db.Add(issued.Credential);
        await audit.RecordAsync(who.Actor, id, new(AuditAction.CredentialRotate, AuditTarget.Credential, issued.Credential.Id.ToString())
        {
            Before = new { credentials = inUse.Select(c => c.Id.Value) },
            After = new { mode = WireNames<Mode>.Of(mode), previousExpireAt = inUse.Count > 0 ? expiresAt : (DateTimeOffset?)null },
        }, ct);
        if (!await db.TrySaveAsync(ct))
        {
            return new Refusal(ErrorCode.InvalidOperationState,
                "Somebody else changed this application or its keys meanwhile. No key was issued by you, and none ends; see whether they "
                    + "rotated, and retry.");
        }

        known.Forget(id);
        Rotated(log, issued.Credential.Id, id, who.Id);
        return new Response(issued.Credential.Id, mode, issued.Key, issued.Secret, inUse.Count > 0 ? expiresAt : null);
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Body<Request> body, SignedInOperator who, RotateCredentials rotate, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Created(await rotate.RunAsync(who, id.Value, body.Request, ct), ApplicationsJson.Default.Rotated, clock);

    [LoggerMessage(
        LogLevel.Information,
        "Credential {CredentialId} of application {ApplicationId} issued by operator {OperatorId}, replacing those in use")]
    private static partial void Rotated(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
