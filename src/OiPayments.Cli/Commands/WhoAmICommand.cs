using System.CommandLine;
using System.Text.Json.Nodes;
using OiPayments.Cli.Output;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi whoami</c>: whose records the other commands are about, and where.</summary>
internal static class WhoAmICommand
{
    public static Command Create()
    {
        var command = new Command("whoami", "Say which application you are logged in as, in which mode, and where.");
        command.Runs(async (session, ct) =>
        {
            var profile = session.Profile();
            session.Screen.Note($"{profile.Key} at {profile.Api}");
            var caller = await session.Connect(profile).WhoAmIAsync(ct);
            session.Screen.Result(
                new JsonObject { ["api"] = profile.Api, ["key"] = profile.Key, ["application"] = Screen.ToJson(caller) },
                [[$"{caller.Name} (application {caller.Id}), {caller.Mode}"]]);
        });
        return command;
    }
}
