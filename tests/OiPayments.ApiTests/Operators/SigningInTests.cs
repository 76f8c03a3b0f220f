using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>These tests move the clock.</summary>
public class SigningInTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_answer_has_exactly_these_fields()
    {
        var answer = await LogInAsync("  Operator@Example.com ", TestServer.OperatorPassword);

        var session = answer.Data();
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ["token", "tokenType", "expiresAt", "userId", "email", "name", "superAdmin", "permissions", "mustChangePassword", "mustEnrol"],
            session.AsObject().Select(field => field.Key));
        Assert.Matches("^oios_[0-9A-Za-z]{50}$", (string)session["token"]!);
        Assert.Equal("Bearer", (string?)session["tokenType"]);
        Assert.Equal(server.Clock.GetUtcNow().AddHours(12), (DateTimeOffset)session["expiresAt"]!);
        Assert.Equal("operator@example.com", (string?)session["email"]);
        Assert.True((bool)session["superAdmin"]!);

        using var client = ClientFor(session);
        var me = (await client.ReadAsync("auth/me")).Data();
        Assert.Equal((long)session["userId"]!, (long)me["userId"]!);
        Assert.DoesNotContain("oios_", me.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_like_an_address_nobody_has()
    {
        var wrong = await LogInAsync(TestServer.OperatorEmail, "not the password");
        var unknown = await LogInAsync("nobody@example.com", TestServer.OperatorPassword);

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Equal("INVALID_CREDENTIALS", wrong.ErrorCode);
        Assert.Equal(wrong.Text, unknown.Text);
    }

    [Fact]
    public async Task Both_fields_are_needed()
    {
        var answer = await server.Anonymous.PostAsync("auth/login", new JsonObject());

        Assert.Equal(["email", "password"], answer.Json["data"]!.AsObject().Select(bad => bad.Key).Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer oios_nonsense")]
    [InlineData("Basic b3BlcmF0b3I6cGFzc3dvcmQ=")]
    public async Task Without_a_session_nothing_of_an_operator_is_served(string? header)
    {
        using var client = server.ClientWith(null, null);
        if (header is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        Assert.Equal("UNAUTHORIZED", (await client.ReadAsync("auth/me")).ErrorCode);
        Assert.Equal("UNAUTHORIZED", (await client.ReadAsync("admin/apps")).ErrorCode);
    }

    [Fact]
    public async Task An_idle_session_is_over_after_an_hour()
    {
        using var client = await SignedInAsync();

        server.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("auth/me")).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("auth/me")).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(60));

        Expired(await client.ReadAsync("auth/me"));
        Expired(await client.ReadAsync("admin/apps"));
    }

    [Fact]
    public async Task A_busy_session_is_over_after_twelve_hours()
    {
        using var client = await SignedInAsync();

        for (var half = 1; half < 24; half++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("auth/me")).Status);
        }

        server.Clock.Advance(TimeSpan.FromMinutes(30));
        Expired(await client.ReadAsync("auth/me"));
    }

    [Fact]
    public async Task Signing_out_ends_this_session_and_no_other()
    {
        using var client = await SignedInAsync();
        using var other = await SignedInAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("auth/logout", new JsonObject())).Status);

        Expired(await client.ReadAsync("auth/me"));
        Assert.Equal(HttpStatusCode.OK, (await other.ReadAsync("auth/me")).Status);
    }

    [Fact]
    public async Task What_moves_keys_needs_the_password_of_the_last_five_minutes()
    {
        using var client = await SignedInAsync();
        var registered = (await client.PostAsync("admin/apps", new JsonObject { ["name"] = "Step-up" })).Data();
        var apps = $"admin/apps/{registered["application"]!["id"]}/credentials";
        var rows = (await client.ReadAsync(apps)).Data().AsArray();
        Task<Answer> RotateAsync() => client.PostAsync($"{apps}/rotate", new JsonObject { ["mode"] = "TEST" });
        Task<Answer> RevokeAsync() => client.PostAsync($"{apps}/{rows[0]!["id"]}/revoke", new JsonObject());

        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Created, (await RotateAsync()).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var (rotated, revoked) = (await RotateAsync(), await RevokeAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, rotated.Status);
        Assert.Equal("REAUTH_REQUIRED", rotated.ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", revoked.ErrorCode);
        Assert.Equal(3, (await client.ReadAsync(apps)).Data().AsArray().Count(row => (string?)row!["status"] == "ACTIVE"));

        var wrong = await client.PostAsync("auth/reauth", new JsonObject { ["password"] = "not the password" });
        Assert.Equal("INVALID_CREDENTIALS", wrong.ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await RotateAsync()).ErrorCode);

        Assert.Equal(
            HttpStatusCode.OK,
            (await client.PostAsync("auth/reauth", new JsonObject { ["password"] = TestServer.OperatorPassword })).Status);
        Assert.Equal(HttpStatusCode.Created, (await RotateAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync()).Status);
    }

    private static void Expired(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("SESSION_EXPIRED", answer.ErrorCode);
    }

    private Task<Answer> LogInAsync(string email, string password) =>
        server.Anonymous.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = password });

    private async Task<HttpClient> SignedInAsync() =>
        ClientFor((await LogInAsync(TestServer.OperatorEmail, TestServer.OperatorPassword)).Data());

    private HttpClient ClientFor(JsonNode session)
    {
        var client = server.ClientWith(null, null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session["token"]!);
        return client;
    }
}
