using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;

namespace OiPayments.Cli.Commands;

/// <summary>The command <c>oi</c> and all that belongs to it.</summary>
internal static class OiCommand
{
    private const string Description = """
        The developers' command of OI Payments: events on your own machine, test payments, the test clock, your last requests.
        Begin with 'oi login'. With OI_API, OI_KEY and OI_SECRET in the environment no login is needed.
        """;

    public static RootCommand Build()
    {
        var root = new RootCommand(Description) { GlobalOptions.Json, GlobalOptions.Profile };
        root.Add(LoginCommand.Create());
        root.Add(LogoutCommand.Create());
        root.Add(WhoAmICommand.Create());
        root.Add(ListenCommand.Create());
        root.Add(TriggerCommand.Create());
        root.Add(PaymentsCommand.Create());
        root.Add(RefundsCommand.Create());
        root.Add(EventsCommand.Create());
        root.Add(ClockCommand.Create());
        root.Add(LogsCommand.Create());
        root.Add(CompletionCommand.Create());
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is HelpAction usual) help.Action = new HelpWithExitCodes(usual);

            // What nobody types on a shell would only be in the way of completion.
            foreach (var alias in help.Aliases.Where(alias => alias is "/?" or "/h" or "-?").ToList()) help.Aliases.Remove(alias);
        }

        return root;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var line = Build().Parse(args);
        if (line.Action is ParseErrorAction)
        {
            var path = string.Join(' ', PathTo(line.CommandResult).Reverse());
            return Failures.Report(
                Screen.OfConsole(line.GetValue(GlobalOptions.Json)),
                CommandFailure.WrongUsage(
                    $"{string.Join('\n', line.Errors.Select(wrong => wrong.Message))}\n'{path} --help' says what it takes."));
        }

        return await line.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Lets the command do this when it is called, and says in plain words when it cannot.</summary>
    public static void Runs(this Command command, Func<Session, CancellationToken, Task> act) => command.SetAction(async (line, ct) =>
    {
        var screen = Screen.OfConsole(line.GetValue(GlobalOptions.Json));
        using var session = new Session(line, screen);
        try
        {
            await act(session, ct);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Failures.Report(screen, failure);
        }
    });

    private static IEnumerable<string> PathTo(System.CommandLine.Parsing.CommandResult? command)
    {
        for (; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            yield return command.Command is RootCommand ? "oi" : command.Command.Name;
    }

    private sealed class HelpWithExitCodes(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var (ended, output) = (usual.Invoke(parseResult), parseResult.InvocationConfiguration.Output);
            if (parseResult.CommandResult.Command is DescribedCommand { Details: var details }) output.WriteLine($"{details}\n");
            output.WriteLine(ExitCodes.Help);
            return ended;
        }
    }
}
