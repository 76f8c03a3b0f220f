using System.ComponentModel;
using System.Text.Json;
using OiPayments.Audit;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary>What a request may say about an application; the schema of <c>POST /admin/apps</c> and <c>PATCH …/settings</c>.</summary>
internal sealed record ApplicationSettings(
    [property: Description("As customers see it on the checkout page; unique, at most 100 characters.")] string? Name,
    [property: Description("https, or http on localhost: where events are posted. While null, events are kept and wait.")] Uri? WebhookUrl,
    [property: Description("As webhookUrl, for TEST events only; null: they go to webhookUrl too.")] Uri? TestWebhookUrl,
    [property: Description("Whether events are posted; true when left out at registration. While false they are kept and wait.")] bool? WebhooksEnabled,
    [property: Description("https, or http on localhost: where customers go at the end when a payment names no returnUrl.")] Uri? ReturnUrl,
    [property: Description("Minor units. Refunds by operators above this need a second person; null: none does.")] long? RefundApprovalThresholdMinor,
    [property: Description("Minor units. Refunds by operators above this need two people beside the one who asked; null: none does. Not below refundApprovalThresholdMinor.")] long? RefundSecondApprovalThresholdMinor,
    [property: Description("Whether a paid payment gets a public receipt; false when left out at registration.")] bool? ReceiptsEnabled,
    [property: Description("Whether a payment that the gateway took but calls risky succeeds at once; false: it is held for an operator.")] bool? AcceptRiskyPayments,
    [property: Description("Whether money of a second payment of the same thing is refunded by itself; false: it waits in SUSPENSE for an operator.")] bool? AutoRefundSurplus,
    [property: Description("Minor units. The smallest payment the application may ask for; null: the gateway's limit.")] long? MinAmountMinor,
    [property: Description("Minor units. The largest payment the application may ask for; null: the gateway's limit.")] long? MaxAmountMinor,
    [property: Description("DISABLED refuses the application's credentials from now on.")] ApplicationStatus? Status);

/// <summary><c>PATCH /admin/apps/{id}/settings</c> changes the settings that are sent; null clears one, absence leaves it.</summary>
internal sealed partial class UpdateSettings(OiPaymentsDb db, AuditTrail audit, KnownCredentials known, TimeProvider clock, ILogger<Application> log)
{
    public const int MaxUrlLength = 2048;
    private const long MaxMinorUnits = 9_007_199_254_740_991;

