using Microsoft.AspNetCore.Identity;
using OiPayments.Access;

namespace OiPayments.Operators;

/// <summary>A password that is made up for somebody: it signs them in for a day, and has to be changed first.</summary>
internal static class TemporaryPassword
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>Gives an account a new one, and remembers who could sign in with it. Answers it, to be told once.</summary>
    public static string GiveTo(Operator person, SignedInOperator by, IPasswordHasher<Operator> hasher, DateTimeOffset now)
    {
        var password = RandomToken.New128("");
        person.PasswordHash = hasher.HashPassword(person, password);
        (person.MustChangePassword, person.PasswordExpiresAt) = (true, now + Lasts);
        person.GiveKeys(by, now);
        return password;
    }
}
