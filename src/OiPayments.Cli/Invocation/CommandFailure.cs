namespace OiPayments.Cli.Invocation;

/// <summary>Why a command ends without having done what it was to do, in words that say what to do next.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandFailure WrongUsage(string message) => new(ExitCodes.WrongUsage, message);

    /// <summary>The service answered, and yet it did not come to what was asked for.</summary>
    public static CommandFailure DidNotHappen(string message) => new(ExitCodes.Refused, message);
}
