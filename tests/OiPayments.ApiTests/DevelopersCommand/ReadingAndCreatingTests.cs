using System.Text.Json.Nodes;
using OiPayments.ApiTests.TestClocks;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.DevelopersCommand;

public class ReadingAndCreatingTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    [Fact]
    public async Task Amounts_are_exact_and_what_is_printed_for_programs_is_what_the_API_says()
    {
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);

        var created = await developer.AsksAsync(
            "payments", "create", "--amount", "1,250.50", "--customer", "Rahima", "--product", "চা", "--return-url",
            "https://shop.example.com/thanks");
        var reference = (string)created["reference"]!;
        using var shown = await developer.TypesAsync("payments", "show", reference);
        using var listed = await developer.TypesAsync("payments", "list");

        Assert.Equal((125050, "BDT", "চা"), ((long?)created["amountMinor"], (string?)created["currency"], (string?)created["productName"]));
        Assert.All([shown, listed], typed => Assert.Contains("1,250.50 BDT", typed.Output, StringComparison.Ordinal));
        Assert.All([shown, listed], typed => Assert.DoesNotContain('\u001b', typed.Output + typed.Errors));
        Assert.Contains("/checkout/", shown.Output, StringComparison.Ordinal);

        await server.PayAsync(reference);
        var refund = await developer.AsksAsync("refunds", "create", reference, "--amount", "250.50", "--reason", "Wrong size");
        Assert.Equal((25050, "Wrong size"), ((long?)refund["amountMinor"], (string?)refund["reason"]));
        var rest = await developer.AsksAsync("refunds", "create", reference);
        Assert.Equal(100000, (long?)rest["amountMinor"]);
        var read = (await shop.Test.ReadAsync($"payments/{reference}")).Data();
        Assert.Equal((string?)read["reference"], (string?)(await developer.AsksAsync("payments", "list"))[0]!["reference"]);

        var succeeded = (await developer.AsksAsync("events", "list", "--type", "payment.succeeded")).AsArray().Single()!;
        Assert.Equal(125050, (long?)(await developer.AsksAsync("events", "show", (string)succeeded["id"]!))["data"]!["amountMinor"]);
    }

    [Theory]
    [InlineData("12.345", "BDT")]
    [InlineData("1e3", "BDT")]
    [InlineData("1.5", "JPY")]
    [InlineData("-5", "BDT")]
    [InlineData("12,50", "BDT")]
    public async Task An_amount_that_is_not_exact_is_wrong_usage(string amount, string currency)
    {
        using var developer = new Developer();

        using var typed = await developer.TypesAsync("payments", "create", $"--amount={amount}", "--currency", currency);

        Assert.Equal(2, typed.ExitCode);
        Assert.Contains("amount", typed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_creates_one()
    {
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);

        var first = await developer.AsksAsync("payments", "create", "--amount", "50", "--idempotency-key", "order-7");
        var again = await developer.AsksAsync("payments", "create", "--amount", "50", "--idempotency-key", "order-7");

        Assert.Equal((long?)first["id"], (long?)again["id"]);
    }

    [Fact]
    public async Task The_clock_moves_by_the_calendar_and_back()
    {
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);
        await developer.AsksAsync("clock", "advance", "--to", "2031-01-31T09:00Z");

        var month = await developer.AsksAsync("clock", "advance", "--by", "1mo");
        var more = await developer.AsksAsync("clock", "advance", "--by", "P1DT2H");
        using var neither = await developer.TypesAsync("clock", "advance");
        using var nonsense = await developer.TypesAsync("clock", "advance", "--by", "soon");
        using var back = await developer.TypesAsync("clock", "advance", "--to", "2030-01-01");
        var reset = await developer.AsksAsync("clock", "reset");

        Assert.Equal(new DateTimeOffset(2031, 2, 28, 9, 0, 0, TimeSpan.Zero), (DateTimeOffset?)month["now"]);
        Assert.Equal(new DateTimeOffset(2031, 3, 1, 11, 0, 0, TimeSpan.Zero), (DateTimeOffset?)more["now"]);
        Assert.Equal((2, 2, 1), (neither.ExitCode, nonsense.ExitCode, back.ExitCode));
        Assert.False((bool?)reset["frozen"]);
    }

    [Fact]
    public async Task A_refused_request_is_found_again_by_its_id_and_followed()
    {
        var shop = await server.RegisterAsync();
        using var developer = await Developer.LoggedInAsync(server, shop);
        using var following = await developer.StartsAsync("logs", "--follow");
        using var refused = await developer.TypesAsync("payments", "show", "pay_nobody", "--json");
        var error = JsonNode.Parse(refused.Errors)!["error"]!;

        await following.SaysAsync(new((string)error["requestId"]!, default, TimeSpan.FromSeconds(1)));
        await following.InterruptAsync();
        var noted = (await developer.AsksAsync("logs", "--request", (string)error["requestId"]!)).AsArray().Single()!;

        Assert.Equal((1, 0), (refused.ExitCode, following.ExitCode));
        Assert.Equal(("GET", 404, "RESOURCE_NOT_FOUND"), ((string?)noted["method"], (int?)noted["status"], (string?)noted["errorCode"]));
        Assert.DoesNotContain("GET /api/v1/requests", following.Output, StringComparison.Ordinal);
        Assert.Single(following.Output.Split('\n'), line => line.Contains((string)error["requestId"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_help_says_how_the_command_ends()
    {
        using var developer = new Developer();
        foreach (var command in (string[])["", "login", "listen", "trigger", "payments create", "events", "clock advance", "logs"])
        {
            using var help = await developer.TypesAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.Equal(0, help.ExitCode);
            Assert.Contains("3  the service could not be reached", help.Output, StringComparison.Ordinal);
        }

        using var events = await developer.TypesAsync("events", "--help");
        Assert.Contains("There is no 'resend'", events.Output, StringComparison.Ordinal);
    }

    /// <summary>In a shell, as its user presses the tabulator.</summary>
    [Fact]
    public async Task Bash_completes_it()
    {
        using var developer = new Developer();
        const string Tab = """
            source <(oi completion bash)
            COMP_LINE='oi trigger payment.s'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(oi trigger payment.s); COMP_CWORD=2
            $(complete -p oi | sed 's/.*-F \([^ ]*\) .*/\1/')
            echo "${COMPREPLY[@]}"
            """;
        var variables = developer.Environment();
        variables["PATH"] = $"{await InstalledCommand.FolderAsync()}:{Environment.GetEnvironmentVariable("PATH")}";

        using var bash = OiProcess.Start("bash", ["-euo", "pipefail", "-c", Tab], variables);
        await bash.EndsAsync();

        Assert.Equal((0, "payment.succeeded", ""), (bash.ExitCode, bash.Output, bash.Errors));
        using var zsh = await developer.TypesAsync("completion", "zsh");
        using var fish = await developer.TypesAsync("completion", "fish");
        Assert.Contains("compdef _oi oi", zsh.Output, StringComparison.Ordinal);
        Assert.Contains("complete -c oi", fish.Output, StringComparison.Ordinal);
    }
}
