using System.Security.Cryptography;
using System.Text;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// The e-mail address that the gateway is given for a customer of whom none is known: one for each charge, and the same each time the
/// charge is sent. An address that all customers shared would make them one person to whoever watches for fraud.
/// </summary>
internal static class DerivedEmail
{
    // Without the "payer-", the letters of the hash and the "@" before it.
    public const int MaxDomainLength = SessionRequest.CustomerFieldLength - (6 + HashLetters + 1);

    /// <summary>Reserved by RFC 2606, and says by RFC 7505 that it takes no mail.</summary>
    public const string TestDomain = "example.com";

    private const int HashLetters = 10;

    /// <param name="transactionId">Our id of the charge.</param>
    /// <param name="domain">Where the address is.</param>
    public static string Of(string transactionId, string domain) =>
        $"payer-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(transactionId)))[..HashLetters]}@{domain}";

    public static bool IsDomain(string text) =>
        text.Length <= MaxDomainLength
            && Uri.CheckHostName(text) is UriHostNameType.Dns
            && text.All(char.IsAscii)
            && EmailAddress.Fits($"x@{text}", MaxDomainLength + 2);
}
