using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OiPayments.Bench;

/// <summary>The published server as a process of its own, and what it uses.</summary>
internal sealed class Service : IAsyncDisposable
{
    public const string StoreId = "bench", StorePassword = "bench@password";
    private const string Email =
        "bench@localhost", FirstPassword = "a long password for a bench", Password = "a longer password for a bench";

    private readonly Process process;
    private readonly string socket;

    private Service(Process process, string socket, int port, Uri web, TimeSpan started) =>
        (this.process, this.socket, Port, Web, StartedIn) = (process, socket, port, web, started);

    /// <summary>Of the API.</summary>
    public int Port { get; }

    /// <summary>Of the pages.</summary>
    public Uri Web { get; }

    /// <summary>From the start of the process to its first answered request, which reads the database.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>Of the server as people run it, with what it needs to reach this process.</summary>
    /// <param name="folder">For its files.</param>
    /// <param name="gateway">Where payments are made and events are received.</param>
    /// <param name="provider">Of the database.</param>
    /// <param name="connection">To the database; null for the file in the folder.</param>
    public static Dictionary<string, string?> Settings(string folder, FakeGateway gateway, string provider, string? connection) => new()
    {
        ["Database:Provider"] = provider,
        ["ConnectionStrings:Database"] = connection,
        ["Data:Folder"] = Directory.CreateDirectory($"{folder}/files").FullName,
        ["Gateways:SslCommerz:Test:BaseUrl"] = gateway.Url.ToString(),
        ["Gateways:SslCommerz:Test:StoreId"] = StoreId,
        ["Gateways:SslCommerz:Test:StorePassword"] = StorePassword,
        ["Webhooks:AllowedNetworks"] = "127.0.0.0/8",
        ["Bootstrap:OperatorEmail"] = Email,
        ["Bootstrap:OperatorPassword"] = FirstPassword,
        ["Logging:LogLevel:Default"] = "Warning",

        // One application makes all the load.
        ["Credentials:RequestsPerSecond"] = "1000000",
        ["Credentials:Burst"] = "1000000",
    };

    public static async Task MigrateAsync(string program, IReadOnlyDictionary<string, string?> settings)
    {
        using var process = Process.Start(Prepare(program, settings, "migrate"))!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(await output);
    }

