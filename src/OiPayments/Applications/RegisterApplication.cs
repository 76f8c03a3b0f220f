using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Encryption;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// <c>POST /admin/apps</c> registers an application and shows its secrets, this once: both credential pairs and the signing secret.
/// </summary>
internal sealed partial class RegisterApplication(
    OiPaymentsDb db, UnitOfWork unit, IdBlocks ids, AuditTrail audit, SecretBox box, TimeProvider clock, ILogger<RegisterApplication> log)
{
    public sealed record Response(
        [property: Description("The application as it is from now on.")] ApplicationDto Application,
        [property: Description("Keep these now: this is the only time they are shown.")] SecretsShownOnce Credentials);

    /// <summary>Keep these now: they are stored only as digests, or encrypted, and cannot be shown again.</summary>
    public sealed record SecretsShownOnce(
        [property: Description("X-Api-Key in TEST mode.")] string TestApiKey,
        [property: Description("X-Api-Secret in TEST mode.")] string TestApiSecret,
        [property: Description("X-Api-Key in LIVE mode.")] string LiveApiKey,
        [property: Description("X-Api-Secret in LIVE mode.")] string LiveApiSecret,
        [property: Description("What your webhook endpoint verifies events with, whsec_….")] string SigningSecret);

    public static void Map(RouteGroupBuilder apps) => apps.MapPost("", HandleAsync)
        .WithName("registerApplication")
        .WithSummary("Register an application")
        .WithDescription("The answer is the only time the secrets can be seen. Needs a sign-in of the last five minutes.")
        .Accepts<ApplicationSettings>("application/json")
        .RequiresFields("name")
        .Produces<Envelope<Response>>(StatusCodes.Status201Created)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceAlreadyExists, ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for every application, since this one is not among any named yet, and a fresh sign-in: it hands
    /// out LIVE credentials.</param>
    /// <param name="settings">The application; its name is needed.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<Response>> RunAsync(SignedInOperator who, ApplicationSettings settings, CancellationToken ct)
    {
        if (who.LacksEverywhere(Permission.AppManage) is { } forbidden) return forbidden;
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return stale;

        // Left out is as bad as null. The name is the only thing that another can be faster with.
        var named = settings with { Name = settings.Name.Or(null) };
        var taken = new Refusal(
            ErrorCode.ResourceAlreadyExists, $"An application named '{named.Name.Or(null)?.Trim()}' exists already; choose another name.");
        return (await unit.RunAsync(() => RegisterAsync(who, named, ct), ct, whenLost: IsTakenAsync)).OrRefuse(taken);

        Task<Refusal?> IsTakenAsync() => Task.FromResult<Refusal?>(taken);
    }

    private async Task<Outcome<Response>> RegisterAsync(SignedInOperator who, ApplicationSettings settings, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var signingSecret = SecretBox.NewSigningSecret();
        var now = clock.GetUtcNow();
        var application = new Application
        {
            Id = await ids.NextApplicationAsync(ct),
            Name = "",
            SigningSecret = box.Close(signingSecret),
            CreatedAt = now,
            UpdatedAt = now,
        };
        settings.Check(errors);
        settings.ApplyTo(application, errors);
        List<CurrencyLimits> limits = [];
        db.ApplyLimits(settings.Limits, application.Id, limits, errors);
        if (errors.Refusal is { } refusal) return refusal;

        db.Add(application);
        var test = await Issue(Mode.Test);
        var live = await Issue(Mode.Live);
        await audit.RecordAsync(
            who.Actor, application.Id,
            new(AuditAction.ApplicationRegister, AuditTarget.Application, application.Id.ToString())
            { After = SettingsOf(application, limits) }, ct);
        db.AfterCommit(() => Registered(log, application.Id, who.Id));
        return new Response(ApplicationDto.From(application, [], limits), new(test.Key, test.Secret, live.Key, live.Secret, signingSecret));

        async Task<NewCredential> Issue(Mode mode)
        {
            var issued = NewCredential.For(application.Id, mode, await ids.NextAsync<Credential>(ct), who.Id, now);
            db.Add(issued.Credential);
            return issued;
        }
    }

    /// <summary>
    /// Every setting that is not as it would be by itself: registering is the way to settings that nobody else was asked about.
    /// </summary>
    private static SortedDictionary<string, object?> SettingsOf(Application application, List<CurrencyLimits> limits)
    {
        var bare = new Application
        {
            Id = application.Id,
            Name = "",
            SigningSecret = "",
            CreatedAt = application.CreatedAt,
            UpdatedAt = application.UpdatedAt
        };
        return ApplicationDto.Differences(ApplicationDto.From(bare, [], []), ApplicationDto.From(application, [], limits)).After;
    }

    private static async Task<Reply> HandleAsync(
        Body<ApplicationSettings> body, SignedInOperator who, RegisterApplication register, TimeProvider clock, CancellationToken ct) =>
        Reply.Created(await register.RunAsync(who, body.Request, ct), ApplicationsJson.Default.Registered, clock);

    [LoggerMessage(LogLevel.Information, "Application {ApplicationId} registered by operator {OperatorId}")]
    private static partial void Registered(ILogger log, ApplicationId applicationId, Id<Operator> operatorId);
}

/// <summary>A credential just made, with the texts that will never be seen again.</summary>
internal sealed record NewCredential(Credential Credential, string Key, string Secret)
{
    public static NewCredential For(ApplicationId applicationId, Mode mode, Id<Credential> id, Id<Operator> issuer, DateTimeOffset now)
    {
        var (key, secret) = (ApiKey.NewKey(mode), ApiKey.NewSecret(mode));
        return new(
            new Credential
            {
                ApplicationId = applicationId,
                Id = id,
                Mode = mode,
                KeyDigest = RandomToken.Digest(key),
                SecretDigest = RandomToken.Digest(secret),
                KeyStart = ApiKey.StartOf(key),
                CreatedBy = issuer,
                CreatedAt = now,
            },
            key,
            secret);
    }

    public override string ToString() => $"credential {Credential.Id}";
}
