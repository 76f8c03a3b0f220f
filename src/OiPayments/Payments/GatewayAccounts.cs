using OiPayments.Gateways;

namespace OiPayments.Payments;

/// <summary>
/// Which store at which gateway collects an application's payments in a mode. The one place that pairs a mode with a store, so
/// that a TEST payment cannot reach a LIVE one.
/// </summary>
internal sealed class GatewayAccounts(Func<Mode, GatewayAccount?> configured)
{
    /// <exception cref="GatewayUnavailableException">No store is configured for the mode.</exception>
    public GatewayAccount For(string gateway, Mode mode) => configured(mode)
        ?? throw new GatewayUnavailableException(gateway, $"no store is configured; set Gateways__SslCommerz__{mode}__StoreId and StorePassword.");

    /// <summary>Null when no store is configured for the mode.</summary>
    public GatewayAccount? Find(Mode mode) => configured(mode);
}
