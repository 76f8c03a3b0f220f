using System.ComponentModel;
using System.Text.Json;
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
    OiPaymentsDb db, IIdSource ids, AuditTrail audit, SecretBox box, RegisteredGateways gateways, GatewayAccounts accounts, TimeProvider clock, ILogger<GatewayOverride> log)
{
    public sealed record Request(
        [property: Description("Whose payments: the application's of this mode.")] Mode Mode,
        [property: Description("The gateway: SSLCOMMERZ.")] string Gateway,
        [property: Description("What the gateway knows the store by.")] StoreConfiguration Configuration);

    /// <summary>A store at SSLCOMMERZ.</summary>
    public sealed record StoreConfiguration(
        [property: Description("The store's id: at most 30 visible ASCII characters.")] string StoreId,
        [property: Description("The store's API password, which is not the merchant panel's: at most 30 visible ASCII characters. Stored encrypted, never shown again.")] string StorePassword);

    public static void Map(RouteGroupBuilder apps) => apps.MapPut("/{id:long}/gateway-override", HandleAsync)
        .WithName("setGatewayOverride")
        .WithSummary("Set a gateway override")
        .WithDescription("From its next attempt on, the application's payments of this mode are collected in this store. Attempts made before go on with the store they were made with, refunds "
            + "included. The gateway is asked whether it lets the store in; if it does not, or does not answer, nothing is changed. Strongly consistent, on every node. Needs a sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<ApplicationDto>>()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.ReauthRequired, ErrorCode.GatewayUnavailable)
        .Needs(Permission.AppManage);

    /// <summary>The gateway of new payments, which a store is of use at.</summary>
    public string GatewayName => gateways.Default.Name;

    /// <param name="who">Needs app:manage for the application, and a fresh sign-in.</param>
    /// <param name="id">Whose.</param>
    /// <param name="request">The fields of <see cref="Request"/>.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<ApplicationDto>> RunAsync(SignedInOperator who, ApplicationId id, JsonElement request, CancellationToken ct)
    {
        if ((await db.FindApplicationAsync(who, Permission.AppManage, id, ct)).IsRefused(out var refusal, out var application)) return refusal;
        if (who.MustProveThemselves(clock.GetUtcNow()) is { } stale) return stale;
        if (Read(request).IsRefused(out var unreadable, out var asked)) return unreadable;
        if (accounts.AddressOf(asked.Gateway.Name, asked.Mode) is not { } address)
        {
            return new Refusal(ErrorCode.InvalidOperationState,
                $"{WireNames<Mode>.Of(asked.Mode)} payments go nowhere here: Gateways__SslCommerz__{asked.Mode} is not set. Nothing was changed.");
        }

        if (await CheckAsync(asked.Gateway, new(asked.Gateway.Name, asked.Mode, address, asked.Store.StoreId, asked.Store.StorePassword), ct) is { } useless) return useless;

        var (now, name, password) = (clock.GetUtcNow(), asked.Gateway.Name, box.Close(asked.Store.StorePassword));
        var known = await db.Of<GatewayOverride>(id).Where(o => o.Mode == asked.Mode && (o.EndedAt == null || (o.Gateway == name && o.StoreId == asked.Store.StoreId))).ToListAsync(ct);
        var before = known.SingleOrDefault(o => o.EndedAt is null);
        before?.End(now);
        foreach (var same in known.Where(o => o.Gateway == name && o.StoreId == asked.Store.StoreId)) same.ChangePassword(password);
        var store = new GatewayOverride
        {
            ApplicationId = id,
            Id = await ids.NextAsync<GatewayOverride>(ct),
            Mode = asked.Mode,
            Gateway = name,
            StoreId = asked.Store.StoreId,
            StorePassword = password,
            CreatedBy = $"operator:{who.Id}",
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
        new(ErrorCode.InvalidOperationState, "Somebody else changed this application's gateway override meanwhile. You changed nothing; read it again and retry.");

    private Outcome<Asked> Read(JsonElement request)
    {
        var errors = new FieldErrors();
        var fields = new JsonFields(request, errors);
        var mode = fields.RequiredEnum<Mode>("mode");
        var name = fields.RequiredText("gateway", 32);
        var gateway = gateways.Taking(name) is { } found && found.Name == name ? found : null;
        if (name.Length > 0 && gateway is null) errors.Add("gateway", $"Must be {gateways.List}.");

        var store = fields.RequiredFields("configuration");
        var (id, password) = (store.RequiredText("storeId", GatewayOverride.MaxStoreIdLength), store.RequiredText("storePassword", GatewayOverride.MaxStorePasswordLength));

        // What was pasted brings a space or a line break along.
        if (!IsVisible(id)) errors.Add("configuration.storeId", NotVisible);
        if (!IsVisible(password)) errors.Add("configuration.storePassword", NotVisible);
        return errors.Refusal is { } refusal ? refusal
            : new Asked(mode, gateway ?? throw new InvalidOperationException("A gateway that is not known was not refused."), new(id, password));

        static bool IsVisible(string text) => text.All(letter => letter is > ' ' and <= '~');
    }

    private const string NotVisible = "Must be visible ASCII characters, without spaces.";

    private async Task<Refusal?> CheckAsync(IPaymentGateway gateway, GatewayAccount account, CancellationToken ct)
    {
        try
        {
            if (await gateway.CheckAsync(account, ct) is not { } trouble) return null;
            var message = $"{account.Gateway} does not let this store in. {trouble}";
            return new(ErrorCode.ValidationError, $"{message} Nothing was changed.", new Dictionary<string, string>(StringComparer.Ordinal) { ["configuration"] = message });
        }
        catch (GatewayUnavailableException failure)
        {
            NotChecked(log, account.ToString(), failure);
            return new(ErrorCode.GatewayUnavailable, $"{account.Gateway} did not answer whether it lets this store in. Nothing was changed; try again in a moment.");
        }
    }

    private static async Task<Reply> HandleAsync(ApplicationIdFromRoute id, JsonBody body, SignedInOperator who, SetGatewayOverride set, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await set.RunAsync(who, id.Value, body.Root, ct), ApplicationsJson.Default.ApplicationDto, clock);

    private sealed record Asked(Mode Mode, IPaymentGateway Gateway, StoreConfiguration Store);

    [LoggerMessage(LogLevel.Information, "Gateway override {OverrideId} of {Mode} set for application {ApplicationId} by operator {OperatorId}")]
    private static partial void Set(ILogger log, Id<GatewayOverride> overrideId, string mode, ApplicationId applicationId, Id<Operator> operatorId);

    [LoggerMessage(LogLevel.Warning, "{Store} could not be checked before it was to be used")]
    private static partial void NotChecked(ILogger log, string store, Exception failure);
}
