using System.Text.Json;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary><c>PATCH /admin/apps/{id}/settings</c> changes the settings that are sent; null clears one, absence leaves it.</summary>
internal sealed partial class UpdateSettings(
    OiPaymentsDb db, AuditTrail audit, StaleChange stale, KnownCredentials known, SecondPerson second, ProposeChange propose,
    TimeProvider clock, ILogger<UpdateSettings> log)
{
    public static void Map(RouteGroupBuilder apps) => apps.MapPatch("/{id:long}/settings", HandleAsync)
        .WithName("changeSettings")
        .WithSummary("Change settings")
        .WithDescription("Changes the fields you send: null clears a setting, a field you leave out stays as it is. Takes effect on this "
            + "node at once, on every other within half a second. A change that weakens a control (looser or removed thresholds and "
            + "limits, accepting risky payments, refunding surplus automatically, another address, enabling a disabled application) needs "
            + "a sign-in of the last five minutes. If the service asks for a second person, such a change is answered with 202: nothing "
            + "is changed yet, and proposedChangeId names what another operator must approve.")
        .TakesIfMatch()
        .Accepts<ApplicationSettings>("application/json")
        .Produces<Envelope<ApplicationDto>>()
        .Produces<Envelope<ApplicationDto>>(StatusCodes.Status202Accepted)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidOperationState,
            ErrorCode.ReauthRequired)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in for what weakens a control.</param>
    /// <param name="id">Whose.</param>
    /// <param name="settings">What changes.</param>
    /// <param name="read">The version that the change was made against.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<ApplicationDto>> RunAsync(
        SignedInOperator who, ApplicationId id, ApplicationSettings settings, IfMatch read, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application))
            return refusal;

        var version = application.Version;
        if ((await WriteAsync(application, settings, ct)).IsRefused(out var unreadable, out var change)) return unreadable;
        if (!read.Allows(version)) return await StaleAsync(change.Before, settings, ct);
        if (WeakensControls.Between(change.Before, change.After) is { Count: > 0 } weakened)
        {
            if (who.MustProveThemselves(clock.GetUtcNow()) is { } unproven) return unproven;
            if (await second.IsNeededAsync(who, Permission.AppManage, id, ct))
                return change.Before with
                {
                    ProposedChangeId = await propose.RunAsync(who, (id, version), settings, (change.Was, change.IsNow, weakened), ct)
                };
        }

        return await SaveAsync(who, application, settings, change, read, ct);
    }

    /// <summary>Makes a change that <paramref name="who"/> approved, together with what else is in the unit of work.</summary>
    public async Task<Outcome<ApplicationDto>> CarryOutAsync(
        SignedInOperator who, Application application, ApplicationSettings settings, CancellationToken ct) =>
        (await WriteAsync(application, settings, ct)).IsRefused(out var refusal, out var change)
            ? refusal
            : await SaveAsync(who, application, settings, change, IfMatch.Any, ct);

    private async Task<Outcome<Change>> WriteAsync(Application application, ApplicationSettings settings, CancellationToken ct)
    {
        var overrides = await db.CurrentOverridesOf(application.Id).AsNoTracking().ToListAsync(ct);
        var limits = await db.LimitsOf(application.Id).ToListAsync(ct);
        var before = ApplicationDto.From(application, overrides, limits);
        var errors = new FieldErrors();
        settings.Check(errors);
        settings.ApplyTo(application, errors);
        db.ApplyLimits(settings.Limits, application.Id, limits, errors);
        if (errors.Refusal is { } unreadable) return unreadable;

        application.UpdatedAt = clock.GetUtcNow();
        application.Version++;
        var after = ApplicationDto.From(application, overrides, limits);
        var (was, isNow) = ApplicationDto.Differences(before, after);
        return new Change(before, after, was, isNow);
    }

    private async Task<Outcome<ApplicationDto>> SaveAsync(
        SignedInOperator who, Application application, ApplicationSettings settings, Change change, IfMatch read, CancellationToken ct)
    {
        if (change.IsNow.Count > 0)
            await audit.RecordAsync(
                who.Actor, application.Id,
                new(AuditAction.ApplicationChange, AuditTarget.Application, application.Id.ToString())
                { Before = change.Was, After = change.IsNow }, ct);
        if (!await db.TrySaveAsync(ct)) return await ExplainAsync(application, settings, read, ct);

        known.Forget(application.Id);
        Changed(log, application.Id, who.Id);
        return change.After;
    }

    private sealed record Change(
        ApplicationDto Before, ApplicationDto After, SortedDictionary<string, object?> Was, SortedDictionary<string, object?> IsNow);

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Body<ApplicationSettings> body, IfMatch read, SignedInOperator who, UpdateSettings update,
        TimeProvider clock, CancellationToken ct)
    {
        if ((await update.RunAsync(who, id.Value, body.Request, read, ct)).IsRefused(out var refusal, out var application))
            return Reply.Refused(refusal, clock);
        return application.ProposedChangeId is null
            ? Reply.Ok(application, ApplicationsJson.Default.ApplicationDto, clock)
            : Reply.Accepted(application, ApplicationsJson.Default.ApplicationDto, clock);
    }

    private async Task<Refusal> ExplainAsync(Application wanted, ApplicationSettings settings, IfMatch read, CancellationToken ct)
    {
        if (await db.Directory<Application>().AnyAsync(a => a.Name == wanted.Name && a.Id != wanted.Id, ct))
            return new(ErrorCode.ResourceAlreadyExists, $"An application named '{wanted.Name}' exists already; choose another name.");
        if (!read.IsSaid)
            return new(
                ErrorCode.InvalidOperationState,
                "Somebody else changed this application meanwhile. Nothing was changed; read it again and retry.");

        var current = await db.Directory<Application>().AsNoTracking().SingleAsync(a => a.Id == wanted.Id, ct);
        return await StaleAsync(await db.DescribeAsync(current, ct), settings, ct);
    }

    private Task<Refusal> StaleAsync(ApplicationDto current, ApplicationSettings settings, CancellationToken ct) => stale.DescribeAsync(
        "application", current.Id, (AuditTarget.Application, current.Id.ToString()), Sent.Write(settings, ApplicationsJson.Default),
        JsonSerializer.SerializeToElement(current, ApplicationsJson.Default.ApplicationDto), logged: null, ct);

    [LoggerMessage(LogLevel.Information, "Settings of application {ApplicationId} changed by operator {OperatorId}")]
    private static partial void Changed(ILogger log, ApplicationId applicationId, Id<Operator> operatorId);
}
