using System.Net;
using OiPayments.Access;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

public class ListingSessionsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task One_sees_ones_own_sessions_without_anything_to_use_them_by()
    {
        var email = await server.NewOperatorAsync("lister");
        var other = (await server.LogInAsync(email, OperatorsUnderTest.Password, null, ("User-Agent", "Else/1.0" + new string('x', 500))))
            .Data();
        using var client = await server.SignedInAsync(email);

        var sessions = (await client.ReadAsync("auth/sessions")).Data().AsArray();

        Assert.Equal(2, sessions.Count);
        Assert.Equal(
            ["id", "current", "createdAt", "lastSeenAt", "expiresAt", "ipAddress", "userAgent"],
            sessions[0]!.AsObject().Select(field => field.Key));
        Assert.Equal([true, false], sessions.Select(session => (bool)session!["current"]!));
        Assert.Equal("127.0.0.1", (string?)sessions[1]!["ipAddress"]);
        Assert.Equal(200, ((string)sessions[1]!["userAgent"]!).Length);
        Assert.DoesNotContain((string)other["token"]!, sessions.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_session_is_over_at_once_and_ending_is_written_down()
    {
        var email = await server.NewOperatorAsync("ender");
        using var lost = await server.SignedInAsync(email);
        using var client = await server.SignedInAsync(email);
        var id = (long)(await client.ReadAsync("auth/sessions")).Data().AsArray().Single(session => !(bool)session!["current"]!)!["id"]!;

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, $"auth/sessions/{id}", null)).Status);

        Assert.Equal("SESSION_EXPIRED", (await lost.ReadAsync("auth/me")).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("auth/me")).Status);
        Assert.Equal("RESOURCE_NOT_FOUND", (await client.SendAsync(HttpMethod.Delete, $"auth/sessions/{id}", null)).ErrorCode);
        var line = Assert.Single(await server.AuditAsync("session.end"), line => line.TargetId == $"{id}");
        Assert.Equal((email, "127.0.0.1"), (line.ActorName, line.IpAddress));
    }

    [Fact]
    public async Task Nobody_ends_anothers_session()
    {
        using var victim = await server.SignedInAsync(await server.NewOperatorAsync("victim"));
        using var other = await server.SignedInAsync(await server.NewOperatorAsync("other"));
        var id = (long)(await victim.ReadAsync("auth/me")).Data()["sessionId"]!;

        Assert.Equal("RESOURCE_NOT_FOUND", (await other.SendAsync(HttpMethod.Delete, $"auth/sessions/{id}", null)).ErrorCode);
        Assert.Empty((await other.SendAsync(HttpMethod.Delete, "auth/sessions", null)).Data().AsArray());
        Assert.Equal(HttpStatusCode.OK, (await victim.ReadAsync("auth/me")).Status);
    }

    [Fact]
    public async Task All_other_sessions_end_together()
    {
        var email = await server.NewOperatorAsync("tidy");
        using var first = await server.SignedInAsync(email);
        using var second = await server.SignedInAsync(email);
        using var client = await server.SignedInAsync(email);

        Assert.Equal(2, (await client.SendAsync(HttpMethod.Delete, "auth/sessions", null)).Data().AsArray().Count);

        Assert.Equal("SESSION_EXPIRED", (await first.ReadAsync("auth/me")).ErrorCode);
        Assert.Equal("SESSION_EXPIRED", (await second.ReadAsync("auth/me")).ErrorCode);
        Assert.True((bool)Assert.Single((await client.ReadAsync("auth/sessions")).Data().AsArray())!["current"]!);
    }

    [Fact]
    public async Task Every_sign_in_has_a_new_token_and_a_token_one_brings_along_is_worth_nothing()
    {
        var email = await server.NewOperatorAsync("fixed");
        const string planted = "oios_00000000000000000000000000000000000000000000000000";

        var first = (await server.LogInAsync(
            email, OperatorsUnderTest.Password, null, ("Authorization", $"Bearer {planted}"), ("Cookie", $"oi-session={planted}"))).Data();
        var second = (await server.LogInAsync(email, OperatorsUnderTest.Password, null, ("Authorization", $"Bearer {first["token"]}")))
            .Data();

        Assert.Distinct([planted, (string)first["token"]!, (string)second["token"]!]);
        Assert.Equal(
            "UNAUTHORIZED",
            (await server.Anonymous.SendAsync(HttpMethod.Get, "auth/me", null, ("Authorization", $"Bearer {planted}"))).ErrorCode);
    }

    [Fact]
    public async Task A_cookie_opens_nothing_at_the_API_whatever_it_holds()
    {
        var session = (await server.LogInAsync(await server.NewOperatorAsync("cookie"), OperatorsUnderTest.Password)).Data();

        var answer = await server.Anonymous.SendAsync(
            HttpMethod.Get, "auth/me", null, ("Cookie", $"oi-session={session["token"]}; __Host-oi-session={session["token"]}"));

        Assert.Equal("UNAUTHORIZED", answer.ErrorCode);
    }

    [Fact]
    public async Task No_token_and_no_password_is_ever_logged()
    {
        var email = await server.NewOperatorAsync("secretive");
        var session = (await server.LogInAsync(email, OperatorsUnderTest.Password)).Data();
        using var client = server.ClientOf(session);
        await server.LogInAsync(email, "a wrong one, mistyped");
        await client.ReadAsync("auth/sessions");

        Assert.DoesNotContain((string)session["token"]!, server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(OperatorsUnderTest.Password, server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong one, mistyped", server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_operator_is_out_at_once()
    {
        var email = await server.NewOperatorAsync("leaver");
        using var client = await server.SignedInAsync(email);

        await server.WithDbAsync(async db =>
        {
            var person = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
                db.Directory<Operator>(), person => person.Email == email);
            person.Enabled = false;
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });

        Assert.Equal("UNAUTHORIZED", (await client.ReadAsync("auth/me")).ErrorCode);
        Assert.Equal(
            (await server.LogInAsync(email, "not the password")).Text, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Text);
    }
}
