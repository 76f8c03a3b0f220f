using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Samples;

public partial class SampleShopsTests
{
    private static readonly string Storefront = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../Storefront", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Storefront.dll"));

    /// <summary>What the README says: start the demo, start a shop, buy.</summary>
    [Fact]
    public async Task Beside_a_running_demo_both_need_no_settings()
    {
        var user = Directory.CreateTempSubdirectory("oipayments-user-");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = user.FullName, ["PORT"] = "0" };
        var credentials = Path.Combine(user.FullName, "OiPayments", "demo.json");
        using var demo = SampleProcess.Start(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "oi-server.dll"), "demo", "--Urls:Api=http://127.0.0.1:0",
                "--Urls:Web=http://127.0.0.1:0", "--Urls:Sandbox=http://127.0.0.1:0", "--Urls:Management=http://127.0.0.1:0",
            ], variables);
        await demo.SaysAsync(Credentials());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(credentials));

        string[] anyPort = ["--Urls", "http://127.0.0.1:0", "--PublicAddress", "http://localhost:4000"];
        using (var shop = SampleProcess.Start("dotnet", [Storefront, .. anyPort], variables))
        {
            using var customer = await CustomerAsync(shop, Listening());
            await PressAsync(customer, "/", KeyValuePair.Create("product", "tea"));
            Assert.Contains("/checkout/pay_", (await PressAsync(customer, "/cart")).ToString(), StringComparison.Ordinal);
        }

        using (var shop = SampleProcess.Start("node", [SampleProcess.InRepository("samples/storefront.mjs")], variables))
        {
            using var customer = await CustomerAsync(shop, ListeningOnNode());
            using var bought = await customer.PostAsync("/buy", null);
            Assert.Contains("/checkout/pay_", bought.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        await demo.TerminateAsync();
        Assert.False(File.Exists(credentials));
        user.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_credentials_they_say_what_to_do()
    {
        var user = Directory.CreateTempSubdirectory("oipayments-user-");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = user.FullName };
        using var storefront = SampleProcess.Start("dotnet", [Storefront], variables);
        using var node = SampleProcess.Start("node", [SampleProcess.InRepository("samples/storefront.mjs")], variables);

        await Task.WhenAll(storefront.EndsAsync(), node.EndsAsync());

        Assert.Equal((1, 1), (storefront.ExitCode, node.ExitCode));
        Assert.Contains("OiPayments:ApiKey is missing", storefront.Said, StringComparison.Ordinal);
        Assert.All([storefront.Said, node.Said], said => Assert.Contains("Start the demo", said, StringComparison.Ordinal));
        Assert.All([storefront.Said, node.Said], said => Assert.DoesNotContain("   at ", said, StringComparison.Ordinal));
        user.Delete(recursive: true);
    }

    /// <summary>In real time: the shop checks how old an event is.</summary>
    [Fact]
    public async Task The_shop_of_one_file_delivers_on_a_genuine_event_and_on_nothing_else()
    {
        await using var server = new TestServer([], clock: TimeProvider.System);
        await server.InitializeAsync();
        await using var relay = await WebhookReceiver.StartAsync();
        var application = await server.RegisterAsync(relay.Url);
        var credentials = application.Registered["credentials"]!;
        using var shop = SampleProcess.Start(
            "node", [SampleProcess.InRepository("samples/storefront.mjs")], new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PORT"] = "0",
                ["OI_API"] = server.ApiUrl.ToString().TrimEnd('/'),
                ["OI_KEY"] = (string)credentials["testApiKey"]!,
                ["OI_SECRET"] = (string)credentials["testApiSecret"]!,
                ["OI_SIGNING_SECRET"] = application.SigningSecret,
            });
        using var customer = await CustomerAsync(shop, ListeningOnNode());

        using var bought = await customer.PostAsync("/buy", null);
        var reference = bought.Headers.Location!.Segments[^1];
        var order = (string)(await application.Test.ReadAsync($"payments/{reference}")).Data()["metadata"]!["orderId"]!;
        Assert.Contains("UNPAID", await customer.GetStringAsync($"/orders/{order}"), StringComparison.Ordinal);
        await server.PayAsync(reference);
        var told = await relay.NextAsync();

        var forged = told with { Body = told.Body.Replace("payment.succeeded", "payment.Succeeded", StringComparison.Ordinal) };
        Assert.Equal(HttpStatusCode.Unauthorized, await TellAsync(customer, forged));
        Assert.Equal(HttpStatusCode.NoContent, await TellAsync(customer, told));
        Assert.Equal(HttpStatusCode.NoContent, await TellAsync(customer, told));
        Assert.Single(Succeeded().Matches(shop.Said));
        Assert.Contains("PAID", await customer.GetStringAsync($"/orders/{order}"), StringComparison.Ordinal);
        Assert.DoesNotContain("UNPAID", await customer.GetStringAsync($"/orders/{order}"), StringComparison.Ordinal);
    }

    private static async Task<HttpClient> CustomerAsync(SampleProcess shop, Regex listening)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        return new(handler, disposeHandler: true) { BaseAddress = new(await shop.SaysAsync(listening)) };
    }

    /// <summary>Presses a button of a page, and answers where that leads.</summary>
    private static async Task<Uri> PressAsync(HttpClient customer, string path, params IEnumerable<KeyValuePair<string, string>> fields)
    {
        var page = await customer.GetStringAsync(path);
        var token = Token().Match(page).Groups["value"].Value;
        using var form = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]);
        using var pressed = await customer.PostAsync(path, form);
        return pressed.Headers.Location ?? throw new InvalidOperationException($"{path} led nowhere: {pressed.StatusCode}");
    }

    private static async Task<HttpStatusCode> TellAsync(HttpClient shop, Delivery told)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hook");
        request.Content = new StringContent(told.Body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in told.Headers.Where(header => header.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await shop.SendAsync(request);
        return answer.StatusCode;
    }

    [GeneratedRegex("TEST credentials in (?<it>.*), until", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Credentials();

    [GeneratedRegex("Now listening on: (?<it>http\\S+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Listening();

    [GeneratedRegex("The shop is at (?<it>http\\S+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ListeningOnNode();

    [GeneratedRegex("payment\\.succeeded evt_", RegexOptions.None, 5000)]
    private static partial Regex Succeeded();

    [GeneratedRegex("__RequestVerificationToken\"[^>]* value=\"(?<value>[^\"]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();
}
