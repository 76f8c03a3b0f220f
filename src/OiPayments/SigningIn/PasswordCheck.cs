using Microsoft.AspNetCore.Identity;
using OiPayments.Access;

namespace OiPayments.SigningIn;

/// <summary>Whether a password is right. Where nobody has the address, finding out takes as long as for a wrong password.</summary>
internal sealed class PasswordCheck(IPasswordHasher<Operator> hasher)
{
    private static readonly Operator Nobody = new() { Id = default, Email = "", Name = "", PasswordHash = "", CreatedAt = default };

    /// <summary>Verified against when there is nobody.</summary>
    private static readonly Lazy<string> NobodysHash =
        new(() => new PasswordHasher<Operator>().HashPassword(Nobody, RandomToken.New128("")));

    public bool IsRight(Operator? person, string password) =>
        hasher.VerifyHashedPassword(
            person ?? Nobody, person?.PasswordHash ?? NobodysHash.Value,
            password) is not PasswordVerificationResult.Failed && person is not null;
}
