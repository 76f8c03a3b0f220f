using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>Behind a proxy on this machine, which is believed when it says who is calling.</summary>
public sealed class ServerBehindAProxy() : TestServer(new() { ["Http:TrustedProxies"] = "127.0.0.1, ::1, 10.0.0.0/8" });

public class RestrictingCredentialsTests(ServerBehindAProxy server) : IClassFixture<ServerBehindAProxy>
{
    [Fact]
    public async Task A_credential_that_may_only_read_is_refused_every_write_there_is()
    {
        var shop = await server.RegisterAsync();
        await ChangeAsync(shop, new() { ["readOnly"] = true });
        var description = JsonNode.Parse(await server.Anonymous.GetStringAsync(new Uri(server.ApiUrl, "/openapi/v1.json")))!;
        var operations = description["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Select(operation => (Path: path.Key, Method: operation.Key.ToUpperInvariant(), Json: operation.Value!)))
            .Where(operation => operation.Json["security"]!.AsArray().Any(scheme => scheme!["ApiKey"] is not null))

            // Its answer has no end.
            .Where(operation => (string?)operation.Json["operationId"] != "streamEvents").ToList();

        Assert.Contains(operations, operation => operation.Method == "POST");
        Assert.Contains(operations, operation => operation.Method == "GET");
        foreach (var (path, method, json) in operations)
        {
            var concrete = System.Text.RegularExpressions.Regex.Replace(
                path, @"\{\w+\}", "1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            var address = new Uri(server.ApiUrl, concrete).ToString();
            var answer = method == "PUT" && path.EndsWith("/logo", StringComparison.Ordinal)
                ? await shop.Test.PutPictureAsync(address, [])
                : await shop.Test.SendAsync(
                    new(method), address, method == "GET" ? null : """{"amountMinor":5000,"customerReference":"c"}""");
            Assert.True(answer.ErrorCode == "FORBIDDEN" == (method != "GET"), $"{method} {path}: {answer.Text}");

            // The test clock is refused to LIVE keys, whatever they may.
            Assert.Equal(
                method != "GET" || path.EndsWith("/test-clock", StringComparison.Ordinal), json["responses"]!["403"] is not null);
        }

        Assert.Contains("may only read", (await shop.Test.PostAsync("payments", new JsonObject())).Text, StringComparison.Ordinal);
        await ChangeAsync(shop, new() { ["readOnly"] = false });
        Assert.Equal("VALIDATION_ERROR", (await shop.Test.PostAsync("payments", new JsonObject())).ErrorCode);
    }

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.7", true)]
    [InlineData("203.0.113.0/24", "203.0.114.7", false)]
    [InlineData("203.0.113.0/24", "::ffff:203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::5", true)]
    [InlineData("2001:db8::/32", "2001:db9::5", false)]
    [InlineData("0.0.0.0/0", "2001:db8::5", false)]
    [InlineData("203.0.113.7", "198.51.100.1, 203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.7, 198.51.100.1", false)]
    [InlineData("203.0.113.7", "203.0.113.7, 10.1.2.3", true)]
    [InlineData("203.0.113.7", null, false)]
    [InlineData("127.0.0.1", null, true)]
    public async Task A_credential_works_from_its_networks_alone(string network, string? forwardedFor, bool works)
    {
        var shop = await server.RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);

        await ChangeAsync(shop, new() { ["allowedNetworks"] = new JsonArray(network) });

        var answer = await shop.Test.SendAsync(
            HttpMethod.Get, "app/me", null, forwardedFor is null ? [] : [("X-Forwarded-For", forwardedFor)]);
        Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.Status);
        if (works) return;
        using var wrong = server.ClientWith((string)shop.Registered["credentials"]!["testApiKey"]!, ApiKey.NewSecret(Mode.Test));
        Assert.Equal((await wrong.ReadAsync("app/me")).Text, answer.Text);
        await ChangeAsync(shop, new() { ["allowedNetworks"] = null });
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
    }

