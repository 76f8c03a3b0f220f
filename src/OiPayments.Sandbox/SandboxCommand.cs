using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OiPayments.Sandbox.Pages;

namespace OiPayments.Sandbox;

/// <summary>The command <c>sslcommerz-sandbox</c>: the sandbox alone, until somebody stops it.</summary>
internal static class SandboxCommand
{
    private const int Stopped = 0;
    private const int CannotListen = 1;
    private const int WrongUsage = 2;

    private const ushort UsualPort = 8090;
    private const string Simulated = "https://sandbox.sslcommerz.com";

    private const string Description = """
        A simulator of SSLCOMMERZ's test gateway, API v4, on your own machine: no account, no internet, no money. SSLCOMMERZ does not run it
        and has no connection with it.

        Ctrl-C ends it, and what it holds is gone. Exit codes:
          0  it was stopped
          1  it cannot listen where it was told to
          2  an option or a setting is wrong
        """;

    private static readonly Option<string?> Port = new("--port", "-p")
    {
        Description = "The port it listens on; 0 picks a free one. [default: 8090]",
        HelpName = "number",
    };

    private static readonly Option<string?> Host = new("--host")
    {
        Description = "The address it listens on; * for every network of this machine. Whoever reaches it decides how payments end. "
            + "[default: localhost]",
        HelpName = "address",
    };

    private static readonly Option<string?> Store = new("--store")
    {
        Description = "The store_id that your shop sends. [default: testbox, and test_testemi]",
        HelpName = "id",
    };

    private static readonly Option<string?> Password = new("--password")
    {
        Description = "That store's store_passwd, which signs its notices. [default: qwerty, and test_testemi@ssl]",
        HelpName = "password",
    };

    private static readonly Option<string?> IpnUrl = new("--ipn-url")
    {
        Description = "Where the notices (IPN) of orders go that name no ipn_url of their own, as set in the gateway's merchant panel.",
        HelpName = "address",
    };

    /// <summary>Runs it to its end; answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(Description) { Port, Host, Store, Password, IpnUrl };
        root.SetAction((line, _) => ServeAsync(line));
        var line = root.Parse(args);
        if (line.Errors.Count > 0 && line.Action is not HelpAction)
        {
            foreach (var wrong in line.Errors) await Console.Error.WriteLineAsync(wrong.Message);
            await Console.Error.WriteLineAsync("'sslcommerz-sandbox --help' says what it takes.");
            return WrongUsage;
        }

        // The host itself answers Ctrl-C and SIGTERM; a second listener would end the process under it.
        return await line.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static async Task<int> ServeAsync(ParseResult line)
    {
        if (Read(line, out var options) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
            return WrongUsage;
        }

        using var loggers = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            // A failed start is told in one sentence below.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
        await using var sandbox = SandboxApp.Build(options, TimeProvider.System, loggers);
        try
        {
            await sandbox.StartAsync();
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"Cannot listen on {options.Url}: {WhyNot(problem)}. Choose another port with --port, or another address with --host.");
            return CannotListen;
        }

        await GreetAsync(Console.Out, options, new(sandbox.Urls.First()));
        await sandbox.WaitForShutdownAsync();
        return Stopped;
    }

    /// <summary>What the environment and the folder say, and over that what was typed. Answers what cannot be used, or null.</summary>
    private static string? Read(ParseResult line, out SandboxOptions options)
    {
        options = new();
        try
        {
            options = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build().GetSection("Sandbox").Get<SandboxOptions>() ?? options;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or InvalidDataException)
        {
            return unreadable.Message;
        }

        var (port, host, number) = (line.GetValue(Port), line.GetValue(Host), UsualPort);
        if (port is not null && !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return $"--port is '{port}'; it can be a number from 0 to {ushort.MaxValue}.";
        if (host is not (null or "localhost" or "*") && !IPAddress.TryParse(host, out _))
            return $"--host is '{host}'; it can be localhost, an address of this machine such as 192.168.0.10, or *.";
        if (port is not null || host is not null) options.Url = Address(host ?? "localhost", number);
        if (WhyNotAnAddress(options.Url) is { } noAddress) return noAddress;

        return ReadStores(line, options);
    }

    private static string? ReadStores(ParseResult line, SandboxOptions options)
    {
        var (store, password, notices) = (line.GetValue(Store), line.GetValue(Password), line.GetValue(IpnUrl));
        if (store is null != password is null) return "--store and --password are given together: the one is the login of the other.";
        if (store is not null && password is not null) options.Stores = [new() { Id = store, Password = password }];
        if (options.Stores.Any(one => string.IsNullOrEmpty(one.Id) || string.IsNullOrEmpty(one.Password)))
            return "A store needs an id and a password, both not empty.";
        if (options.Stores.GroupBy(one => one.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"Two stores have the id '{twice.Key}'.";
        if (notices is null) return null;
        if (!Uri.TryCreate(notices, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return $"--ipn-url is '{notices}'; it can be an address such as http://localhost:8000/ipn.";

        options.Stores = [.. options.EffectiveStores];
        foreach (var one in options.Stores) one.IpnUrl = notices;
        return null;
    }

    // Kestrel picks no port for a name, only for an address.
    private static string Address(string host, ushort port)
    {
        if (host == "localhost" && port == 0) host = "127.0.0.1";
        if (host.Contains(':', StringComparison.Ordinal)) host = $"[{host.Trim('[', ']')}]";
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}");
    }

    private static string? WhyNotAnAddress(string url)
    {
        if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
            || address.Scheme != "http" || address.AbsolutePath != "/")
            return $"Sandbox__Url is '{url}'; it can be an http:// address without a path, such as http://localhost:8090.";
        return address is { Host: "localhost", Port: 0 }
            ? $"Sandbox__Url is '{url}'; a free port is picked for an address, not for a name: http://127.0.0.1:0."
            : null;
    }

    private static string WhyNot(Exception problem) => (problem as SocketException ?? problem.GetBaseException() as SocketException) switch
    {
        { SocketErrorCode: SocketError.AddressAlreadyInUse } => "the port is in use",
        { SocketErrorCode: SocketError.AccessDenied } => "this user may not open that port (below 1024, most may not)",
        { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address",
        _ => problem.Message.TrimEnd('.'),
    };

    private static async Task GreetAsync(TextWriter output, SandboxOptions options, Uri listens)
    {
        // What every network can reach has no address of its own.
        var isEverywhere = IPAddress.TryParse(listens.Host.Trim('[', ']'), out var address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        var gateway = options.PublicUrl ?? (isEverywhere ? new UriBuilder(listens) { Host = "localhost" }.Uri : listens).ToString();
        gateway = gateway.TrimEnd('/');

        await output.WriteLineAsync($"SSLCOMMERZ sandbox on {listens.ToString().TrimEnd('/')} (no money moves; Ctrl-C stops it)");
        await output.WriteLineAsync("\nIn your shop's settings:");
        await output.WriteLineAsync($"  gateway     {gateway}  in place of {Simulated}");
        foreach (var store in options.EffectiveStores)
        {
            await output.WriteLineAsync($"  store       {store.Id}  password  {store.Password}");
            if (store.IpnUrl is { } notices) await output.WriteLineAsync($"  notices     to {notices} where an order names no ipn_url");
        }

        await output.WriteLineAsync("\nOn the payment page:");
        foreach (var card in TestCard.All)
            await output.WriteLineAsync($"  test card   {card.Number}  {TestCard.Expiry}  {TestCard.SecurityCode}  {card.Name}");
        await output.WriteLineAsync("  codes       111111 or 123456 for wallets and banks");
    }
}
