using OiPayments.Encryption;
using OiPayments.Gateways;

namespace OiPayments.Applications;

/// <summary>
/// Which store at which gateway collects payments in a mode. The one place that pairs a mode with a store, so that a TEST payment
/// cannot reach a LIVE one.
/// </summary>
/// <param name="services">The service's own store of a mode; null when none is configured.</param>
/// <param name="address">Where the gateway of a mode is, whosever store is used there; null when nothing of that mode may be sent anywhere.</param>
/// <param name="box">Opens the passwords of applications' own stores.</param>
internal sealed class GatewayAccounts(Func<Mode, GatewayAccount?> services, Func<Mode, Uri?> address, SecretBox box)
{
    /// <summary>The application's own store, where it has one; else the service's. Null when payments of this mode can go nowhere.</summary>
    /// <param name="mode">Of the payment.</param>
    /// <param name="own">What the attempt was made with, or, for a new one, what the application has now; null: the service's store.</param>
    public GatewayAccount? Find(Mode mode, GatewayOverride? own)
    {
        if (own is null) return services(mode);
        if (own.Mode != mode) throw new InvalidOperationException($"Gateway override {own.Id} is not of {WireNames<Mode>.Of(mode)}.");
        return address(mode) is { } url ? new(own.Gateway, mode, url, own.StoreId, box.Open(own.StorePassword)) : null;
    }

    /// <summary>Where every payment of the mode is collected, in whatever store; null when nowhere.</summary>
    public Uri? AddressOf(Mode mode) => address(mode);
}
