using System.CommandLine;

namespace OiPayments.Cli.Invocation;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON for programs: one value, or one a line of what is followed.",
        Recursive = true,
    };

    public static readonly Option<string?> Profile = new("--profile")
    {
        Description = "Which login is meant; OI_PROFILE in the environment does the same. The last one that logged in otherwise.",
        HelpName = "name",
        Recursive = true,
    };

    /// <summary>Null when it is not set, or empty.</summary>
    public static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
