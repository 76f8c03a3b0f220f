using System.CommandLine;

namespace OiPayments.Cli.Invocation;

/// <summary>A command with more to say than fits into a list of commands.</summary>
/// <param name="name">As it is typed.</param>
/// <param name="summary">One sentence, for lists.</param>
/// <param name="details">What its own help says besides.</param>
internal sealed class DescribedCommand(string name, string summary, string details) : Command(name, summary)
{
    public string Details => details;
}