    /// <param name="program">The published server.</param>
    /// <param name="folder">For its log.</param>
    /// <param name="settings">See <see cref="Settings"/>.</param>
    /// <param name="statements">The file that what it says to the database is recorded in; null to record nothing.</param>
    public static async Task<Service> StartAsync(
        string program, string folder, IReadOnlyDictionary<string, string?> settings, string? statements = null)
    {
        var socket = $"{folder}/allocations-{Guid.NewGuid():N}";
        var (api, web) = (Shell.FreePort(), new Uri($"http://127.0.0.1:{Shell.FreePort()}/"));
        var start = Prepare(program, settings);
        start.Environment["Urls__Api"] = $"http://127.0.0.1:{api}";
        start.Environment["Urls__Web"] = web.ToString();
        start.Environment["Urls__Management"] = "http://127.0.0.1:0";
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Service).Assembly.Location;
        start.Environment[StartupHook.SocketVariable] = socket;
        start.Environment[StartupHook.StatementsVariable] = statements;

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var log = new StreamWriter($"{folder}/server.log", append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => { lock (log) log.WriteLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (log) log.WriteLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = ApiAt(api) };
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException(
                    $"The server ended with {process.ExitCode}: "
                        + $"{string.Join('\n', File.ReadLines($"{folder}/server.log").Where(line => line.Length is > 0 and < 400).TakeLast(3))}");
            try
            {
                // A key that nobody has, well formed or not, is refused: the whole way of a request, without an application.
                using var answer = await client.GetAsync("app/me");
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }

        return new(process, socket, api, web, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Loads it until it is as fast as it will be.</summary>
    public Task WarmUpAsync(TimeSpan atMost, Func<TimeSpan, Task> load) => WarmingUp.RunAsync(process.Id, atMost, load);

    public double CpuSeconds() => Shell.CpuSeconds(process.Id);

    /// <summary>
    /// Waits until its workers are done with what earlier load left behind, which would be counted as the next one's; two minutes at most.
    /// </summary>
    public async Task SettleAsync()
    {
        for (var second = 0; second < 120; second++)
        {
            var before = CpuSeconds();
            await Task.Delay(TimeSpan.FromSeconds(1));
            if (CpuSeconds() - before < 0.1) return;
        }
    }

    /// <summary>Stands still until that is disposed, so that nothing of it is in what is measured meanwhile.</summary>
    public async Task<IAsyncDisposable> PauseAsync()
    {
        await Shell.RunAsync("kill", "-STOP", $"{process.Id}");
        return new Paused(process);
    }

    public long ResidentBytes() => long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS")).Split(
        ' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;

    public async Task<long> AllocatedBytesAsync()
    {
        using var asking = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await asking.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        var answer = new byte[8];
        var length = 0;
        while (length < 8 && await asking.ReceiveAsync(answer.AsMemory(length)) is > 0 and var read) length += read;
        return IPAddress.NetworkToHostOrder(BitConverter.ToInt64(answer));
    }

    /// <summary>So many clients that ask again and again, each on a connection of its own.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="ask">Asks once; false when there is nothing left to ask for.</param>
    public async Task<Taken> LoadAsync(int clients, TimeSpan duration, Func<ApiClient, bool> ask)
    {
        var connected = Enumerable.Range(0, clients).Select(_ => new ApiClient(Port)).ToList();
        var result = await Load.RunAsync(clients, duration, client => new(ask(connected[client])));
        connected.ForEach(client => client.Dispose());
        return result;
    }

    /// <summary>Speaks to the API as the Super Admin, whose first password has to be changed once.</summary>
    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient { BaseAddress = ApiAt(Port) };
        var token = await TokenAsync(client, Password);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", token ?? await TokenAsync(client, FirstPassword));
        if (token is not null) return client;

        using var changed = await client.PostAsJsonAsync("auth/password", new { currentPassword = FirstPassword, newPassword = Password });
        return changed.IsSuccessStatusCode ? client : throw new InvalidOperationException(await changed.Content.ReadAsStringAsync());
    }

    private static async Task<string?> TokenAsync(HttpClient client, string password)
    {
        using var answer = await client.PostAsJsonAsync("auth/login", new { email = Email, password });
        return answer.IsSuccessStatusCode ? (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]!["token"] : null;
    }

    public static async Task<List<Shop>> RegisterAsync(HttpClient operators, int count, Func<int, string?> webhooks, string name)
    {
        var shops = new List<Shop>();
        for (var number = 0; number < count; number++)
        {
            using var answer = await operators.PostAsJsonAsync(
                "admin/apps", new { name = $"{name} {number}", webhookUrl = webhooks(number) });
            var data = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]
                ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            shops.Add(new(
                (uint)data["application"]!["id"]!, HeadersOf(data["credentials"]!, "test"), HeadersOf(data["credentials"]!, "live")));
        }

        return shops;

        static string HeadersOf(JsonNode credentials, string mode) =>
            $"X-Api-Key: {credentials[$"{mode}ApiKey"]}\r\nX-Api-Secret: {credentials[$"{mode}ApiSecret"]}\r\n";
    }

    private static ProcessStartInfo Prepare(
        string program, IReadOnlyDictionary<string, string?> settings, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";

        // No balancer stands before it.
        start.Environment["Http__DrainFor"] = "00:00:00";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__")] = value;
        return start;
    }

    private static Uri ApiAt(int port) => new($"http://127.0.0.1:{port}/api/v1/");

    private sealed class Paused(Process process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Shell.RunAsync("kill", "-CONT", $"{process.Id}");
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync("kill", "-TERM", $"{process.Id}");
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>A registered application and its credentials, as the header lines of a request.</summary>
internal sealed record Shop(uint Id, string Credentials, string LiveCredentials);
