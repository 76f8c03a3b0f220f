using System.Globalization;
using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Persistence;

namespace OiPayments.SigningIn;

/// <summary>
/// Operators as ASP.NET Core Identity wants to see them. It only changes the unit of work and never saves: whoever asked saves the
/// change together with its line in the audit log. Identity's own lockout is left out, since it locks an account for everybody
/// (see <see cref="SignInLimits"/>), and so are its codes, which it would accept twice (see <see cref="OperatorTotp"/>).
/// </summary>
internal sealed class OperatorStore(OiPaymentsDb db)
    : IUserPasswordStore<Operator>, IUserEmailStore<Operator>, IUserSecurityStampStore<Operator>, IUserPasskeyStore<Operator>
{
    public Task<string> GetUserIdAsync(Operator user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.Value.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Operator user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An operator is known by the e-mail address.");

    public Task<string?> GetNormalizedUserNameAsync(Operator user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    // The address is in small letters already: there is nothing to keep beside it.
    public Task SetNormalizedUserNameAsync(Operator user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<string?> GetEmailAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task SetEmailAsync(Operator user, string? email, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An operator's e-mail address stays.");

    // Whoever makes an operator vouches for the address; nothing is ever sent there to take over an account.
    public Task<bool> GetEmailConfirmedAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(Operator user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedEmailAsync(Operator user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetNormalizedEmailAsync(Operator user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Operator user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.PasswordHash);

    public Task SetPasswordHashAsync(Operator user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash ?? "";
        return Task.CompletedTask;
    }

    public Task<bool> HasPasswordAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash.Length > 0);

    public Task<string?> GetSecurityStampAsync(Operator user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Operator user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<IdentityResult> CreateAsync(Operator user, CancellationToken cancellationToken)
    {
        db.Add(user);
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<IdentityResult> UpdateAsync(Operator user, CancellationToken cancellationToken)
    {
        user.Version++;
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<IdentityResult> DeleteAsync(Operator user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An operator is disabled, and stays in the books.");

    public Task<Operator?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? db.Directory<Operator>().SingleOrDefaultAsync(person => person.Id == new Id<Operator>(number), cancellationToken)
            : Task.FromResult<Operator?>(null);

    public Task<Operator?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<Operator?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        db.Directory<Operator>().SingleOrDefaultAsync(person => person.Email == normalizedEmail, cancellationToken);

    public Task<Operator?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        db.Directory<Operator>().SingleOrDefaultAsync(
            person => db.Directory<Passkey>().Any(passkey => passkey.CredentialId == credentialId && passkey.OperatorId == person.Id),
            cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Operator user, byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Directory<Passkey>().SingleOrDefaultAsync(
            passkey => passkey.OperatorId == user.Id && passkey.CredentialId == credentialId, cancellationToken) is { } found
            ? found.AsIdentityKnowsIt()
            : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Operator user, CancellationToken cancellationToken) =>
        [.. (await db.Directory<Passkey>()
            .Where(passkey => passkey.OperatorId == user.Id)
            .ToListAsync(cancellationToken)).Select(passkey => passkey.AsIdentityKnowsIt())];

    public Task AddOrUpdatePasskeyAsync(Operator user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Passkeys come and go by RegisterPasskey and RemovePasskey.");

    public Task RemovePasskeyAsync(Operator user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Passkeys come and go by RegisterPasskey and RemovePasskey.");

    public void Dispose()
    {
        // The unit of work is not its own.
    }
}

/// <summary>Addresses are looked up in small letters.</summary>
internal sealed class SmallLetters : ILookupNormalizer
{
    public string? NormalizeName(string? name) => Normalize(name);

    public string? NormalizeEmail(string? email) => Normalize(email);

    private static string? Normalize(string? text) => text?.Trim().ToLowerInvariant();
}
