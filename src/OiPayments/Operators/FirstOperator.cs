using Microsoft.AspNetCore.Identity;
using OiPayments.Access;
using OiPayments.Persistence;
using OiPayments.SigningIn;

namespace OiPayments.Operators;

/// <summary>Makes the first Super Admin of a new installation, from <c>Bootstrap</c> settings or, in Development, by chance.</summary>
internal sealed class FirstOperator(OiPaymentsDb db, BuiltInRoles roles, IIdSource ids, UserManager<Operator> users, TimeProvider clock)
{
    public const string DefaultEmail = "admin@localhost";

    /// <summary>
    /// Does nothing when there is an operator already. Answers the password it made up, to be shown once; null when it was given
    /// or not needed. It has to be changed at the first sign-in, and so has one that was given outside Development.
    /// </summary>
    /// <exception cref="InvalidOperationException">The settings cannot be used; the message says why, for the person starting the
    /// server.</exception>
    public async Task<string?> EnsureAsync(string? email, string? password, bool isDevelopment, CancellationToken ct)
    {
        await roles.EnsureAsync(ct);
        if (await db.Directory<Operator>().AnyAsync(ct)) return null;

        var isInvented = string.IsNullOrEmpty(password);
        if (isInvented && !isDevelopment)
            throw new InvalidOperationException(
                "There is no operator yet. Set Bootstrap__OperatorEmail and Bootstrap__OperatorPassword for the first start.");

        var chosen = isInvented ? RandomToken.New128("") : password!;
        var address = (string.IsNullOrWhiteSpace(email) ? DefaultEmail : email).Trim().ToLowerInvariant();
        if (PasswordRules.FaultOf(address, chosen) is { } fault)
            throw new InvalidOperationException($"Bootstrap__OperatorPassword cannot be used: {fault}");

        var first = new Operator
        {
            Id = await ids.NextAsync<Operator>(ct),
            Email = address,
            Name = "Administrator",
            PasswordHash = "",
            SuperAdmin = true,
            CreatedAt = clock.GetUtcNow(),

            // What stands in the settings of an installation is read by whoever deploys it; a developer's own is their own business.
            MustChangePassword = isInvented || !isDevelopment,
        };

        // Two nodes may start at once on a new database: one of them makes the operator, and only that one tells the password. The other
        // finds the address taken before it saves, or while it does.
        if (await users.CreateAsync(first, chosen) is { Succeeded: false } refused)
        {
            if (await db.Directory<Operator>().AnyAsync(ct)) return null;
            throw new InvalidOperationException(
                $"The first operator could not be made: {string.Join(' ', refused.Errors.Select(error => error.Description))}");
        }

        return await db.TrySaveAsync(ct) && isInvented ? chosen : null;
    }
}
