using System.CommandLine;
using OiPayments.Cli.Invocation;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi completion bash|zsh|fish</c>: prints what teaches the shell to complete <c>oi</c>, by asking <c>oi</c> itself.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _oi() {
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$(oi "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -F _oi oi
        """;

    private const string Zsh = """
        #compdef oi
        _oi() {
          local -a suggestions
          suggestions=("${(@f)$(oi "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -- $suggestions
        }
        compdef _oi oi
        """;

    private const string Fish = """
        function __oi_complete
          set -l line (commandline -cp)
          oi "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c oi -f -a '(__oi_complete)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.HelpName = "shell";
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new DescribedCommand("completion", "Print what teaches your shell to complete 'oi'.", """
              bash  echo 'source <(oi completion bash)' >> ~/.bashrc
              zsh   echo 'source <(oi completion zsh)' >> ~/.zshrc, behind compinit
              fish  oi completion fish > ~/.config/fish/completions/oi.fish
            """)
        {
            shell
        };
        command.Runs((session, _) =>
        {
            // For a shell to read, whatever else is asked for.
            Console.Out.WriteLine(session.Get(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            });
            return Task.CompletedTask;
        });
        return command;
    }
}
