using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Persistence;
using OiPayments.SigningIn;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>Authenticator apps and recovery codes. These tests move the clock.</summary>
public class SecondFactorTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task From_its_first_code_on_the_password_alone_is_not_enough()
    {
        var email = await server.NewOperatorAsync("enroller");
        using var client = await server.SignedInAsync(email);
        var started = (await client.PostAsync("auth/totp", new JsonObject())).Data();
        var secret = (string)started["secret"]!;
        Assert.Matches("^[A-Z2-7]{32}$", secret);
        Assert.Equal(
            $"otpauth://totp/OI%20Payments%3Aenroller%40example.com?secret={secret}&issuer=OI%20Payments", (string?)started["otpauthUri"]);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Status);

        var wrong = await client.PostAsync("auth/totp/confirm", new JsonObject { ["code"] = "000000" });
        Assert.Equal("VALIDATION_ERROR", wrong.ErrorCode);
        Assert.NotNull(wrong.Json["data"]!["code"]);
        var codes = (await client.PostAsync("auth/totp/confirm", new JsonObject { ["code"] = server.CodeOf(secret) }))
            .Data()["codes"]!
            .AsArray();
        Assert.Equal(10, codes.Count);
        Assert.All(codes, code => Assert.Matches("^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$", (string)code!));

        var without = await server.LogInAsync(email, OperatorsUnderTest.Password);
        Assert.Equal((HttpStatusCode.BadRequest, "VALIDATION_ERROR"), (without.Status, without.ErrorCode));
        Assert.Equal(["code"], without.Json["data"]!.AsObject().Select(field => field.Key));
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, "not the password")).ErrorCode);
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, "not the password", server.CodeOf(secret))).ErrorCode);

        // The code that enrolled it is used up.
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, OperatorsUnderTest.Password, server.CodeOf(secret))).ErrorCode);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password, server.CodeOf(secret))).Status);
        Assert.Equal("INVALID_OPERATION_STATE", (await client.PostAsync("auth/totp", new JsonObject())).ErrorCode);
    }

    [Fact]
    public async Task The_secret_is_encrypted_and_recovery_codes_are_digests()
    {
        using var client = await server.SignedInAsync(await server.NewOperatorAsync("atrest"));
        var (secret, codes) = await server.EnrolTotpAsync(client);

        var kept = await server.WithDbAsync(db => db.Directory<OperatorTotp>().Select(totp => totp.Secret).ToListAsync());

        Assert.All(kept, closed => Assert.DoesNotContain(secret, closed, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, server.Log.Text, StringComparison.Ordinal);
        Assert.All(codes, code => Assert.DoesNotContain(code, server.Log.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, (await client.ReadAsync("auth/second-factors")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_signs_in_once_however_many_send_it_at_the_same_time()
    {
        var email = await server.NewOperatorAsync("replayed");
        using var client = await server.SignedInAsync(email);
        var (secret, _) = await server.EnrolTotpAsync(client);
        var code = server.CodeOf(secret);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => server.LogInAsync(email, OperatorsUnderTest.Password, code))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status is not HttpStatusCode.OK),
            answer => Assert.Equal("INVALID_CREDENTIALS", answer.ErrorCode));
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, OperatorsUnderTest.Password, code)).ErrorCode);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_however_many_send_it_at_the_same_time()
    {
        var email = await server.NewOperatorAsync("recovered");
        using var client = await server.SignedInAsync(email);
        var (_, codes) = await server.EnrolTotpAsync(client);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => server.LogInAsync(email, OperatorsUnderTest.Password, codes[0]))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.Equal(9, (int)(await client.ReadAsync("auth/second-factors")).Data()["recoveryCodesLeft"]!);
        Assert.Equal(
            HttpStatusCode.OK,
            (await server.LogInAsync(email, OperatorsUnderTest.Password, codes[1].ToUpperInvariant().Replace('-', ' '))).Status);
        Assert.Contains(
            await server.AuditAsync("session.sign-in"),
            line => line.ActorName == email && line.After!.Contains("recovery code", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_that_both_found_a_code_unused_one_saves(bool isRecovery)
    {
        var email = await server.NewOperatorAsync($"twice{isRecovery}".ToLowerInvariant());
        using var client = await server.SignedInAsync(email);
        var (secret, codes) = await server.EnrolTotpAsync(client);
        var (code, id) = (
            isRecovery ? codes[0] : server.CodeOf(secret), new Id<Operator>((long)(await client.ReadAsync("auth/me")).Data()["userId"]!));
        await using var first = server.Services.CreateAsyncScope();
        await using var second = server.Services.CreateAsyncScope();

        Assert.NotNull(await first.ServiceProvider.GetRequiredService<SecondFactors>().UseAsync(id, code, CancellationToken.None));
        Assert.NotNull(await second.ServiceProvider.GetRequiredService<SecondFactors>().UseAsync(id, code, CancellationToken.None));

        Assert.True(await first.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(CancellationToken.None));
        Assert.False(await second.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_recovery_code_is_worth_nothing_to_anybody_else()
    {
        using var first = await server.SignedInAsync(await server.NewOperatorAsync("owner"));
        var email = await server.NewOperatorAsync("borrower");
        using var second = await server.SignedInAsync(email);
        var (_, codes) = await server.EnrolTotpAsync(first);
        await server.EnrolTotpAsync(second);

        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, OperatorsUnderTest.Password, codes[0])).ErrorCode);
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones_and_removing_the_app_ends_them_all()
    {
        var email = await server.NewOperatorAsync("renewer");
        using var client = await server.SignedInAsync(email);
        var (secret, old) = await server.EnrolTotpAsync(client);

        var renewed = (await client.PostAsync("auth/recovery-codes", new JsonObject())).Data()["codes"]!.AsArray();
        Assert.Equal("INVALID_CREDENTIALS", (await server.LogInAsync(email, OperatorsUnderTest.Password, old[0])).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password, (string)renewed[0]!)).Status);

        var left = (await client.SendAsync(HttpMethod.Delete, "auth/totp", null)).Data();
        Assert.Equal((null, 0), ((string?)left["totpEnrolledAt"], (int)left["recoveryCodesLeft"]!));
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password)).Status);
        Assert.Equal("INVALID_OPERATION_STATE", (await client.PostAsync("auth/recovery-codes", new JsonObject())).ErrorCode);
        Assert.NotEmpty(secret);
    }

    [Fact]
    public async Task Changing_second_factors_needs_a_proof_of_the_last_five_minutes()
    {
        using var client = await server.SignedInAsync(await server.NewOperatorAsync("stale"));
        await server.EnrolTotpAsync(client);
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("REAUTH_REQUIRED", (await client.SendAsync(HttpMethod.Delete, "auth/totp", null)).ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await client.PostAsync("auth/recovery-codes", new JsonObject())).ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await client.PostAsync("auth/totp", new JsonObject())).ErrorCode);
        Assert.Equal("REAUTH_REQUIRED", (await client.PostAsync("auth/passkeys/options", new JsonObject())).ErrorCode);
        await client.PostAsync("auth/reauth", new JsonObject { ["password"] = OperatorsUnderTest.Password });
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, "auth/totp", null)).Status);
    }

    [Fact]
    public async Task Guessing_codes_locks_even_for_one_who_knows_the_password()
    {
        var email = await server.NewOperatorAsync("halfway");
        using var client = await server.SignedInAsync(email);
        var (secret, _) = await server.EnrolTotpAsync(client);

        var told = new List<string?>();
        for (var guess = 0; guess < 6; guess++)
        {
            told.Add((await server.LogInAsync(email, OperatorsUnderTest.Password)).ErrorCode);
            told.Add((await server.LogInAsync(email, OperatorsUnderTest.Password, "nonsense")).ErrorCode);
        }

        Assert.Equal(["VALIDATION_ERROR", "INVALID_CREDENTIALS"], told.Take(2));
        Assert.Equal(["ACCOUNT_LOCKED", "ACCOUNT_LOCKED"], told.TakeLast(2));
        Assert.Equal(5, told.Count(code => code == "INVALID_CREDENTIALS"));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("VALIDATION_ERROR", (await server.LogInAsync(email, OperatorsUnderTest.Password)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await server.LogInAsync(email, OperatorsUnderTest.Password, server.CodeOf(secret))).Status);
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_allows_nothing_before_there_is_one()
    {
        await server.WithDbAsync(async db =>
        {
            var role = await db.Directory<Role>().SingleAsync(role => role.Name == "Finance");
            (role.NeedsSecondFactor, role.Version) = (true, role.Version + 1);
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        var email = await server.NewOperatorAsync("treasurer", "Finance");
        var session = (await server.LogInAsync(email, OperatorsUnderTest.Password)).Data();
        using var client = server.ClientOf(session);
        Assert.True((bool)session["mustEnrol"]!);
        Assert.Empty(session["permissions"]!.AsArray());

        var refused = await client.ReadAsync("admin/apps");
        Assert.Equal((HttpStatusCode.Forbidden, "FORBIDDEN"), (refused.Status, refused.ErrorCode));
        Assert.Contains("second factor", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("auth/sessions")).Status);

        await server.EnrolTotpAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("admin/apps")).Status);
        Assert.False((bool)(await client.ReadAsync("auth/me")).Data()["mustEnrol"]!);
    }
}
