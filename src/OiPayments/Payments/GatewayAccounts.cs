using OiPayments.Gateways;

namespace OiPayments.Payments;

/// <summary>
/// Which store at which gateway collects an application's payments in a mode. The one place that pairs a mode with a store, so
/// that a TEST payment cannot reach a LIVE one.
/// </summary>
internal sealed class GatewayAccounts(Func<Mode, GatewayAccount?> configured)
{
    /// <summary>Null when no store is configured for the mode.</summary>
    public GatewayAccount? Find(Mode mode) => configured(mode);
}
