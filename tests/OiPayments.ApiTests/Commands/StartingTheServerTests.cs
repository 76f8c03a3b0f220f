using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Npgsql;
using OiPayments.ApiTests.Crashing;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Commands;

/// <summary>The program itself, as a person starts it.</summary>
public class StartingTheServerTests
{
    [Fact]
    public async Task Without_the_right_to_a_low_port_it_is_one_clear_sentence()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Needs root, to give that right up.");
            return;
        }

        var ended = await RunAsync("Development", settings: ["--Urls:Api=http://127.0.0.1:81"], before:
            ["setpriv", "--inh-caps=-net_bind_service", "--bounding-set=-net_bind_service"]);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("Urls__Api: cannot listen on http://127.0.0.1:81", Assert.Single(ended.Errors), StringComparison.Ordinal);
        Assert.Contains("this user may not open port 81", ended.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Api", "127.0.0.1")]
    [InlineData("Web", "localhost")]
    [InlineData("Management", "127.0.0.1")]
    [InlineData("Sandbox", "127.0.0.1")]
    public async Task A_busy_port_is_one_clear_sentence_that_names_the_setting(string door, string host)
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var address = $"http://{host}:{((IPEndPoint)busy.LocalEndpoint).Port}";

        var ended = await RunAsync("Development", $"--Urls:{door}={address}");

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.StartsWith(
            $"Urls__{door}: cannot listen on {address}: the port is in use.", Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Urls:Api=http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("--Urls:Sandbox=http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("--Urls:Web=https://localhost:3000", "TLS ends at the proxy in front")]
    [InlineData("--Urls:Web=http://localhost:3000/pay", "without a path")]
    [InlineData("--Urls:Management=http://localhost:99999", "Urls__Management is 'http://localhost:99999'")]
    [InlineData("--Urls:Api=http://192.0.2.1:8080", "Urls__Api: cannot listen on http://192.0.2.1:8080: this machine has no address")]
    public async Task An_address_that_cannot_be_is_one_clear_sentence(string setting, string sentence)
    {
        var ended = await RunAsync("Development", setting);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains(sentence, Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"Bootstrap\": { \"OperatorPassword\": truly secret }\n}", "line 2 is not JSON")]
    [InlineData("[\"truly secret\"]", "no JSON object")]
    public async Task A_settings_file_that_cannot_be_read_is_one_clear_sentence_without_its_words(string text, string sentence)
    {
        var environment = RandomToken.New128("Broken-");
        var file = Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json");
        await File.WriteAllTextAsync(file, text);

        var ended = await RunAsync(environment);
        File.Delete(file);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        var said = Assert.Single(ended.Errors);
        Assert.StartsWith($"The settings in {file} cannot be read: ", said, StringComparison.Ordinal);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("truly", said, StringComparison.Ordinal);
    }

    /// <summary>Only the first step of it, which is the first that anybody waits for.</summary>
    [Fact]
    public async Task A_first_dotnet_run_says_at_once_what_it_is_doing()
    {
        Assert.SkipUnless(TestDatabase.Kind == "sqlite", "Asked once, on SQLite.");
        var project = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/OiPayments.Server"));
        var artifacts = Directory.CreateTempSubdirectory("oipayments-first-");
        using var restore = Process.Start(new ProcessStartInfo(
            "dotnet", ["msbuild", project, "-t:Restore", "-v:quiet", "-nologo", $"-p:ArtifactsPath={artifacts.FullName}/"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var said = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        var first = await RunsAnalyzersAsync(artifacts.FullName);
        artifacts.CreateSubdirectory("obj/OiPayments.Server/debug");
        var later = await RunsAnalyzersAsync(artifacts.FullName);
        artifacts.Delete(recursive: true);

        Assert.Equal(0, restore.ExitCode);
        Assert.Equal(("false", ""), (first, later));
        Assert.Contains("First run: fetching packages, then building.", said, StringComparison.Ordinal);
        Assert.True(said.IndexOf("First run", StringComparison.Ordinal) < said.IndexOf("Restored", StringComparison.Ordinal), said);

        static string Here([CallerFilePath] string here = "") => here;

        async Task<string> RunsAnalyzersAsync(string folder)
        {
            using var ask = Process.Start(new ProcessStartInfo(
                "dotnet", ["msbuild", project, "-getProperty:RunAnalyzers", $"-p:ArtifactsPath={folder}/"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            return (await ask.StandardOutput.ReadToEndAsync()).Trim();
        }
    }

    [Fact]
    public async Task Without_a_temp_folder_everything_works()
    {
        const string password = "correct horse battery staple";
        using var server = Start(
            "Development", new() { ["TMPDIR"] = "/nonexistent" },
            [$"--Bootstrap:OperatorEmail={TestServer.OperatorEmail}", $"--Bootstrap:OperatorPassword={password}"]);
        var (api, web) = await ListensAsync(server);
        using var client = new HttpClient { BaseAddress = api };

        var session = await client.PostAsync(
            "auth/login", new JsonObject { ["email"] = TestServer.OperatorEmail, ["password"] = password });
        using var page = await client.GetAsync(new Uri(web, "/admin/sign-in"));
        using var file = new MultipartFormDataContent { { new ByteArrayContent(new byte[120_000]), "slip", "slip.pdf" } };
        using var form = await client.PostAsync(new Uri(web, "/gateways/sslcommerz/test/success"), file);
        server.Kill();

        Assert.Equal(HttpStatusCode.OK, session.Status);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True((int)form.StatusCode < 500, await form.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_ring_that_cannot_be_used_is_one_clear_sentence_and_no_start()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-start-")));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "keys"), "a file where the folder should be");

        var ended = await RunAsync("Development", $"--Data:Folder={folder.FullName}");
        folder.Delete(recursive: true);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains($"The key ring in {folder.FullName}/keys cannot be used", Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_data_folder_that_others_could_read_is_theirs_no_longer(bool holdsOtherThings)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights are of another kind there.");
            return;
        }

        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
            | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-start-")), all).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "keys"), all);
        await File.WriteAllTextAsync(Path.Combine(folder, "oipayments.db"), "");
        File.SetUnixFileMode(Path.Combine(folder, "oipayments.db"), all);
        if (holdsOtherThings) await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "");

        using var server = Start("Development", [], [$"--Data:Folder={folder}"]);
        await ListensAsync(server);
        var open = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder)
            .Where(path => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead))
                != UnixFileMode.None).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal).ToList();
        server.Kill();
        await server.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);

        // What is not the service's own stays as it is, and so does the folder that holds it.
        Assert.Equal(holdsOtherThings ? [".", "notes.txt"] : [], open);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_one_clear_sentence()
    {
        var ended = await RunAsync("Development", "--Data:Folder=/proc/none");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("The data folder /proc/none cannot be used", Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "is not a PostgreSQL connection string")]
    [InlineData("Host=127.0.0.1;Port=1;Username=oi;Password=sesame-1;Database=oi;Timeout=2", "The database cannot be used")]
    [InlineData("", "ConnectionStrings__Database is not set")]
    public async Task A_wrong_connection_string_is_one_clear_sentence_without_the_password(string connection, string sentence)
    {
        var ended = await RunAsync("Development", "--Database:Provider=PostgreSql", $"--ConnectionStrings:Database={connection}");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(sentence, Assert.Single(ended.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", ended.Errors[0] + ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Database:Provider=Oracle", "it can be Sqlite or PostgreSql")]
    [InlineData("--Urls:Web=pay.example.com", "Urls__Web")]
    [InlineData("--Payments:ExpireAfter=soon", "Payments__ExpireAfter")]
    [InlineData("--Sandbox:Enabled=perhaps", "Sandbox__Enabled")]
    [InlineData("--Retention:GatewayCallbacks=30", "Retention__GatewayCallbacks is '30'; it can be a number of days from 180")]
    [InlineData("--Gateways:SslCommerz:EmailDomain=https://pay.company.example", "Gateways__SslCommerz__EmailDomain")]
    [InlineData("--Gateways:SslCommerz:SettlementCall=perhaps", "Gateways__SslCommerz__SettlementCall")]
    [InlineData("--Reconciliation:AskGateway=perhaps", "Reconciliation__AskGateway")]
    [InlineData("--Gateways:SslCommerz:Live:StoreId=shop", "needs both StoreId and StorePassword")]
    public async Task A_setting_that_makes_no_sense_is_named(string setting, string sentence)
    {
        var ended = await RunAsync("Development", setting);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(sentence, Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Production_nobody_gets_an_operator_by_chance()
    {
        var ended = await RunAsync("Production");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("Bootstrap__OperatorEmail and Bootstrap__OperatorPassword", Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Production_a_database_that_lacks_migrations_is_refused()
    {
        Assert.SkipUnless(TestDatabase.Kind == "postgresql", "SQLite is migrated at every start.");
        var database = await TestDatabase.GetAsync();
        var (empty, older) = (await database.CreateEmptyAsync(), await database.CreateAsync());
        await using (var connection = NpgsqlDataSource.Create(older))
        await using (var forget = connection.CreateCommand(
            """DELETE FROM "__EFMigrationsHistory" WHERE migration_id = (SELECT max(migration_id) FROM "__EFMigrationsHistory")"""))
            Assert.Equal(1, await forget.ExecuteNonQueryAsync());

        var onEmpty = await RunAsync("Production", "--Database:Provider=PostgreSql", $"--ConnectionStrings:Database={empty}");
        var onOlder = await RunAsync("Production", "--Database:Provider=PostgreSql", $"--ConnectionStrings:Database={older}");

        Assert.Equal((2, 2), (onEmpty.ExitCode, onOlder.ExitCode));
        Assert.Contains("Run the migrate command once", Assert.Single(onEmpty.Errors), StringComparison.Ordinal);
        Assert.Contains("lacks 1 migrations", Assert.Single(onOlder.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_where_everything_is_and_every_address_answers()
    {
        var data = Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-start-"));
        using var node = NodeProcess.Start("Development", data);
        await node.ListensAsync();

        var places = node.Said.Where(line => line.Contains("http://", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        Assert.Equal(["API", "Pages", "Guides", "Dashboard", "Health", "Sandbox"], places.Select(place => place[0]));
        using var client = new HttpClient();
        foreach (var place in places)
        {
            using var answer = await client.GetAsync(place[1]);
            Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{place[0]} {place[1]} answers {(int)answer.StatusCode}");
        }

        Assert.Contains(
            node.Said, line => line.StartsWith("Data ", StringComparison.Ordinal) && line.EndsWith(data, StringComparison.Ordinal));
        Assert.True(Directory.Exists(data));
    }

    [Fact]
    public async Task Without_time_zone_data_it_says_so_once_and_counts_days_of_Dhaka()
    {
        using var node = NodeProcess.Start(
            "Development", null, new Dictionary<string, string> { ["TZDIR"] = "/nonexistent" }, "--Logging:LogLevel:OiPayments=Warning",
            $"--Bootstrap:OperatorEmail={TestServer.OperatorEmail}", $"--Bootstrap:OperatorPassword={TestServer.OperatorPassword}");
        await node.ListensAsync();
        using var client = new HttpClient { BaseAddress = node.Api };
        var session = (await client.PostAsync(
            "auth/login", new JsonObject { ["email"] = TestServer.OperatorEmail, ["password"] = TestServer.OperatorPassword })).Data();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)session["token"]!);

        var report = await client.ReadAsync("admin/reports/volume?mode=TEST&from=2026-01-01&to=2026-01-31");
        var elsewhere = await client.ReadAsync("admin/reports/volume?mode=TEST&timeZone=Europe/Berlin");

        Assert.Single(node.Said, line => line.Contains("no time-zone data", StringComparison.Ordinal));
        Assert.Equal("Asia/Dhaka", (string?)report.Data()["timeZone"]);
        Assert.Contains("tzdata", (string)elsewhere.Json["data"]!["timeZone"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_to_stop_ends_it_cleanly()
    {
        using var server = Start("Development");
        var output = new List<string>();
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal)) break;
        }

        Assert.Contains(output, line => line.Contains("admin@localhost / ", StringComparison.Ordinal));
        // Not an interrupt, which what a shell runs in its background ignores.
        using var signal = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        await server.WaitForExitAsync();

        Assert.Equal(0, server.ExitCode);
        Assert.Equal("", await server.StandardError.ReadToEndAsync());
    }

    private static Task<(int ExitCode, string Output, string[] Errors)> RunAsync(string environment, params string[] settings) =>
        RunAsync(environment, settings, before: []);

    /// <summary>With a program that starts it, before.</summary>
    private static async Task<(int ExitCode, string Output, string[] Errors)> RunAsync(
        string environment, string[] settings, string[] before)
    {
        using var process = Start(environment, [], settings, before);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(Uri Api, Uri Web)> ListensAsync(Process server)
    {
        var (api, web) = (default(Uri), default(Uri));
        while (await server.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
        {
            if (line.StartsWith("API ", StringComparison.Ordinal)) api = new(line["API ".Length..].Trim() + "/");
            if (line.StartsWith("Pages ", StringComparison.Ordinal)) web = new(line["Pages ".Length..].Trim());
        }

        // A full pipe would stop it.
        _ = server.StandardOutput.ReadToEndAsync();
        return api is not null && web is not null
            ? (api, web)
            : throw new InvalidOperationException(await server.StandardError.ReadToEndAsync());
    }

    private static Process Start(string environment, params string[] settings) => Start(environment, [], settings);

    private static Process Start(string environment, Dictionary<string, string> variables, string[] settings, string[]? before = null)
    {
        var start = new ProcessStartInfo("env",
        [
            .. before ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "oi-server.dll"), "serve",
            $"--Data:Folder={Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-start-"))}", "--Urls:Api=http://127.0.0.1:0",
            "--Urls:Web=http://127.0.0.1:0", "--Urls:Sandbox=http://127.0.0.1:0", "--Urls:Management=http://127.0.0.1:0", .. settings,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment },
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
    }
}
