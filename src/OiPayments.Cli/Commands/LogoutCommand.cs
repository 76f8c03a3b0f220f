using System.CommandLine;
using System.Text.Json.Nodes;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Profiles;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi logout</c>: forgets a profile on this machine. Its key goes on working.</summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        var command = new Command("logout", "Forget the login on this machine. The key itself stays valid until an operator revokes it.");
        command.Runs((session, _) =>
        {
            var store = ProfileStore.OfUser();
            var name = session.ProfileName ?? store.CurrentName();
            if (!store.Remove(name)) throw CommandFailure.WrongUsage($"There is no profile {name}: nothing was to be forgotten.");
            session.Screen.Result(
                new JsonObject { ["profile"] = name, ["forgotten"] = true },
                [[$"The profile {name} is forgotten here. Its key stays valid until an operator revokes it."]]);
            return Task.CompletedTask;
        });
        return command;
    }
}
