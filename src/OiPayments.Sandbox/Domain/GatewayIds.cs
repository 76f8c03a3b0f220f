using System.Globalization;
using System.Security.Cryptography;

namespace OiPayments.Sandbox.Domain;

/// <summary>Ids in the shapes the real sandbox hands out.</summary>
internal static class GatewayIds
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>32 upper-case hex digits.</summary>
    public static string SessionKey() => RandomNumberGenerator.GetHexString(32);

    /// <summary>
    /// Dhaka date and time with the hour unpadded, then 15 letters and digits: 26 characters before ten o'clock, 27 after.
    /// </summary>
    public static string Dated(DateTimeOffset now) =>
        GatewayClock.InDhaka(now).ToString("yyMMddHmmss", CultureInfo.InvariantCulture) +
        RandomNumberGenerator.GetString(Alphanumeric, 15);

    /// <summary>13 hex digits, as PHP's <c>uniqid</c> makes them.</summary>
    public static string RefundReference() => RandomNumberGenerator.GetHexString(13, lowercase: true);

    /// <summary>66 hex digits, given to every paid transaction, wallets included.</summary>
    public static string CardReference() => RandomNumberGenerator.GetHexString(66, lowercase: true);
}
