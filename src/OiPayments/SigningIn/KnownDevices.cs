using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using OiPayments.Access;

namespace OiPayments.SigningIn;

/// <summary>
/// Recognises a browser in which an operator signed in before, by a cookie that only this service can write. It opens nothing; but
/// tries from there are counted apart, so that a stranger who guesses elsewhere cannot lock the operator out here.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider keys, TimeProvider clock)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(90);

    private readonly IDataProtector protector = keys.CreateProtector("OiPayments.KnownDevices.v1");

    /// <summary>The cookie's value for a browser in which the operator just signed in.</summary>
    public string Issue(Operator person) => protector.Protect(string.Join(
        ' ', RandomToken.New128(""), (clock.GetUtcNow() + Lasts).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), person.Email));

    /// <summary>What to count tries by; null when it is not the cookie of a device of this operator's.</summary>
    /// <param name="cookie">As the browser sent it.</param>
    /// <param name="email">Who they say they are, in small letters.</param>
    public string? Recognise(string? cookie, string email)
    {
        if (string.IsNullOrEmpty(cookie)) return null;
        try
        {
            var parts = protector.Unprotect(cookie).Split(' ', 3);
            return parts.Length == 3
                && parts[2] == email
                && clock.GetUtcNow().ToUnixTimeSeconds() < long.Parse(parts[1], CultureInfo.InvariantCulture) ? parts[0] : null;
        }
        catch (CryptographicException)
        {
            // Damaged, made up, or of keys that are gone: a stranger's.
            return null;
        }
    }
}
