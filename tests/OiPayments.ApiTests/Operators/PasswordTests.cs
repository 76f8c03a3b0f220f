using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.SigningIn;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>Changing and resetting passwords. These tests move the clock.</summary>
public class PasswordTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Chosen = "a harvest moon over the delta";

    [Fact]
    public async Task Changing_it_ends_all_other_sessions_and_the_old_one_opens_nothing()
    {
        var email = await server.NewOperatorAsync("changer");
        using var lost = await server.SignedInAsync(email);
        using var client = await server.SignedInAsync(email);

        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(client, OperatorsUnderTest.Password, Chosen)).Status);

        Assert.Equal("SESSION_EXPIRED", (await lost.ReadAsync("auth/me")).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("auth/me")).Status);
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, OperatorsUnderTest.Password)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, Chosen)).Status);
        Assert.Contains(await server.AuditAsync("password.change"), line => line.ActorName == email && line.After is null);
    }

    [Theory]
    [InlineData("eleven char", "Needs at least 12 characters.")]
    [InlineData("rules@example.com", "Must not be the e-mail address.")]
    [InlineData("Password-1234", "everybody tries first")]
    [InlineData("1234 5678 9012", "everybody tries first")]
    [InlineData(OperatorsUnderTest.Password, "Must differ")]
    public async Task One_that_is_easily_guessed_is_refused(string chosen, string fault)
    {
        var email = chosen == "rules@example.com"
            ? await server.NewOperatorAsync("rules")
            : await server.NewOperatorAsync($"rules{chosen.GetHashCode(StringComparison.Ordinal):x}");
        using var client = await server.SignedInAsync(email);

        var answer = await ChangeAsync(client, OperatorsUnderTest.Password, chosen);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Contains(fault, (string?)answer.Json["data"]!["newPassword"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Status);
    }

    [Fact]
    public async Task A_wrong_current_one_changes_nothing_and_is_counted()
    {
        var email = await server.NewOperatorAsync("mistaken");
        using var client = await server.SignedInAsync(email);

        for (var guess = 0; guess < 5; guess++)
            Assert.Equal("INVALID_CREDENTIALS", (await ChangeAsync(client, "not the password", Chosen)).ErrorCode);

        Assert.Equal("ACCOUNT_LOCKED", (await ChangeAsync(client, OperatorsUnderTest.Password, Chosen)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Status);
    }

    [Fact]
    public async Task A_temporary_one_opens_the_way_to_change_it_and_nothing_else()
    {
        var email = await server.NewOperatorAsync("forgetful");
        using var before = await server.SignedInAsync(email);
        var temporary = await ResetAsync(await server.NewOperatorAsync("helper"), email);
        Assert.Equal("SESSION_EXPIRED", (await before.ReadAsync("auth/me")).ErrorCode);
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, OperatorsUnderTest.Password)).ErrorCode);

        var session = (await server.LogInAsync(email, temporary)).Data();
        using var client = server.ClientOf(session);
        Assert.True((bool)session["mustChangePassword"]!);
        Assert.False((bool)session["superAdmin"]!);

        foreach (var path in new[] { "admin/apps", "admin/refunds", "auth/sessions", "auth/passkeys" })
        {
            var refused = await client.ReadAsync(path);
            Assert.Equal((HttpStatusCode.Forbidden, "FORBIDDEN"), (refused.Status, refused.ErrorCode));
            Assert.Contains("POST /auth/password", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal);
        }

        Assert.Equal("FORBIDDEN", (await client.PostAsync("auth/reauth", new JsonObject { ["password"] = temporary })).ErrorCode);
        Assert.True((bool)(await client.ReadAsync("auth/me")).Data()["mustChangePassword"]!);
        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(client, temporary, Chosen)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("admin/apps")).Status);
        Assert.True((bool)(await client.ReadAsync("auth/me")).Data()["superAdmin"]!);
        Assert.DoesNotContain(temporary, server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_with_the_old_one_that_was_under_way_meanwhile_opens_nothing()
    {
        var email = await server.NewOperatorAsync("racing");
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var verified = await db.Directory<Operator>().SingleAsync(person => person.Email == email);

        await ResetAsync(await server.NewOperatorAsync("faster"), email);
        var token = await scope.ServiceProvider.GetRequiredService<Sessions>().OpenAsync(
            verified, new(null, null, null), "password", CancellationToken.None);
        await db.SaveAsync(CancellationToken.None);

        Assert.Equal(
            "SESSION_EXPIRED",
            (await server.Anonymous.SendAsync(HttpMethod.Get, "auth/me", null, ("Authorization", $"Bearer {token}"))).ErrorCode);
    }

    [Fact]
    public async Task A_temporary_one_is_over_after_a_day()
    {
        var email = await server.NewOperatorAsync("away");
        var temporary = await ResetAsync(await server.NewOperatorAsync("hurried"), email);

        server.WaitOut(TemporaryPassword.Lasts);

        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, temporary)).ErrorCode);
    }

    [Fact]
    public async Task Nobody_resets_the_password_of_one_who_may_do_more_nor_their_own()
    {
        var (admin, support) = (await server.NewOperatorAsync("clerk", "Admin"), await server.NewOperatorAsync("aide", "Support"));
        var superAdmin = await server.NewOperatorAsync("chief");

        Assert.Equal(ErrorCode.Forbidden, (await TryResetAsync(admin, superAdmin)).Refused);
        Assert.Equal(ErrorCode.Forbidden, (await TryResetAsync(support, admin)).Refused);
        Assert.Equal(ErrorCode.InvalidOperationState, (await TryResetAsync(superAdmin, superAdmin)).Refused);
        Assert.Null((await TryResetAsync(superAdmin, admin)).Refused);
        Assert.Equal(ErrorCode.ReauthRequired, (await TryResetAsync(superAdmin, support, waited: TimeSpan.FromMinutes(6))).Refused);
        Assert.Single(await server.AuditAsync("password.reset"), line => line.ActorName == superAdmin);
    }

    [Fact]
    public async Task One_who_lost_everything_gets_in_again_without_second_factors()
    {
        var email = await server.NewOperatorAsync("shipwrecked");
        using var client = await server.SignedInAsync(email);
        await server.EnrolTotpAsync(client);
        var helper = await server.NewOperatorAsync("rescuer");

        await ActAsync(helper, TimeSpan.Zero, async (services, db, who) =>
        {
            var target = await db.Directory<Operator>().SingleAsync(person => person.Email == email);
            Assert.False((await services.GetRequiredService<RemoveSecondFactors>().RunAsync(who, target.Id, CancellationToken.None))
                .IsRefused(out _, out _));
            return 0;
        });

        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Status);
    }

    private static Task<Answer> ChangeAsync(HttpClient client, string current, string chosen) =>
        client.PostAsync("auth/password", new JsonObject { ["currentPassword"] = current, ["newPassword"] = chosen });

    private async Task<string> ResetAsync(string by, string email)
    {
        var (refused, temporary) = await TryResetAsync(by, email);
        Assert.Null(refused);
        return temporary!;
    }

    private Task<(ErrorCode? Refused, string? Temporary)> TryResetAsync(string by, string email, TimeSpan waited = default) =>
        ActAsync<(ErrorCode?, string?)>(by, waited, async (services, db, who) =>
    {
        var target = await db.Directory<Operator>().SingleAsync(person => person.Email == email);
        return (await services.GetRequiredService<ResetPassword>().RunAsync(who, target.Id, CancellationToken.None)).IsRefused(
            out var refusal, out var invitation)
            ? (refusal.Code, null)
            : (null, invitation.TemporaryPassword);
    });

    /// <summary>Does something in the name of an operator who signed in so long ago, as a page does: in a scope of its own.</summary>
    private async Task<T> ActAsync<T>(string by, TimeSpan ago, Func<IServiceProvider, OiPaymentsDb, SignedInOperator, Task<T>> act)
    {
        var token = (string)(await server.LogInAsync(by, OperatorsUnderTest.Password)).Data()["token"]!;
        if (ago > TimeSpan.Zero) server.WaitOut(ago);
        await using var scope = server.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<Sessions>().FindAsync(token, "127.0.0.1", CancellationToken.None);
        Assert.False(found.IsRefused(out _, out var who));
        return await act(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<OiPaymentsDb>(), who!);
    }
}
