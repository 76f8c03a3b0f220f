using System.CommandLine;
using System.Text.Json.Nodes;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Cli.Triggering;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi trigger</c>: makes an event really happen, in TEST.</summary>
internal static class TriggerCommand
{
    public static Command Create()
    {
        var width = Triggers.All.Max(trigger => trigger.Type.Value.Length) + 2;
        var type = new Argument<string>("event") { Description = "Which event." };
        type.HelpName = "event";
        type.AcceptOnlyFromAmong([.. Triggers.All.Select(trigger => trigger.Type.Value)]);
        var command = new DescribedCommand("trigger", "Make an event really happen, in TEST.", $"""
            Nothing is made up: every record behind the event can be looked at. Pays through the built-in sandbox. Where
            only time helps, the test clock of your application is moved, and it is said before.

            {string.Join('\n', Triggers.All.Select(trigger => $"  {trigger.Type.Value.PadRight(width)}{trigger.How}"))}
            """)
        {
            type
        };
        command.Runs(async (session, ct) =>
        {
            var trigger = Triggers.All.Single(one => one.Type.Value == session.Get(type));
            var client = session.ConnectToTest("'oi trigger' is for TEST: in LIVE events happen when customers pay.");
            using var run = new TriggerRun(client, session.Screen);
            var happened = (await run.FindAsync(trigger.Type, await trigger.RunAsync(run, ct), ct)).Event;
            session.Screen.Result(
                new JsonObject
                {
                    ["id"] = happened.Id,
                    ["type"] = happened.Type.Value,
                    ["subject"] = Words.Subject(happened),
                    ["createdAt"] = Screen.ToJson(happened.CreatedAt),
                },
                [[happened.Type.Value, Words.Subject(happened), new(happened.Id, Tone.Quiet)]]);
        });
        return command;
    }
}
