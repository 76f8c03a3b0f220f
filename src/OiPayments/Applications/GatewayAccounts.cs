using OiPayments.DueWork;
using OiPayments.Encryption;
using OiPayments.Gateways;

namespace OiPayments.Applications;

/// <summary>The service's own stores at one gateway, and where that is.</summary>
/// <param name="Gateway">The gateway's name.</param>
/// <param name="OfMode">The store of a mode; null when none is configured.</param>
/// <param name="AddressOf">Where the gateway of a mode is, whosever store is used there; null when nothing of that mode may be sent
/// anywhere.</param>
internal sealed record GatewayStores(string Gateway, Func<Mode, GatewayAccount?> OfMode, Func<Mode, Uri?> AddressOf);

/// <summary>
/// Which store at which gateway collects payments in a mode. The one place that pairs a mode with a store, so that a TEST payment
/// cannot reach a LIVE one.
/// </summary>
/// <param name="stores">The service's own, one entry for each gateway.</param>
/// <param name="box">Opens the passwords of applications' own stores.</param>
/// <param name="times">What the test clocks show.</param>
internal sealed class GatewayAccounts(IEnumerable<GatewayStores> stores, SecretBox box, TestTimes times)
{
    private readonly Dictionary<string, GatewayStores> stores = stores.ToDictionary(of => of.Gateway, StringComparer.Ordinal);

    /// <summary>
    /// The application's own store, where it has one; else the service's. Null when payments of this mode can go nowhere.
    /// </summary>
    /// <param name="gateway">Of the payment.</param>
    /// <param name="mode">Of the payment.</param>
    /// <param name="own">What the attempt was made with, or, for a new one, what the application has now; null: the service's
    /// store.</param>
    public GatewayAccount? Find(string gateway, Mode mode, GatewayOverride? own)
    {
        if (own is null) return stores.GetValueOrDefault(gateway)?.OfMode(mode);
        if (own.Mode != mode || own.Gateway != gateway)
            throw new InvalidOperationException($"Gateway override {own.Id} is not of {gateway} {WireNames<Mode>.Of(mode)}.");
        return AddressOf(gateway, mode) is { } url ? new(gateway, mode, url, own.StoreId, box.Open(own.StorePassword)) : null;
    }

    /// <summary>As the other, to ask for one application, whose clock it goes by.</summary>
    public GatewayAccount? Find(string gateway, Scope scope, GatewayOverride? own)
    {
        var account = Find(gateway, scope.Mode, own);
        return scope.Mode is Mode.Test && account is not null && times.Of(scope.ApplicationId) is { } shown
            ? account with { TestTime = shown }
            : account;
    }

    /// <summary>Where every payment of the gateway and mode is collected, in whatever store; null when nowhere.</summary>
    public Uri? AddressOf(string gateway, Mode mode) => stores.GetValueOrDefault(gateway)?.AddressOf(mode);
}
