using OiPayments.Gateways;

namespace OiPayments.UnitTests.Gateways;

internal static class Examples
{
    public static readonly GatewayAccount Sandbox =
        new("SSLCOMMERZ", Mode.Test, new("https://sandbox.sslcommerz.com"), "test_testemi", "test_testemi@ssl");

    public static readonly GatewayAccount Live =
        new("SSLCOMMERZ", Mode.Live, new("https://securepay.sslcommerz.com"), "oilive", "a long opaque password");

    public static readonly GatewayAccount BuiltIn =
        new("SSLCOMMERZ", Mode.Test, new("http://localhost:8090"), "oitest", "oitest@ssl");

    public static Money Taka(long paisa) => new(paisa, Currency.Bdt);
}
