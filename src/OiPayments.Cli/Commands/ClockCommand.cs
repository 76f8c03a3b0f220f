using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi clock show|advance|reset</c>: the time that the application's TEST records go by.</summary>
internal static partial class ClockCommand
{
    private const string OnlyInTest = "Only TEST records have a clock that can be moved.";

    public static Command Create() => new("clock", "The test clock: the time that your TEST records go by.")
    {
        One("show", "Show what time it is for your TEST records.", (client, ct) => client.TestClock.ReadAsync(ct)),
        Advance(),
        One("reset", "Back to real time. Records keep the times that they were given.", (client, ct) => client.TestClock.ResetAsync(ct)),
    };

    private static Command One(string name, string description, Func<OiPaymentsClient, CancellationToken, Task<TestClock>> act)
    {
        var command = new Command(name, description);
        command.Runs(async (session, ct) => Show(session.Screen, await act(session.ConnectToTest(OnlyInTest), ct)));
        return command;
    }

    private static DescribedCommand Advance()
    {
        var by = new Option<string?>("--by") { Description = "A length of time: 30m, 2h, 7d, 1mo, 1y, 1d12h, or PT2H.", HelpName = "time" };
        var to = new Option<string?>("--to")
        {
            Description = "An instant, such as 2026-03-01T09:00Z, or a day in UTC.",
            HelpName = "instant",
        };
        var command = new DescribedCommand("advance", "Move the clock forward.", """
            It answers when everything that is due until then has happened: payments expire, invoices become
            overdue, webhooks are tried again. The clock stands still from then on; 'oi clock reset' sets it free.
            """)
        {
            by, to
        };
        command.Runs(async (session, ct) =>
        {
            var (length, instant) = (session.Get(by), session.Get(to));
            if (length is null == instant is null) throw CommandFailure.WrongUsage("Give either --by or --to, such as --by 2h.");
            var client = session.ConnectToTest(OnlyInTest);

            // To an instant either way: asking for it twice moves it once.
            var target = instant is null
                ? After((await client.TestClock.ReadAsync(ct)).Now, length ?? "")
                : DateTimeOffset.TryParse(
                    instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
                    ? read
                    : throw CommandFailure.WrongUsage($"{instant} is no instant. Write it as 2026-03-01T09:00Z.");
            Show(session.Screen, await client.TestClock.AdvanceToAsync(target, ct));
        });
        return command;
    }

    /// <summary>By the calendar: a month after January 31 is the end of February.</summary>
    internal static DateTimeOffset After(DateTimeOffset now, string length)
    {
        var found = Short().Match(length) is { Success: true } brief ? brief : Iso().Match(length);
        if (!found.Success || length.Length < 2 || !found.Groups.Values.Skip(1).Any(group => group.Success))
            throw CommandFailure.WrongUsage($"{length} is no length of time. Write it as 30m, 2h, 7d, 1mo or 1y.");
        try
        {
            return now.AddYears(Part("y")).AddMonths(Part("mo")).AddDays((Part("w") * 7) + Part("d"))
                .AddHours(Part("h")).AddMinutes(Part("m")).AddSeconds(Part("s"));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw CommandFailure.WrongUsage($"{length} is too long. At most ten years ahead.");
        }

        int Part(string name) => found.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
    }

    private static void Show(Screen screen, TestClock clock) => screen.Result(
        Screen.ToJson(clock),
        [[
            Words.Time(clock.Now),
            clock.AdvancingTo is { } target ? new($"on its way to {Words.Time(target)}", Tone.Waiting)
                : clock.Frozen ? new("stands still until it is moved or reset", Tone.Waiting)
                : new("goes by real time", Tone.Quiet),
        ]]);

    [GeneratedRegex(
        @"^((?<y>\d{1,4})y)?((?<mo>\d{1,4})mo)?((?<w>\d{1,4})w)?((?<d>\d{1,5})d)?((?<h>\d{1,6})h)?((?<m>\d{1,7})m)?((?<s>\d{1,8})s)?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Short();

    [GeneratedRegex(
        @"^P((?<y>\d{1,4})Y)?((?<mo>\d{1,4})M)?((?<w>\d{1,4})W)?((?<d>\d{1,5})D)?(T((?<h>\d{1,6})H)?((?<m>\d{1,7})M)?((?<s>\d{1,8})S)?)?\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
