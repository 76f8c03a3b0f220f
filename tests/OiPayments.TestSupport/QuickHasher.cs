using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OiPayments.Access;

namespace OiPayments.TestSupport;

/// <summary>
/// The product's password hash with fewer rounds. What makes guessing slow for an attacker took a good part of the suite's time, and
/// no test is about how many rounds there are.
/// </summary>
internal static class QuickHasher
{
    private const int Rounds = 1_000;

    public static PasswordHasher<Operator> Create() => new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
}
