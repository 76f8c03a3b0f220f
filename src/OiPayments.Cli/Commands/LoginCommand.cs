using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Cli.Profiles;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi login</c>: proves that a key and its secret hold, and keeps them for the next commands.</summary>
internal static class LoginCommand
{
    private static readonly Option<string?> Api = new("--api")
    {
        Description = "The API's address, such as https://pay.example.com/api/v1; OI_API in the environment.",
        HelpName = "address",
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = "The public half, oi_test_… or oi_live_…; OI_KEY in the environment.",
        HelpName = "key",
    };

    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "As the application that a running demo of the service on this machine has registered.",
    };

    public static Command Create()
    {
        var command = new DescribedCommand("login", "Log in to a service as your application.", """
            What is not given is asked for. The secret comes from the prompt, from OI_SECRET, or as a line of the standard input; it is
            no option, because other users of the machine see those. It is kept in a file that only you can read.
            """)
        {
            Api, Key, Demo
        };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task RunAsync(Session session, CancellationToken ct)
    {
        var profile = session.Get(Demo)
            ? ReadDemo()
            : new(
                Take(session, Api, "OI_API", "API address: ").TrimEnd('/'), Take(session, Key, "OI_KEY", "Key: "),
                TakeSecret());
        var caller = await session.Connect(profile).WhoAmIAsync(ct);
        var (store, name) = (ProfileStore.OfUser(), session.ProfileName ?? ProfileStore.DefaultName);
        store.Save(name, profile);
        session.Screen.Result(
            new JsonObject
            {
                ["profile"] = name,
                ["api"] = profile.Api,
                ["key"] = profile.Key,
                ["application"] = Screen.ToJson(caller),
            },
            [[$"Logged in as {caller.Name}, {caller.Mode}. The profile {name} is kept in {store.FilePath}, for you alone."]]);
        if (profile.IsLive) session.Screen.Note("This is a LIVE key: real money. 'oi listen' and 'oi trigger' work with TEST keys alone.");
    }

    private static string Take(Session session, Option<string?> option, string variable, string question)
    {
        if ((session.Get(option) ?? GlobalOptions.FromEnvironment(variable)) is { Length: > 0 } given) return given.Trim();
        if (Console.IsInputRedirected)
            throw CommandFailure.WrongUsage($"Nobody can be asked here: give {option.Name}, or set {variable}.");
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim() is { Length: > 0 } typed ? typed : throw CommandFailure.WrongUsage($"{option.Name} is needed.");
    }

    private static string TakeSecret()
    {
        if (GlobalOptions.FromEnvironment("OI_SECRET") is { } known) return known.Trim();
        if (!Console.IsInputRedirected) Console.Error.Write("Secret: ");
        return (Console.IsInputRedirected ? Console.ReadLine() : ReadUnseen())?.Trim() is { Length: > 0 } typed
            ? typed
            : throw CommandFailure.WrongUsage("The secret is missing: type it, set OI_SECRET, or send it as a line of the standard input.");
    }

    private static string ReadUnseen()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key is not ConsoleKey.Enter)
        {
            if (key.Key is ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }

    /// <summary>The demo leaves its TEST credentials where its user finds them, for as long as it runs.</summary>
    private static Profile ReadDemo()
    {
        var file = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "OiPayments", "demo.json");
        try
        {
            var settings = JsonNode.Parse(File.ReadAllText(file))?["OiPayments"];
            return (string?)settings?["BaseAddress"] is { } api && (string?)settings["ApiKey"] is { } key
                && (string?)settings["ApiSecret"] is { } secret
                ? new(api.TrimEnd('/'), key, secret)
                : throw new JsonException("It names no credentials.");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or JsonException)
        {
            throw CommandFailure.WrongUsage($"No demo of the service is running here: {file} cannot be read. Start it, and come back.");
        }
    }
}
