using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Applications;

/// <summary>What a request may say about an application; the schema of <c>POST /admin/apps</c> and <c>PATCH …/settings</c>.</summary>
internal sealed record ApplicationSettings(
    string? Name, Uri? WebhookUrl, Uri? ReturnUrl, long? RefundApprovalThresholdMinor, bool? ReceiptsEnabled,
    long? MinAmountMinor, long? MaxAmountMinor, ApplicationStatus? Status);

/// <summary><c>PATCH /admin/apps/{id}/settings</c> changes the settings that are sent; null clears one, absence leaves it.</summary>
internal static partial class UpdateSettings
{
    public const int MaxUrlLength = 2048;
    private const long MaxMinorUnits = 9_007_199_254_740_991;

    public static void Map(RouteGroupBuilder apps) => apps.MapPatch("/{id:long}/settings", HandleAsync)
        .WithSummary("Change settings")
        .WithDescription("Strongly consistent on this node; other nodes follow within half a second.")
        .Accepts<ApplicationSettings>("application/json")
        .Produces<Envelope<ApplicationDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState);

    /// <summary>Writes every setting that was sent onto the application, and every complaint into <paramref name="errors"/>.</summary>
    public static void Apply(JsonFields fields, Application application, FieldErrors errors)
    {
        if (fields.Has("webhookUrl")) application.WebhookUrl = fields.OptionalWebAddress("webhookUrl", MaxUrlLength);
        if (fields.Has("returnUrl")) application.ReturnUrl = fields.OptionalWebAddress("returnUrl", MaxUrlLength);
        if (fields.Has("refundApprovalThresholdMinor"))
            application.RefundApprovalThresholdMinor = fields.OptionalWholeNumber("refundApprovalThresholdMinor", 0, MaxMinorUnits);
        if (fields.Has("receiptsEnabled")) application.ReceiptsEnabled = fields.OptionalBoolean("receiptsEnabled") ?? false;
        if (fields.Has("minAmountMinor")) application.MinAmountMinor = fields.OptionalWholeNumber("minAmountMinor", 1, MaxMinorUnits);
        if (fields.Has("maxAmountMinor")) application.MaxAmountMinor = fields.OptionalWholeNumber("maxAmountMinor", 1, MaxMinorUnits);
        if (fields.OptionalEnum<ApplicationStatus>("status") is { } status) application.Status = status;

        if (application.MinAmountMinor > application.MaxAmountMinor)
            errors.Add("maxAmountMinor", "Must not be below minAmountMinor.");
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, JsonBody body, SignedInOperator who, OiPaymentsDb db, KnownCredentials known, TimeProvider clock,
        ILogger<Application> log, CancellationToken ct)
    {
        if (await db.Directory<Application>().SingleOrDefaultAsync(a => a.Id == id.Value, ct) is not { } application)
            return Reply.Refused(Refusal.NotFound("application"), clock);

        var errors = new FieldErrors();
        var fields = new JsonFields(body.Root, errors);
        if (fields.Has("name")) application.Name = fields.RequiredText("name", Application.MaxNameLength).Trim();
        Apply(fields, application, errors);
        if (errors.Refusal is { } refusal) return Reply.Refused(refusal, clock);

        application.UpdatedAt = clock.GetUtcNow();
        application.Version++;
        if (!await db.TrySaveAsync(ct))
            return Reply.Refused(await ExplainAsync(db, application, ct), clock);

        known.Forget(application.Id);
        Changed(log, application.Id, who.Id);
        return Reply.Ok(ApplicationDto.From(application), ApplicationsJson.Default.ApplicationDto, clock);
    }

    private static async Task<Refusal> ExplainAsync(OiPaymentsDb db, Application wanted, CancellationToken ct) =>
        await db.Directory<Application>().AnyAsync(a => a.Name == wanted.Name && a.Id != wanted.Id, ct)
            ? new(ErrorCode.ResourceAlreadyExists, $"An application named '{wanted.Name}' exists already; choose another name.")
            : new(ErrorCode.InvalidOperationState, "Somebody else changed this application meanwhile. Nothing was changed; read it again and retry.");

    [LoggerMessage(LogLevel.Information, "Settings of application {ApplicationId} changed by operator {OperatorId}")]
    private static partial void Changed(ILogger log, ApplicationId applicationId, Id<Operator> operatorId);
}