    public static void Map(RouteGroupBuilder apps) => apps.MapPatch("/{id:long}/settings", HandleAsync)
        .WithName("changeSettings")
        .WithSummary("Change settings")
        .WithDescription("Changes what is sent; null clears a setting, absence leaves it. Strongly consistent on this node; other nodes follow within half a second.")
        .Accepts<ApplicationSettings>("application/json")
        .Produces<Envelope<ApplicationDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState)
        .Needs(Permission.AppManage);

    /// <summary>Writes every setting that was sent onto the application, and every complaint into <paramref name="errors"/>.</summary>
    public static void Apply(JsonFields fields, Application application, FieldErrors errors)
    {
        if (fields.Has("webhookUrl")) application.WebhookUrl = fields.OptionalWebAddress("webhookUrl", MaxUrlLength);
        if (fields.Has("testWebhookUrl")) application.TestWebhookUrl = fields.OptionalWebAddress("testWebhookUrl", MaxUrlLength);
        if (fields.Has("webhooksEnabled")) application.WebhooksEnabled = fields.OptionalBoolean("webhooksEnabled") ?? true;
        if (fields.Has("returnUrl")) application.ReturnUrl = fields.OptionalWebAddress("returnUrl", MaxUrlLength);
        if (fields.Has("refundApprovalThresholdMinor"))
            application.RefundApprovalThresholdMinor = fields.OptionalWholeNumber("refundApprovalThresholdMinor", 0, MaxMinorUnits);
        if (fields.Has("refundSecondApprovalThresholdMinor"))
            application.RefundSecondApprovalThresholdMinor = fields.OptionalWholeNumber("refundSecondApprovalThresholdMinor", 0, MaxMinorUnits);
        if (fields.Has("receiptsEnabled")) application.ReceiptsEnabled = fields.OptionalBoolean("receiptsEnabled") ?? false;
        if (fields.Has("acceptRiskyPayments")) application.AcceptRiskyPayments = fields.OptionalBoolean("acceptRiskyPayments") ?? false;
        if (fields.Has("autoRefundSurplus")) application.AutoRefundSurplus = fields.OptionalBoolean("autoRefundSurplus") ?? false;
        if (fields.Has("minAmountMinor")) application.MinAmountMinor = fields.OptionalWholeNumber("minAmountMinor", 1, MaxMinorUnits);
        if (fields.Has("maxAmountMinor")) application.MaxAmountMinor = fields.OptionalWholeNumber("maxAmountMinor", 1, MaxMinorUnits);
        if (fields.OptionalEnum<ApplicationStatus>("status") is { } status) application.Status = status;

        if (application.RefundSecondApprovalThresholdMinor is { } second && !(application.RefundApprovalThresholdMinor <= second))
            errors.Add("refundSecondApprovalThresholdMinor", "Needs a refundApprovalThresholdMinor that is not above it.");
        if (application.MinAmountMinor > application.MaxAmountMinor)
            errors.Add("maxAmountMinor", "Must not be below minAmountMinor.");
    }

    /// <param name="who">Needs app:manage for the application.</param>
    /// <param name="id">Whose.</param>
    /// <param name="settings">The fields of <see cref="ApplicationSettings"/> that change: absence leaves, null clears.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<ApplicationDto>> RunAsync(SignedInOperator who, ApplicationId id, JsonElement settings, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application)) return refusal;

        var overrides = await db.CurrentOverridesOf(id).AsNoTracking().ToListAsync(ct);
        var before = ApplicationDto.From(application, overrides);
        var errors = new FieldErrors();
        var fields = new JsonFields(settings, errors);
        if (fields.Has("name")) application.Name = fields.RequiredText("name", Application.MaxNameLength).Trim();
        Apply(fields, application, errors);
        if (errors.Refusal is { } unreadable) return unreadable;

        application.UpdatedAt = clock.GetUtcNow();
        application.Version++;
        var (was, isNow) = ApplicationDto.Differences(before, ApplicationDto.From(application, overrides));
        if (isNow.Count > 0) await audit.RecordAsync(who.Actor, id, new(AuditAction.ApplicationChange, AuditTarget.Application, id.ToString()) { Before = was, After = isNow }, ct);
        if (!await db.TrySaveAsync(ct)) return await ExplainAsync(db, application, ct);

        known.Forget(application.Id);
        Changed(log, application.Id, who.Id);
        return ApplicationDto.From(application, overrides);
    }

    private static async Task<Reply> HandleAsync(ApplicationIdFromRoute id, JsonBody body, SignedInOperator who, UpdateSettings update, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await update.RunAsync(who, id.Value, body.Root, ct), ApplicationsJson.Default.ApplicationDto, clock);

    private static async Task<Refusal> ExplainAsync(OiPaymentsDb db, Application wanted, CancellationToken ct) =>
        await db.Directory<Application>().AnyAsync(a => a.Name == wanted.Name && a.Id != wanted.Id, ct)
            ? new(ErrorCode.ResourceAlreadyExists, $"An application named '{wanted.Name}' exists already; choose another name.")
            : new(ErrorCode.InvalidOperationState, "Somebody else changed this application meanwhile. Nothing was changed; read it again and retry.");

    [LoggerMessage(LogLevel.Information, "Settings of application {ApplicationId} changed by operator {OperatorId}")]
    private static partial void Changed(ILogger log, ApplicationId applicationId, Id<Operator> operatorId);
}
