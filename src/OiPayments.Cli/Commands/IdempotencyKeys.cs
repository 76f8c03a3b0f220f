using System.CommandLine;
using System.Security.Cryptography;
using OiPayments.Cli.Invocation;
using OiPayments.Client;

namespace OiPayments.Cli.Commands;

/// <summary>Makes what is created come into being once, however often the command has to be repeated.</summary>
internal static class IdempotencyKeys
{
    public static Option<string?> Create() => new("--idempotency-key")
    {
        Description = "The same key creates one, however often it is sent. A new one is made when left out.",
        HelpName = "key",
    };

    /// <summary>When nobody knows whether it was done, the key is what makes it safe to try again.</summary>
    public static async Task<T> UseAsync<T>(Session session, Option<string?> option, Func<string, Task<T>> create)
    {
        var key = session.Get(option) ?? NewKey();
        try
        {
            return await create(key);
        }
        catch (OiPaymentsException failure) when (failure.OutcomeUnknown)
        {
            session.Screen.Note($"Repeat the command with --idempotency-key {key}: then it happens once.");
            throw;
        }
        catch (ArgumentException wrong)
        {
            throw CommandFailure.WrongUsage(wrong.Message);
        }
    }

    public static string NewKey() => $"oi-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
}
