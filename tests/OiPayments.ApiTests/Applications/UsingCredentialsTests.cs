using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>These tests move the clock.</summary>
public class UsingCredentialsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_key_says_who_and_in_which_mode()
    {
        var shop = await server.RegisterAsync();

        Assert.Equal(
            $$"""{"id":{{shop.Id}},"name":"{{shop.Registered["application"]!["name"]}}","mode":"TEST"}""",
            (await shop.Test.ReadAsync("app/me")).Data().ToJsonString());
        Assert.Equal("LIVE", (string?)(await shop.Live.ReadAsync("app/me")).Data()["mode"]);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_pair_that_looks_right_the_answer_is_the_same()
    {
        var (shop, other, revoked) = (await server.RegisterAsync(), await server.RegisterAsync(), await server.RegisterAsync());
        var (key, secret) = (Of(shop, "testApiKey"), Of(shop, "testApiSecret"));
        var row = await CredentialAsync(revoked, "TEST");
        await server.Operator.PostAsync($"admin/apps/{revoked.Id}/credentials/{row["id"]}/revoke", new JsonObject());
        (string? Key, string? Secret)[] wrong =
        [
            (key, Of(other, "testApiSecret")), (Of(other, "testApiKey"), secret), (key, ApiKey.NewSecret(Mode.Test)),
            (ApiKey.NewKey(Mode.Test), secret), (ApiKey.NewKey(Mode.Live), ApiKey.NewSecret(Mode.Live)),
            (Of(revoked, "testApiKey"), Of(revoked, "testApiSecret")), (Of(shop, "liveApiKey"), Of(other, "liveApiSecret")),
        ];

        var answers = new List<string>();
        foreach (var (k, s) in wrong)
        {
            using var client = server.ClientWith(k, s);
            var answer = await client.ReadAsync("app/me");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            answers.Add(answer.Text);
        }

        Assert.Contains("\"errorCode\":\"UNAUTHORIZED\"", Assert.Single(answers.Distinct()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task While_the_grace_lasts_both_keys_work_and_then_only_the_new_one()
    {
        var shop = await server.RegisterAsync();
        await shop.Test.ReadAsync("app/me");

        var answer = await RotateAsync(shop, "TEST");
        var rotated = answer.Data();

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(
            ["credentialId", "mode", "apiKey", "apiSecret", "previousKeyExpiresAt"], rotated.AsObject().Select(field => field.Key));
        Assert.Equal(server.Clock.GetUtcNow().AddHours(24), (DateTimeOffset)rotated["previousKeyExpiresAt"]!);
        using var renewed = server.ClientWith((string)rotated["apiKey"]!, (string)rotated["apiSecret"]!);
        Assert.Equal(shop.Id, (int)(await renewed.ReadAsync("app/me")).Data()["id"]!);

        server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await shop.Test.ReadAsync("app/me")).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await renewed.ReadAsync("app/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await shop.Live.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task Rotating_twice_does_not_lengthen_the_first_ones_life()
    {
        var shop = await server.RegisterAsync();
        await RotateAsync(shop, "TEST");
        server.Clock.Advance(TimeSpan.FromHours(23));
        await RotateAsync(shop, "TEST");

        server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"mode":null}""")]
    [InlineData("""{"mode":"test"}""")]
    [InlineData("""{"mode":1}""")]
    public async Task A_rotation_names_its_mode(string body)
    {
        var shop = await server.RegisterAsync();

        var answer = await server.Operator.SendAsync(HttpMethod.Post, $"admin/apps/{shop.Id}/credentials/rotate", body);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(["mode"], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_for_good()
    {
        var shop = await server.RegisterAsync();
        await shop.Test.ReadAsync("app/me");
        var row = await CredentialAsync(shop, "TEST");

        var revoked = (await server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{row["id"]}/revoke", new JsonObject())).Data();

        Assert.Equal("REVOKED", (string?)revoked["status"]);
        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await shop.Live.ReadAsync("app/me")).Status);
        Assert.Equal("REVOKED", (string?)(await server.Operator.PostAsync(
            $"admin/apps/{shop.Id}/credentials/{row["id"]}/revoke", new JsonObject())).Data()["status"]);
        Assert.Null((await RotateAsync(shop, "TEST")).Data()["previousKeyExpiresAt"]);
        Assert.Equal("UNAUTHORIZED", (await shop.Test.ReadAsync("app/me")).ErrorCode);
    }

    [Fact]
    public async Task A_row_says_how_its_key_begins_and_who_issued_it_and_no_more_of_the_key()
    {
        var shop = await server.RegisterAsync();
        var rotated = (await RotateAsync(shop, "TEST")).Data();

        var rows = await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials");

        var key = (string)rotated["apiKey"]!;
        var row = rows.Data().AsArray().Single(one => (long)one!["id"]! == (long)rotated["credentialId"]!)!;
        Assert.Equal(key[..16], (string?)row["keyStart"]);
        Assert.DoesNotContain(key[..17], rows.Text, StringComparison.Ordinal);
        var me = (await server.Operator.ReadAsync("auth/me")).Data();
        Assert.Equal(($"operator:{me["userId"]}", (string?)me["name"]), ((string?)row["createdBy"], (string?)row["createdByName"]));
        Assert.Equal(rows.Data().AsArray().Count, rows.Data().AsArray().Select(one => (string?)one!["keyStart"]).Distinct().Count());
    }

    [Fact]
    public async Task Another_applications_credential_cannot_be_revoked_through_this_one()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        var row = await CredentialAsync(other, "TEST");

        Assert.Equal(
            "RESOURCE_NOT_FOUND",
            (await server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{row["id"]}/revoke", new JsonObject())).ErrorCode);
        Assert.Equal(
            "RESOURCE_NOT_FOUND",
            (await server.Operator.PostAsync("admin/apps/999999/credentials/rotate", new JsonObject { ["mode"] = "TEST" })).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.Operator.ReadAsync("admin/apps/999999/credentials")).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await other.Test.ReadAsync("app/me")).Status);
    }

    [Fact]
    public async Task Credentials_are_listed_without_secrets_and_with_their_last_use()
    {
        var shop = await server.RegisterAsync();
        Assert.Null((await CredentialAsync(shop, "TEST"))["lastUsedAt"]);
        server.Clock.Advance(TimeSpan.FromSeconds(90));
        var used = server.Clock.GetUtcNow();

        await shop.Test.ReadAsync("app/me");

        var row = await CredentialAsync(shop, "TEST");
        Assert.Equal([
            "id", "mode", "status", "expiresAt", "createdAt", "lastUsedAt", "readOnly", "allowedNetworks", "requestsPerSecond", "keyStart",
            "createdBy", "createdByName", "version"
        ], row.AsObject().Select(field => field.Key));
        Assert.Equal(used, (DateTimeOffset)row["lastUsedAt"]!);
        Assert.Equal("ACTIVE", (string?)row["status"]);
        Assert.Null((await CredentialAsync(shop, "LIVE"))["lastUsedAt"]);
    }

    private async Task<JsonNode> CredentialAsync(TestApplication shop, string mode) =>
        (await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials"))
            .Data()
            .AsArray()
            .Single(row => (string?)row!["mode"] == mode)!;

    private Task<Answer> RotateAsync(TestApplication shop, string mode) =>
        server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/rotate", new JsonObject { ["mode"] = mode });

    private static string Of(TestApplication shop, string name) => (string)shop.Registered["credentials"]![name]!;
}
