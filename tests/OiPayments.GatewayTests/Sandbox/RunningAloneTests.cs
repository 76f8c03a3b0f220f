using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The sandbox as a program of its own: what it says, what it refuses, how it ends.</summary>
public sealed class RunningAloneTests
{
    [Fact]
    public async Task It_says_where_it_listens_and_what_to_try()
    {
        using var process = Start(
            [], ("Sandbox__Url", "http://127.0.0.1:0"), ("Sandbox__Stores__0__Id", "shop"), ("Sandbox__Stores__0__Password", "secret1"));
        var lines = await GreetingAsync(process);
        process.Kill();

        Assert.Matches(@"^SSLCOMMERZ sandbox on http://127\.0\.0\.1:[1-9]\d+ ", lines[0]);
        Assert.Contains("  store       shop  password  secret1", lines);
        Assert.DoesNotContain(lines, line => line.Contains("testbox", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("4111111111111111  12/26  111", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_typed_outweighs_the_environment()
    {
        using var process = Start(
            ["--port", "0", "--host", "*", "--store", "mine", "--password", "p", "--ipn-url", "http://localhost:5000/ipn"],
            ("Sandbox__Url", "http://127.0.0.1:1"), ("Sandbox__Stores__0__Id", "shop"), ("Sandbox__Stores__0__Password", "secret1"));
        var lines = await GreetingAsync(process);
        process.Kill();

        Assert.DoesNotContain(lines, line => line.Contains("shop ", StringComparison.Ordinal));
        Assert.Contains("  store       mine  password  p", lines);
        Assert.Contains("  notices     to http://localhost:5000/ipn where an order names no ipn_url", lines);
        // Every network is no address that a shop could use.
        Assert.Matches(@"^  gateway     http://localhost:[1-9]\d+  in place of https://sandbox\.sslcommerz\.com$", lines[3]);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_to_stop_ends_it_with_0(string signal)
    {
        using var process = Start(["--port", "0"]);
        await GreetingAsync(process);

        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task A_busy_port_is_told_in_one_sentence()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;

        var ended = await EndsAsync(Start(["--host", "127.0.0.1", "--port", $"{port}"]));

        Assert.Equal(
            (1, $"Cannot listen on http://127.0.0.1:{port}: the port is in use. Choose another port with --port, or another address with "
                + "--host.", ""), ended);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told_in_one_sentence()
    {
        var (exit, errors, _) = await EndsAsync(Start(["--host", "192.0.2.1"]));

        Assert.Equal(1, exit);
        Assert.Contains("this machine has no such address", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port is '99999'; it can be a number from 0 to 65535.", "--port", "99999")]
    [InlineData("--host is 'shop.example'; it can be localhost,", "--host", "shop.example")]
    [InlineData("--store and --password are given together", "--store", "shop")]
    [InlineData("--store and --password are given together", "--password", "secret")]
    [InlineData("a password, both not empty", "--store", "shop", "--password", "")]
    [InlineData("--ipn-url is 'localhost/ipn'; it can be an address such as", "--ipn-url", "localhost/ipn")]
    [InlineData("Unrecognized command or argument '--prot'.", "--prot", "8091")]
    public async Task A_wrong_option_is_named(string sentence, params string[] options)
    {
        var (exit, errors, output) = await EndsAsync(Start(options));

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sandbox__Url", "nonsense", "it can be an http:// address without a path")]
    [InlineData("Sandbox__Url", "https://localhost:8090", "it can be an http:// address without a path")]
    [InlineData("Sandbox__Url", "http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("Sandbox__SessionLifetime", "soon", "'Sandbox:SessionLifetime'")]
    [InlineData("Sandbox__Stores__0__Id", "shop", "a password, both not empty")]
    public async Task A_wrong_setting_is_named(string name, string value, string sentence)
    {
        var (exit, errors, output) = await EndsAsync(Start([], (name, value)));

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stores_of_one_id_are_told_in_one_sentence()
    {
        var (exit, errors, _) = await EndsAsync(Start(
            [], ("Sandbox__Stores__0__Id", "shop"), ("Sandbox__Stores__0__Password", "a"), ("Sandbox__Stores__1__Id", "shop"),
            ("Sandbox__Stores__1__Password", "b")));

        Assert.Equal((2, "Two stores have the id 'shop'."), (exit, errors));
    }

    [Fact]
    public async Task Its_help_and_the_guide_name_the_same_options()
    {
        var (exit, _, help) = await EndsAsync(Start(["--help"]));

        Assert.Equal(0, exit);
        foreach (var option in new[] { "--port", "--host", "--store", "--password", "--ipn-url" })
        {
            Assert.Contains($"{option} <", help, StringComparison.Ordinal);
            Assert.Contains($"`{option}`", await DocumentationTests.ReadAsync("sslcommerz"), StringComparison.Ordinal);
        }
    }

    /// <summary>The guide shows what the program says, word for word.</summary>
    [Fact]
    public async Task Its_greeting_is_the_guide_s()
    {
        using var process = Start(["--port", "0"]);
        var lines = await GreetingAsync(process);
        process.Kill();
        var port = lines[0].Split(' ')[3].Split(':')[2];

        var said = string.Join('\n', lines).Replace($"127.0.0.1:{port}", "localhost:8090", StringComparison.Ordinal);
        Assert.Contains($"```\n{said}\n```", await DocumentationTests.ReadAsync("sslcommerz"), StringComparison.Ordinal);
    }

    private static async Task<List<string>> GreetingAsync(Process process)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains("codes ", StringComparison.Ordinal)) return lines;
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    private static async Task<(int ExitCode, string Errors, string Output)> EndsAsync(Process process)
    {
        using var started = process;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await errors).Trim(), await output);
    }

    private static Process Start(string[] options, params (string Name, string Value)[] environment)
    {
        // Whoever runs the tests in the background has their programs ignore Ctrl-C; a terminal has not.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", "exec", typeof(OiPayments.Sandbox.SandboxApp).Assembly.Location, .. options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
