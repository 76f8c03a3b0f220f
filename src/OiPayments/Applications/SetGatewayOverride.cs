using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;
using OiPayments.Encryption;
using OiPayments.Gateways;
using OiPayments.Persistence;

namespace OiPayments.Applications;

/// <summary>
/// <c>PUT /admin/apps/{id}/gateway-override</c> collects one application's payments of one mode in a store of its own, from its next
/// attempt on. The gateway is asked first whether it lets the store in: a mistyped password would stop every payment.
/// </summary>
internal sealed partial class SetGatewayOverride(
    OiPaymentsDb db, IIdSource ids, AuditTrail audit, SecretBox box, RegisteredGateways gateways, GatewayAccounts accounts,
    TimeProvider clock, ILogger<SetGatewayOverride> log)
{
    public sealed record Request(
        [property: Description("Whose payments: the application's of this mode.")] Mode Mode,
        [property: Description("The gateway: SSLCOMMERZ.")] string Gateway,
        [property: Description("What the gateway knows the store by.")] StoreConfiguration Configuration) : IRequest<Request>
    {
        private const int MaxGatewayLength = 32;
        private const string NotVisible = "Must be visible ASCII characters, without spaces.";

        public static Request Read(JsonFields fields, FieldErrors errors)
        {
            var (mode, gateway, store) = (
                fields.RequiredEnum<Mode>("mode"), fields.RequiredText("gateway"), fields.RequiredFields("configuration"));
            return new(mode, gateway, new(store.RequiredText("storeId"), store.RequiredText("storePassword")));
        }

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("gateway", Gateway, MaxGatewayLength);
            CheckVisible("configuration.storeId", Configuration.StoreId, GatewayOverride.MaxStoreIdLength);
            CheckVisible("configuration.storePassword", Configuration.StorePassword, GatewayOverride.MaxStorePasswordLength);

            // What was pasted brings a space or a line break along.
            void CheckVisible(string name, string text, int maxLength)
            {
                errors.CheckFilled(name, text, maxLength);
                if (!text.All(letter => letter is > ' ' and <= '~')) errors.Add(name, NotVisible);
            }
        }
    }

    /// <summary>A store at SSLCOMMERZ.</summary>
    public sealed record StoreConfiguration(
        [property: Description("The store's id: at most 30 visible ASCII characters.")] string StoreId,
        [property: Description(
            "The store's API password, which is not the merchant panel's: at most 30 visible ASCII characters. Stored encrypted, never "
                + "shown again.")]
        string StorePassword)
    {
        public override string ToString() => $"store {StoreId}";
    }

    public static void Map(RouteGroupBuilder apps) => apps.MapPut("/{id:long}/gateway-override", HandleAsync)
        .WithName("setGatewayOverride")
        .WithSummary("Set a gateway override")
        .WithDescription("The application's payments of this mode are collected in this store from its next attempt on. Earlier attempts, "
            + "and their refunds, stay with the store they were made with. The gateway is asked first whether it accepts the store; if it "
            + "does not, or does not answer, nothing is changed. Strongly consistent on every node. Needs a sign-in of the last five "
            + "minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<ApplicationDto>>()
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired,
            ErrorCode.GatewayUnavailable)
        .Needs(Permission.AppManage);

    /// <summary>The gateway that a store can be of.</summary>
    public string GatewayName => gateways.Default.Name;

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="request">The store.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<ApplicationDto>> RunAsync(SignedInOperator who, ApplicationId id, Request request, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application))
            return refusal;
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return stale;
        var errors = new FieldErrors();
        request.Check(errors);
        var gateway = gateways.Taking(request.Gateway) is { } found && found.Name == request.Gateway ? found : null;
        if (gateway is null) errors.Add("gateway", $"Must be {gateways.List}.");
        if (gateway is null || errors.Refusal is not null) return errors.Refusal!;
        var (mode, asked) = (request.Mode, request.Configuration);
        if (accounts.AddressOf(gateway.Name, mode) is not { } address)
        {
            return new Refusal(ErrorCode.InvalidOperationState,
                $"{WireNames<Mode>.Of(mode)} payments go nowhere here: Gateways__SslCommerz__{mode} is not set. Nothing was changed.");
        }

        if (await CheckAsync(gateway, new(gateway.Name, mode, address, asked.StoreId, asked.StorePassword), ct) is { } useless)
            return useless;

        var (now, name, password) = (clock.GetUtcNow(), gateway.Name, box.Close(asked.StorePassword));
        var known = await db.Of<GatewayOverride>(id)
            .Where(o => o.Mode == mode && (o.EndedAt == null || (o.Gateway == name && o.StoreId == asked.StoreId)))
            .ToListAsync(ct);
        var before = known.SingleOrDefault(o => o.EndedAt is null);
        before?.End(now);
        foreach (var same in known.Where(o => o.Gateway == name && o.StoreId == asked.StoreId)) same.ChangePassword(password);
        var store = new GatewayOverride
        {
            ApplicationId = id,
            Id = await ids.NextAsync<GatewayOverride>(ct),
            Mode = mode,
            Gateway = name,
            StoreId = asked.StoreId,
            StorePassword = password,
            CreatedBy = who.Key,
            CreatedAt = now,
        };
        db.Add(store);
        await audit.RecordAsync(who.Actor, id, new(AuditAction.GatewayOverrideSet, AuditTarget.GatewayOverride, store.Id.ToString())
        {
            Before = before is null ? null : new { id = before.Id.Value, before.StoreId },
            After = new { mode = WireNames<Mode>.Of(store.Mode), store.Gateway, store.StoreId },
        }, ct);

        // One of a mode is in use at a time: of several at once, the index lets one in.
        if (!await db.TrySaveAsync(ct)) return SomebodyElse;

        Set(log, store.Id, WireNames<Mode>.Of(store.Mode), id, who.Id);
        return await db.DescribeAsync(application, ct);
    }

    public static Refusal SomebodyElse { get; } =
        new(
            ErrorCode.InvalidOperationState,
            "Somebody else changed this application's gateway override meanwhile. You changed nothing; read it again and retry.");

    private async Task<Refusal?> CheckAsync(IPaymentGateway gateway, GatewayAccount account, CancellationToken ct)
    {
        try
        {
            if (await gateway.CheckAsync(account, ct) is not { } trouble) return null;
            var message = $"{account.Gateway} does not let this store in. {trouble}";
            return new(
                ErrorCode.ValidationError, $"{message} Nothing was changed.",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["configuration"] = message });
        }
        catch (GatewayUnavailableException failure)
        {
            NotChecked(log, account.ToString(), failure);
            return new(
                ErrorCode.GatewayUnavailable,
                $"{account.Gateway} did not answer whether it lets this store in. Nothing was changed; try again in a moment.");
        }
    }

    private static async Task<Reply> HandleAsync(
        ApplicationIdFromRoute id, Body<Request> body, SignedInOperator who, SetGatewayOverride set, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(who, id.Value, body.Request, ct), ApplicationsJson.Default.ApplicationDto, clock);

    [LoggerMessage(
        LogLevel.Information, "Gateway override {OverrideId} of {Mode} set for application {ApplicationId} by operator {OperatorId}")]
    private static partial void Set(
        ILogger log, Id<GatewayOverride> overrideId, string mode, ApplicationId applicationId, Id<Operator> operatorId);

    [LoggerMessage(LogLevel.Warning, "{Store} could not be checked before it was to be used")]
    private static partial void NotChecked(ILogger log, string store, Exception failure);
}
