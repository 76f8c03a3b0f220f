using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>PATCH /admin/apps/{id}/credentials/{credentialId}</c> changes what a credential may do, and from where.</summary>
internal sealed partial class ChangeCredential(
    OiPaymentsDb db, UnitOfWork unit, AuditTrail audit, StaleChange stale, KnownCredentials known, TimeProvider clock,
    ILogger<ChangeCredential> log)
{
    private static readonly Refusal TooManyAtOnce = new(
        ErrorCode.InvalidOperationState, "Too many others were changing this credential. Nothing was changed; read it again and retry.");

    public sealed record Request : ICredentialLimits, IRequest<Request>
    {
        [Description("Whether it may only read.")]
        public Sent<bool?> ReadOnly { get; init; }

        [Description("Networks in CIDR notation that it may be used from, at most 32; null: from anywhere.")]
        public Sent<IReadOnlyList<string>?> AllowedNetworks { get; init; }

        [Description("How many requests a second each node takes from it in the long run; null: as many as the service's settings say.")]
        public Sent<int?> RequestsPerSecond { get; init; }

        public static Request Read(JsonFields fields, FieldErrors errors) => new()
        {
            ReadOnly = CredentialLimits.ReadReadOnly(fields),
            AllowedNetworks = CredentialLimits.ReadNetworks(fields),
            RequestsPerSecond = CredentialLimits.ReadRate(fields),
        };

        public void Check(FieldErrors errors) => CredentialLimits.Check(this, errors);
    }

    public static void Map(RouteGroupBuilder apps) => apps.MapPatch("/{id:long}/credentials/{credentialId:long}", HandleAsync)
        .WithName("changeCredential")
        .WithSummary("Change what a credential may do")
        .WithDescription("Changes the fields you send: null lifts a limit, a field you leave out stays as it is. Takes effect on this "
            + "node at once, on every other within half a second. Needs a sign-in of the last five minutes.")
        .TakesIfMatch()
        .Accepts<Request>("application/json")
        .Produces<Envelope<CredentialDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="credentialId">Which.</param>
    /// <param name="request">What changes.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<CredentialDto>> RunAsync(
        SignedInOperator who, ApplicationId id, Id<Credential> credentialId, Request request, IfMatch read, CancellationToken ct)
    {
        return (await unit.RunAsync(ChangeAsync, ct)).OrRefuse(TooManyAtOnce);

        async Task<Outcome<CredentialDto>> ChangeAsync()
        {
            if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out _)) return refusal;
            if (who.MustProveThemselves(clock.GetUtcNow()) is { } unproven) return unproven;

            if (FieldErrors.In(request) is { } wrong) return wrong;
            if (await db.FindCredentialAsync(id, credentialId, ct) is not { } credential) return Refusal.NotFound("credential");

            var before = await db.DescribeAsync(credential, ct);
            if (!read.Allows(credential.Version))
            {
                return await stale.DescribeAsync(
                    "credential", id, (AuditTarget.Credential, credentialId.ToString()), Sent.Write(request, ApplicationsJson.Default),
                    JsonSerializer.SerializeToElement(before, ApplicationsJson.Default.CredentialDto), logged: null, ct);
            }

            CredentialLimits.Apply(request, credential);
            credential.Version++;
            var after = await db.DescribeAsync(credential, ct);
            await audit.RecordAsync(who.Actor, id, new(AuditAction.CredentialChange, AuditTarget.Credential, credentialId.ToString())
            {
                Before = new { before.ReadOnly, before.AllowedNetworks, before.RequestsPerSecond },
                After = new { after.ReadOnly, after.AllowedNetworks, after.RequestsPerSecond },
            }, ct);
            db.AfterCommit(() =>
            {
                known.Forget(id);
                Changed(log, credentialId, id, who.Id);
            });
            return after;
        }
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Id<Credential> credentialId, Body<Request> body, IfMatch read, SignedInOperator who,
        ChangeCredential change, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await change.RunAsync(who, id.Value, credentialId, body.Request, read, ct), ApplicationsJson.Default.CredentialDto, clock);

    [LoggerMessage(
        LogLevel.Information, "Limits of credential {CredentialId} of application {ApplicationId} changed by operator {OperatorId}")]
    private static partial void Changed(ILogger log, Id<Credential> credentialId, ApplicationId applicationId, Id<Operator> operatorId);
}
