using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The tool package as a stranger gets it: packed, installed from its folder, run, paid at, stopped.</summary>
public sealed partial class InstallingTheToolTests
{
    [Fact]
    public async Task One_package_one_command_and_a_payment()
    {
        var folder = Directory.CreateTempSubdirectory("oipayments-sandbox-tool-");
        try
        {
            var program = await InstallAsync(folder.FullName);
            await using var merchant = await Merchant.StartAsync();
            using var sandbox = Start(
                program, folder.FullName, "--port", "0", "--store", "shop", "--password", "secret 1", "--ipn-url", merchant.Url + "/ipn");
            var said = await GreetingAsync(sandbox);
            using var http = new HttpClient { BaseAddress = new(Address().Match(said).Groups["it"].Value) };
            Assert.Contains("store       shop  password  secret 1", said, StringComparison.Ordinal);
            Assert.Contains($"gateway     {http.BaseAddress.ToString().TrimEnd('/')}  in place of", said, StringComparison.Ordinal);

            using var order = new FormUrlEncodedContent(Order(merchant.Url));
            var opened = await (await http.PostAsync("/gwprocess/v4/api.php", order)).Content.ReadFromJsonAsync<JsonObject>();
            using var page = await http.GetAsync((string)opened!["GatewayPageURL"]!);
            var ended = await (await http.PostAsJsonAsync("/control/transactions/ORDER-1/outcome", new { outcome = "success" }))
                .Content.ReadFromJsonAsync<JsonObject>();
            var valid = await http.GetFromJsonAsync<JsonObject>(
                $"/validator/api/validationserverAPI.php?val_id={ended!["val_id"]}&store_id=shop&store_passwd=secret%201&format=json");

            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("Tea", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("VALID", Assert.Single(merchant.Notices)["status"]);
            Assert.Equal(("VALID", "150.00"), ((string)valid!["status"]!, (string)valid["amount"]!));

            // Not an interrupt, which what a shell runs in its background ignores.
            using var stop = Process.Start("kill", ["-TERM", $"{sandbox.Id}"]);
            await sandbox.WaitForExitAsync();
            Assert.Equal(0, sandbox.ExitCode);
            Assert.Equal("", await sandbox.StandardError.ReadToEndAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> InstallAsync(string folder)
    {
        var (packages, tools) = (Path.Combine(folder, "packages"), Path.Combine(folder, "tools"));
        var configuration = Path.Combine(folder, "nuget.config");
        await File.WriteAllTextAsync(configuration, "<configuration><packageSources><clear /></packageSources></configuration>");

        // What this test was built with, packed as it is.
        var built = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        await RunAsync(folder, "pack", Project(), "--no-build", "-c", built, "-o", packages);
        await RunAsync(
            folder, "tool", "install", "OiPayments.Sandbox", "--tool-path", tools, "--configfile", configuration, "--add-source", packages);
        return Path.Combine(tools, "sslcommerz-sandbox");
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        using var dotnet = Start("dotnet", folder, arguments);
        var (output, errors) = (dotnet.StandardOutput.ReadToEndAsync(), dotnet.StandardError.ReadToEndAsync());
        await dotnet.WaitForExitAsync();
        Assert.True(dotnet.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {await output}\n{await errors}");
    }

    private static Process Start(string program, string folder, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NUGET_PACKAGES"] = Path.Combine(folder, "cache"), ["DOTNET_NOLOGO"] = "1" },
        })!;

    private static async Task<string> GreetingAsync(Process sandbox)
    {
        var lines = new List<string>();
        while (await sandbox.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains("codes ", StringComparison.Ordinal)) return string.Join('\n', lines);
        }

        throw new InvalidOperationException(await sandbox.StandardError.ReadToEndAsync());
    }

    private static Dictionary<string, string> Order(string merchant) => new(StringComparer.Ordinal)
    {
        ["store_id"] = "shop",
        ["store_passwd"] = "secret 1",
        ["tran_id"] = "ORDER-1",
        ["total_amount"] = "150.00",
        ["currency"] = "BDT",
        ["success_url"] = merchant + "/success",
        ["fail_url"] = merchant + "/fail",
        ["cancel_url"] = merchant + "/cancel",
        ["cus_name"] = "Rahima",
        ["cus_email"] = "rahima@example.com",
        ["cus_phone"] = "01700000000",
        ["cus_add1"] = "Dhaka",
        ["shipping_method"] = "NO",
        ["product_name"] = "Tea",
        ["product_category"] = "Food",
        ["product_profile"] = "general",
    };

    private static string Project([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/OiPayments.Sandbox/OiPayments.Sandbox.csproj"));

    [GeneratedRegex("^SSLCOMMERZ sandbox on (?<it>http://127\\.0\\.0\\.1:[1-9][0-9]+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
