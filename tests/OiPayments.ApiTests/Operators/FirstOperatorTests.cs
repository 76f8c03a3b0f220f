using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Operators;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>The first operator of a new installation, and whether their password is theirs.</summary>
public class FirstOperatorTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Email = "first@example.com";
    private const string Given = "written in the deployment's settings";

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(Given, true, false)]
    [InlineData(Given, false, true)]
    public async Task A_password_that_others_know_is_changed_first(string? given, bool isDevelopment, bool mustChange)
    {
        var password = await BeginAnewAsync(given, isDevelopment) ?? given!;

        var session = (await server.LogInAsync(Email, password)).Data();

        Assert.Equal(mustChange, (bool)session["mustChangePassword"]!);
        using var client = server.ClientOf(session);
        Assert.Equal(mustChange ? HttpStatusCode.Forbidden : HttpStatusCode.OK, (await client.ReadAsync("admin/apps")).Status);
        await client.PostAsync(
            "auth/password", new JsonObject { ["currentPassword"] = password, ["newPassword"] = OperatorsUnderTest.Password });
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("admin/apps")).Status);
    }

    [Theory]
    [InlineData("password1234", "everybody tries first")]
    [InlineData(Email, "Must not be the e-mail address")]
    [InlineData("short", "at least 12 characters")]
    public async Task One_that_cannot_be_used_is_named_with_its_setting(string given, string fault)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => BeginAnewAsync(given, isDevelopment: true));

        Assert.StartsWith("Bootstrap__OperatorPassword cannot be used: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_a_moment_later_leaves_it_to_the_other()
    {
        await server.WithDbAsync(db => db.Directory<Operator>().ExecuteDeleteAsync());
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Operator>>();
        users.PasswordHasher = new WhileHashing(users.PasswordHasher, () => MakeAsync(null).GetAwaiter().GetResult());

        Assert.Null(await scope.ServiceProvider.GetRequiredService<FirstOperator>().EnsureAsync(
            Email, null, isDevelopment: true, CancellationToken.None));

        Assert.Equal(1, await server.WithDbAsync(db => db.Directory<Operator>().CountAsync()));
    }

    /// <summary>As the start of a new installation does it.</summary>
    private async Task<string?> BeginAnewAsync(string? password, bool isDevelopment)
    {
        await server.WithDbAsync(db => db.Directory<Operator>().ExecuteDeleteAsync());
        return await MakeAsync(password, isDevelopment);
    }

    private async Task<string?> MakeAsync(string? password, bool isDevelopment = true)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstOperator>().EnsureAsync(
            Email, password, isDevelopment, CancellationToken.None);
    }

    /// <summary>Something happens after it was looked whether there is an operator, and before one is made.</summary>
    private sealed class WhileHashing(IPasswordHasher<Operator> hasher, Action happens) : IPasswordHasher<Operator>
    {
        public string HashPassword(Operator user, string password)
        {
            happens();
            return hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Operator user, string hashedPassword, string providedPassword) =>
            hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