    [Theory]
    [InlineData("""{"allowedNetworks":"10.0.0.0/8"}""", "allowedNetworks")]
    [InlineData("""{"allowedNetworks":[]}""", "allowedNetworks")]
    [InlineData("""{"allowedNetworks":["10.0.0.0/8","10.0.0.1/8"]}""", "allowedNetworks[1]")]
    [InlineData("""{"allowedNetworks":["10.0.0.0/33"]}""", "allowedNetworks[0]")]
    [InlineData("""{"allowedNetworks":["10.1"]}""", "allowedNetworks[0]")]
    [InlineData("""{"allowedNetworks":["010.0.0.1"]}""", "allowedNetworks[0]")]
    [InlineData("""{"allowedNetworks":["fe80::1%eth0"]}""", "allowedNetworks[0]")]
    [InlineData("""{"allowedNetworks":["localhost"]}""", "allowedNetworks[0]")]
    [InlineData("""{"allowedNetworks":[7]}""", "allowedNetworks[0]")]
    [InlineData("""{"allowedNetworks":[7,"10.0.0.0/8","here"]}""", "allowedNetworks[0],allowedNetworks[2]")]
    [InlineData("""{"allowedNetworks":["::ffff:0.0.0.0/90"]}""", "allowedNetworks[0]")]
    [InlineData("""{"readOnly":"yes"}""", "readOnly")]
    [InlineData("""{"requestsPerSecond":0}""", "requestsPerSecond")]
    public async Task What_makes_no_sense_is_named(string body, string field)
    {
        var shop = await server.RegisterAsync();
        var id = (await CredentialAsync(shop))["id"];

        var answer = await server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/credentials/{id}", body);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(field.Split(','), answer.Json["data"]!.AsObject().Select(bad => bad.Key));
    }

    [Fact]
    public async Task A_rotation_keeps_the_restrictions_unless_it_says_otherwise()
    {
        var shop = await server.RegisterAsync();
        await ChangeAsync(
            shop, new() { ["readOnly"] = true, ["allowedNetworks"] = new JsonArray("10.0.0.0/8", "::1"), ["requestsPerSecond"] = 7 });

        await RotateAsync(shop, new() { ["mode"] = "TEST" });
        Assert.Equal("""true ["10.0.0.0/8","::1/128"] 7""", Restrictions(await CredentialAsync(shop)));

        await RotateAsync(
            shop, new() { ["mode"] = "TEST", ["readOnly"] = false, ["allowedNetworks"] = null, ["requestsPerSecond"] = null });
        Assert.Equal("false  ", Restrictions(await CredentialAsync(shop)));
    }

    [Fact]
    public async Task Changing_one_needs_the_password_again_and_its_own_application()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var id = (await CredentialAsync(other))["id"];

        Assert.Equal(
            "RESOURCE_NOT_FOUND",
            (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/credentials/{id}", new JsonObject { ["readOnly"] = true })).ErrorCode);
        using var second = await server.SecondOperatorAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(
            "REAUTH_REQUIRED",
            (await second.PatchAsync($"admin/apps/{other.Id}/credentials/{id}", new JsonObject { ["readOnly"] = true })).ErrorCode);
        Assert.Equal("false  ", Restrictions(await CredentialAsync(other)));
    }

    [Fact]
    public async Task A_proxy_nobody_named_is_not_believed()
    {
        await using var plain = new TestServer();
        await plain.InitializeAsync();
        var shop = await plain.RegisterAsync();
        var row = (await plain.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials"))
            .Data()
            .AsArray()
            .Single(it => (string?)it!["mode"] == "TEST")!;

        await plain.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/credentials/{row["id"]}", new JsonObject { ["allowedNetworks"] = new JsonArray("203.0.113.7") });

        Assert.Equal(
            "UNAUTHORIZED", (await shop.Test.SendAsync(HttpMethod.Get, "app/me", null, ("X-Forwarded-For", "203.0.113.7"))).ErrorCode);
    }

    private static string Restrictions(JsonNode row) =>
        $"{row["readOnly"]!.ToJsonString()} {row["allowedNetworks"]?.ToJsonString()} {row["requestsPerSecond"]?.ToJsonString()}";

    /// <summary>The newest of TEST.</summary>
    private async Task<JsonNode> CredentialAsync(TestApplication shop) =>
        (await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials"))
            .Data()
            .AsArray()
            .First(row => (string?)row!["mode"] == "TEST")!;

    private async Task ChangeAsync(TestApplication shop, JsonObject change) =>
        (await server.Operator.PatchAsync($"admin/apps/{shop.Id}/credentials/{(await CredentialAsync(shop))["id"]}", change)).Data();

    private async Task RotateAsync(TestApplication shop, JsonObject body) =>
        (await server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/rotate", body)).Data();
}
