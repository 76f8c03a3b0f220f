using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;

namespace OiPayments.SigningIn;

/// <summary>
/// What a password must be: long, not the address, and not one that everybody tries first. Nothing about digits and capitals, which
/// only make people write it down (NIST SP 800-63B, 3.1.1.2).
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Operator>
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    /// <summary>The commonest of those that are long enough, without blanks and hyphens.</summary>
    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
    [
        "111111111111", "000000000000", "123123123123", "123456123456", "123456789012", "1234567890123", "12345678901234",
        "123456789012345",
        "1234567891011", "123456789abc", "123456789101112", "0123456789ab", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc",
        "1qaz2wsx3edc4rfv",
        "aaaaaaaaaaaa", "abc123abc123", "abcd12345678", "abcdefghijkl", "abcdefghijklmnopqrstuvwxyz", "adminadminadmin", "administrator",
        "administrator1", "administrator123", "bangladesh123", "changemechangeme", "changeme1234", "defaultpassword", "dhakabangladesh",
        "iloveyou1234",
        "iloveyoubaby", "iloveyousomuch", "letmein12345", "letmeinletmein", "loveyouforever", "mypassword123", "mypassword1234",
        "oipayments123",
        "oipaymentsadmin", "p@ssw0rd1234", "p@ssw0rdp@ssw0rd", "passw0rd1234", "password1234", "password12345", "password123456",
        "password123!",
        "password2025", "password2026", "passwordpassword", "q1w2e3r4t5y6", "qazwsxedcrfv", "qwerty123456", "qwertyqwerty", "qwertyuiop12",
        "qwertyuiop123", "qwertyuiopasdfghjkl", "superadmin123", "superadministrator", "supersecretpassword", "temppassword1",
        "thisisapassword",
        "welcome12345", "welcome123456", "welcomewelcome", "zxcvbnm12345", "zxcvbnmasdfghjkl",
    ], StringComparer.OrdinalIgnoreCase);

    public Task<IdentityResult> ValidateAsync(UserManager<Operator> manager, Operator user, string? password) =>
        Task.FromResult(FaultOf(user.Email, password ?? "") is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = fault })
            : IdentityResult.Success);

    /// <summary>What is wrong with a password for this operator, in a sentence for the one who chose it; null when it will do.</summary>
    public static string? FaultOf(string email, string password)
    {
        if (password.Length < MinLength) return $"Needs at least {MinLength} characters.";
        if (password.Length > MaxLength) return $"Has at most {MaxLength} characters.";
        if (string.Equals(password.Trim(), email, StringComparison.OrdinalIgnoreCase)) return "Must not be the e-mail address.";
        var bare = password.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Common.Contains(bare) ? "Is one of the passwords that everybody tries first; choose another." : null;
    }
}
