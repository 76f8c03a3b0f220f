using System.CommandLine;
using System.Text.Json.Nodes;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Listening;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi listen</c>: the events of a TEST application as they happen, handed to a server on this machine if there is one.</summary>
internal static class ListenCommand
{
    private static readonly Option<string?> ForwardTo = new("--forward-to")
    {
        Description = "Where your own server takes webhooks, such as http://localhost:5000/hook. Events are only printed when left out.",
        HelpName = "address",
    };

    private static readonly Option<string?> SigningSecret = new("--signing-secret")
    {
        Description = "Sign with this secret of your application, whsec_…; OI_SIGNING_SECRET in the environment, which others do not see. "
            + "A new one is made and printed when left out.",
        HelpName = "secret",
    };

    private static readonly Option<string?> After = new("--after")
    {
        Description = "Begin behind this event, evt_…, instead of with what happens from now on.",
        HelpName = "event",
    };

    public static Command Create()
    {
        var command = new DescribedCommand("listen", "Follow your TEST events, and forward each to your own machine as a webhook.", """
            Goes on until you press Ctrl-C. When the connection breaks it comes back by itself, and misses nothing. Forwards each event once:
            what your server did not take is said, and not repeated.
            """)
        {
            ForwardTo, SigningSecret, After
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task RunAsync(Session session, CancellationToken ct)
    {
        var (screen, target) = (session.Screen, ReadTarget(session));
        var given = session.Get(SigningSecret) ?? GlobalOptions.FromEnvironment("OI_SIGNING_SECRET");
        var key = given is null ? SigningKey.New() : SigningKey.Of(given.Trim());
        var client = session.ConnectToTest("'oi listen' is for TEST: events of real customers do not belong on a developer's machine.");
        var caller = await client.WhoAmIAsync(ct);
        using var forwarder = target is null ? null : new WebhookForwarder(target, key, TimeProvider.System);
        if (given is null && target is not null) screen.Line(
            new JsonObject { ["signingSecret"] = key.Secret },
            $"Signed with {key.Secret} for this session: give it to your server.");
        var (events, failed, wasOpen) = (0, 0, false);
        var options = new FollowOptions
        {
            LastEventId = session.Get(After),
            Connected = () =>
            {
                screen.Note(wasOpen ? "Connected again; nothing was missed." : $"Following {caller.Name}, {caller.Mode}. Ctrl-C ends.");
                wasOpen = true;
            },
            Interrupted = (why, wait) => screen.Note(
                $"The connection broke. {Failures.AsTyped(why.Message)} Trying again in {wait.TotalSeconds:0} s."),
        };
        try
        {
            await foreach (var happened in client.Events.FollowAsync(options, ct))
            {
                var answer = forwarder is null ? null : await forwarder.SendAsync(happened, ct);
                events++;
                if (answer is { IsTaken: false }) failed++;
                Print(screen, happened, answer);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            screen.Note($"Ended. {events} events{(forwarder is null ? "" : $", {failed} that your server did not take")}.");
        }
    }

    private static Uri? ReadTarget(Session session) => session.Get(ForwardTo) switch
    {
        null => null,
        { } text when Uri.TryCreate(text, UriKind.Absolute, out var target) && (target.Scheme is "http" or "https") => target,
        _ => throw CommandFailure.WrongUsage("--forward-to is an address such as http://localhost:5000/hook."),
    };

    private static void Print(Screen screen, StreamedEvent happened, LocalAnswer? answer)
    {
        var json = new JsonObject
        {
            ["id"] = happened.Id,
            ["type"] = happened.Type.Value,
            ["createdAt"] = Screen.ToJson(happened.Event.CreatedAt),
            ["subject"] = Words.Subject(happened.Event),
            ["answer"] = answer is null
                ? null
                : new JsonObject { ["status"] = answer.Status, ["error"] = answer.Error, ["durationMs"] = answer.DurationMs },
        };
        screen.Line(
            json, Words.Time(happened.Event.CreatedAt), happened.Type.Value, Words.Subject(happened.Event), new(happened.Id, Tone.Quiet),
            answer switch
            {
                null => new Cell(""),
                { Status: { } status, IsTaken: true } => new Cell($"{status} in {answer.DurationMs} ms", Tone.Good),
                { Status: { } status } => new Cell($"{status} {answer.Error}", Tone.Bad),
                _ => new Cell($"not delivered: {answer.Error}", Tone.Bad),
            });
    }
}
