using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// <c>POST /admin/apps/{id}/signing-secret/rotate</c> makes a new webhook signing secret; through the grace window events carry a
/// signature of each. At most two are ever in use: another rotation in that time has to say that the older one ends.
/// </summary>
internal sealed partial class RotateSigningSecret(
    OiPaymentsDb db, AuditTrail audit, SecretBox box, CredentialOptions options, IBusinessClock time, TimeProvider clock,
    ILogger<RotateSigningSecret> log)
{
    public sealed record Request(
        [property: Description(
            "True: rotate although an earlier secret still signs. That one ends now, and the newest begins its grace. False when left "
                + "out.")]
        bool? EndPrevious) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.OptionalBoolean("endPrevious"));

        public void Check(FieldErrors errors)
        {
            // Whatever is read is right.
        }
    }

    public sealed record Response(
        [property: Description("The new secret, whsec_…; this is the only time it is shown.")] string SigningSecret,
        [property: Description("Until when events are signed with the previous secret too, UTC.")] DateTimeOffset PreviousSecretSignsUntil);

    public static void Map(RouteGroupBuilder apps) => apps.MapPost("/{id:long}/signing-secret/rotate", HandleAsync)
        .WithName("rotateSigningSecret")
        .WithSummary("Rotate the signing secret")
        .WithDescription("The answer is the only time the new secret can be seen. During the grace period every event carries two "
            + "signatures, the new secret's first. Rotating again during that time is refused unless you send `endPrevious`. Needs a "
            + "sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<Response>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="request">Whether an earlier secret that still signs may end.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<Response>> RunAsync(SignedInOperator who, ApplicationId id, Request request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application))
            return refusal;
        if (who.MustProveThemselves(now) is { } stale) return stale;

        // Receivers that have not followed the last rotation yet know only the older one.
        if (application.PreviousSigningSecretEndsAt > now && request.EndPrevious is not true)
        {
            return new Refusal(ErrorCode.InvalidOperationState,
                $"An earlier secret still signs, until {IsoTime.Instant(application.PreviousSigningSecretEndsAt.Value)}. Nothing was "
                    + "changed; wait, or send endPrevious to end it now.");
        }

        var (secret, signsUntil) = (SecretBox.NewSigningSecret(), now + options.RotationGrace);
        (application.PreviousSigningSecret, application.PreviousSigningSecretEndsAt) = (application.SigningSecret, signsUntil);
        application.PreviousSigningSecretEndsInTestAt = time.Now(new(id, Mode.Test)) + options.RotationGrace;
        application.SigningSecret = box.Close(secret);
        application.Version++;
        await audit.RecordAsync(who.Actor, id, new(AuditAction.SigningSecretRotate, AuditTarget.Application, id.ToString())
        { After = new { previousSignsUntil = signsUntil } }, ct);
        if (!await db.TrySaveAsync(ct))
        {
            return new Refusal(ErrorCode.InvalidOperationState,
                "Somebody else changed this application meanwhile. The signing secret was not rotated by you; see whether they did, and "
                    + "retry.");
        }

        Rotated(log, id, who.Id);
        return new Response(secret, signsUntil);
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Body<Request> body, SignedInOperator who, RotateSigningSecret rotate, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Created(await rotate.RunAsync(who, id.Value, body.Request, ct), ApplicationsJson.Default.SigningSecretRotated, clock);

    [LoggerMessage(LogLevel.Information, "Signing secret of application {ApplicationId} rotated by operator {OperatorId}")]
    private static partial void Rotated(ILogger log, ApplicationId applicationId, Id<Operator> operatorId);
}
