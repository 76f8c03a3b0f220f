using System.ComponentModel;
using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

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
    [property: Description("Limits in other currencies than BDT: each currency that is named gets what is said of it, one of which nothing is said loses its limits, and the others keep theirs. null: none has any.")]
    IReadOnlyList<CurrencyLimitsDto>? Limits,
    [property: Description("DISABLED refuses the application's credentials from now on, and its open payments cannot be started any more; money that is on its way still counts and is told.")] ApplicationStatus? Status);

/// <summary><c>PATCH /admin/apps/{id}/settings</c> changes the settings that are sent; null clears one, absence leaves it.</summary>
internal sealed partial class UpdateSettings(
    OiPaymentsDb db, AuditTrail audit, StaleChange stale, KnownCredentials known, SecondPerson second, ProposeChange propose, TimeProvider clock,
    ILogger<Application> log)
{
    public const int MaxUrlLength = 2048;

    /// <summary>The largest whole number that JavaScript keeps exact.</summary>
    public const long MaxMinorUnits = 9_007_199_254_740_991;

    public static void Map(RouteGroupBuilder apps) => apps.MapPatch("/{id:long}/settings", HandleAsync)
        .WithName("changeSettings")
        .WithSummary("Change settings")
        .WithDescription("Changes what is sent; null clears a setting, absence leaves it. Strongly consistent on this node; other nodes follow within half a second. "
            + "A change that weakens a control (a threshold or limit loosened or taken away, risk accepted, surplus refunded by itself, another address, a disabled application enabled) "
            + "needs a sign-in of the last five minutes. Where the service asks for a second person it is answered with 202: nothing was changed, and "
            + "proposedChangeId names what another operator has to approve.")
        .TakesIfMatch()
        .Accepts<ApplicationSettings>("application/json")
        .Produces<Envelope<ApplicationDto>>()
        .Produces<Envelope<ApplicationDto>>(StatusCodes.Status202Accepted)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired)
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

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in for what weakens a control.</param>
    /// <param name="id">Whose.</param>
    /// <param name="settings">The fields of <see cref="ApplicationSettings"/> that change: absence leaves, null clears.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<ApplicationDto>> RunAsync(SignedInOperator who, ApplicationId id, JsonElement settings, IfMatch read, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application)) return refusal;

        var version = application.Version;
        if ((await WriteAsync(application, settings, ct)).IsRefused(out var unreadable, out var change)) return unreadable;
        if (!read.Allows(version)) return await StaleAsync(change.Before, settings, ct);
        if (WeakensControls.Between(change.Before, change.After) is { Count: > 0 } weakened)
        {
            if (who.MustProveThemselves(clock.GetUtcNow()) is { } unproven) return unproven;
            if (await second.IsNeededAsync(who, Permission.AppManage, id, ct))
                return change.Before with { ProposedChangeId = await propose.RunAsync(who, (id, version), settings, (change.Was, change.IsNow, weakened), ct) };
        }

        return await SaveAsync(who, application, settings, change, read, ct);
    }

    /// <summary>Makes a change that <paramref name="who"/> approved, together with what else is in the unit of work.</summary>
    public async Task<Outcome<ApplicationDto>> CarryOutAsync(SignedInOperator who, Application application, JsonElement settings, CancellationToken ct) =>
        (await WriteAsync(application, settings, ct)).IsRefused(out var refusal, out var change)
            ? refusal
            : await SaveAsync(who, application, settings, change, IfMatch.Any, ct);

    private async Task<Outcome<Change>> WriteAsync(Application application, JsonElement settings, CancellationToken ct)
    {
        var overrides = await db.CurrentOverridesOf(application.Id).AsNoTracking().ToListAsync(ct);
        var limits = await db.LimitsOf(application.Id).ToListAsync(ct);
        var before = ApplicationDto.From(application, overrides, limits);
        var errors = new FieldErrors();
        var fields = new JsonFields(settings, errors);
        if (fields.Has("name")) application.Name = fields.RequiredText("name", Application.MaxNameLength).Trim();
        Apply(fields, application, errors);
        db.ApplyLimits(fields, application.Id, limits, errors);
        if (errors.Refusal is { } unreadable) return unreadable;

        application.UpdatedAt = clock.GetUtcNow();
        application.Version++;
        var after = ApplicationDto.From(application, overrides, limits);
        var (was, isNow) = ApplicationDto.Differences(before, after);
        return new Change(before, after, was, isNow);
    }

    private async Task<Outcome<ApplicationDto>> SaveAsync(
        SignedInOperator who, Application application, JsonElement settings, Change change, IfMatch read, CancellationToken ct)
    {
        if (change.IsNow.Count > 0)
            await audit.RecordAsync(who.Actor, application.Id, new(AuditAction.ApplicationChange, AuditTarget.Application, application.Id.ToString()) { Before = change.Was, After = change.IsNow }, ct);
        if (!await db.TrySaveAsync(ct)) return await ExplainAsync(application, settings, read, ct);

        known.Forget(application.Id);
        Changed(log, application.Id, who.Id);
        return change.After;
    }

    private sealed record Change(ApplicationDto Before, ApplicationDto After, SortedDictionary<string, object?> Was, SortedDictionary<string, object?> IsNow);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, JsonBody body, IfMatch read, SignedInOperator who, UpdateSettings update, TimeProvider clock, CancellationToken ct)
    {
        if ((await update.RunAsync(who, id.Value, body.Root, read, ct)).IsRefused(out var refusal, out var application)) return Reply.Refused(refusal, clock);
        return application.ProposedChangeId is null
            ? Reply.Ok(application, ApplicationsJson.Default.ApplicationDto, clock)
            : Reply.Accepted(application, ApplicationsJson.Default.ApplicationDto, clock);
    }

    private async Task<Refusal> ExplainAsync(Application wanted, JsonElement settings, IfMatch read, CancellationToken ct)
    {
        if (await db.Directory<Application>().AnyAsync(a => a.Name == wanted.Name && a.Id != wanted.Id, ct))
            return new(ErrorCode.ResourceAlreadyExists, $"An application named '{wanted.Name}' exists already; choose another name.");
        if (!read.IsSaid)
            return new(ErrorCode.InvalidOperationState, "Somebody else changed this application meanwhile. Nothing was changed; read it again and retry.");

        var current = await db.Directory<Application>().AsNoTracking().SingleAsync(a => a.Id == wanted.Id, ct);
        return await StaleAsync(await db.DescribeAsync(current, ct), settings, ct);
    }

    private Task<Refusal> StaleAsync(ApplicationDto current, JsonElement settings, CancellationToken ct) => stale.DescribeAsync(
        "application", current.Id, (AuditTarget.Application, current.Id.ToString()), settings,
        JsonSerializer.SerializeToElement(current, ApplicationsJson.Default.ApplicationDto), logged: null, ct);

    [LoggerMessage(LogLevel.Information, "Settings of application {ApplicationId} changed by operator {OperatorId}")]
    private static partial void Changed(ILogger log, ApplicationId applicationId, Id<Operator> operatorId);
}
