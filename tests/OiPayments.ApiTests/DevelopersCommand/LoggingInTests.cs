using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.DevelopersCommand;

public class LoggingInTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_secret_is_kept_for_its_owner_alone_and_never_printed()
    {
        var shop = await server.RegisterAsync();
        var (key, secret) = Keys(shop, "test");
        using var developer = new Developer();

        using var login = await developer.TypesAsync(["login", "--api", Developer.ApiOf(server), "--key", key], secret);
        using var who = await developer.TypesAsync("whoami");
        using var asJson = await developer.TypesAsync("whoami", "--json");

        Assert.Equal((0, 0, 0), (login.ExitCode, who.ExitCode, asJson.ExitCode));
        Assert.Contains($"(application {shop.Id}), TEST", who.Output, StringComparison.Ordinal);
        Assert.Equal(shop.Id, (int?)JsonNode.Parse(asJson.Output)!["application"]!["id"]);
        Assert.All([login, who, asJson], typed => Assert.DoesNotContain(secret, $"{typed.Output}{typed.Errors}", StringComparison.Ordinal));
        Assert.Contains(
            secret, await File.ReadAllTextAsync(developer.ProfilesFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(developer.ProfilesFile));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(developer.ProfilesFile)!));
    }

    [Fact]
    public async Task What_does_not_hold_is_refused_and_not_kept()
    {
        var shop = await server.RegisterAsync();
        var (key, secret) = Keys(shop, "test");
        using var developer = new Developer();

        using var wrong = await developer.TypesAsync(
            ["login", "--api", Developer.ApiOf(server), "--key", key], "oisk_test_" + new string('x', 50));
        using var swapped = await developer.TypesAsync(["login", "--api", Developer.ApiOf(server), "--key", secret], key);
        using var nobody = await developer.TypesAsync(["login", "--api", "http://127.0.0.1:9/api/v1", "--key", key], secret);
        using var unasked = await developer.TypesAsync("login", "--key", key);
        using var unknown = await developer.TypesAsync("whoami");
        using var asJson = await developer.TypesAsync(
            ["login", "--api", Developer.ApiOf(server), "--key", key, "--json"], "oisk_test_" + new string('x', 50));

        Assert.Equal((1, 2, 3, 2, 2), (wrong.ExitCode, swapped.ExitCode, nobody.ExitCode, unasked.ExitCode, unknown.ExitCode));
        Assert.Contains("UNAUTHORIZED", wrong.Errors, StringComparison.Ordinal);
        Assert.Matches("Request [0-9a-f]{32}", wrong.Errors);
        Assert.Contains("Run 'oi login'", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("in each other's place", swapped.Errors, StringComparison.Ordinal);
        Assert.Contains("Is the service running", nobody.Errors, StringComparison.Ordinal);
        Assert.Contains("OI_API", unasked.Errors, StringComparison.Ordinal);
        Assert.Contains("not logged in", unknown.Errors, StringComparison.Ordinal);
        var error = JsonNode.Parse(asJson.Errors)!["error"]!;
        Assert.Equal(("UNAUTHORIZED", 401), ((string?)error["errorCode"], (int?)error["status"]));
        Assert.Matches("^[0-9a-f]{32}$", (string)error["requestId"]!);
        Assert.False(File.Exists(developer.ProfilesFile));
        Assert.All(
            [wrong, swapped, nobody], typed => Assert.DoesNotContain(secret, $"{typed.Output}{typed.Errors}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logins_have_names_and_the_environment_needs_none()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (key, secret) = Keys(other, "live");
        using var developer = await Developer.LoggedInAsync(server, shop);
        using var second = await developer.TypesAsync(
            ["login", "--profile", "live", "--api", Developer.ApiOf(server), "--key", key], secret);

        Assert.Equal(other.Id, await IdAsync());
        Assert.Equal(shop.Id, await IdAsync("--profile", "default"));
        using var forgotten = await developer.TypesAsync("logout");
        Assert.Equal(shop.Id, await IdAsync());
        using var gone = await developer.TypesAsync("whoami", "--profile", "live");
        (developer.Variables["OI_API"], developer.Variables["OI_KEY"], developer.Variables["OI_SECRET"]) =
            (Developer.ApiOf(server), key, secret);
        Assert.Equal(other.Id, await IdAsync());
        Assert.Equal((0, 2), (forgotten.ExitCode, gone.ExitCode));
        Assert.DoesNotContain(
            secret, await File.ReadAllTextAsync(developer.ProfilesFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // What would be of real customers, or cost real money, takes more than a habit.
        using var listening = await developer.TypesAsync("listen");
        using var triggering = await developer.TypesAsync("trigger", "ping");
        using var refunding = await developer.TypesAsync("refunds", "create", "1");
        Assert.Equal((2, 2, 2), (listening.ExitCode, triggering.ExitCode, refunding.ExitCode));
        Assert.Contains("--live", refunding.Errors, StringComparison.Ordinal);

        async Task<int?> IdAsync(params string[] options) =>
            (int?)(await developer.AsksAsync(["whoami", .. options]))["application"]!["id"];
    }

    private static (string Key, string Secret) Keys(TestApplication shop, string mode) => (
        (string)shop.Registered["credentials"]![$"{mode}ApiKey"]!, (string)shop.Registered["credentials"]![$"{mode}ApiSecret"]!);
}
