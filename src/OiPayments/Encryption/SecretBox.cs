using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace OiPayments.Encryption;

/// <summary>
/// Encrypts secrets that must be read back, such as webhook signing secrets, with the key ring kept outside the database.
/// </summary>
internal sealed class SecretBox(IDataProtectionProvider keys)
{
    private const int SigningSecretBytes = 32;

    private readonly IDataProtector protector = keys.CreateProtector("OiPayments.Secrets.v1");

    /// <summary>A new signing secret, <c>whsec_…</c> as Standard Webhooks writes it: base64 of 256 random bits.</summary>
    public static string NewSigningSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SigningSecretBytes));

    public string Close(string secret) => protector.Protect(secret);

    public string Open(string closed) => protector.Unprotect(closed);
}
