using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>A server of its own: these tests count Super Admins, and change what roles allow.</summary>
public sealed class LookingAfterOperatorsTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly Permission[] Manager = [Permission.UserRead, Permission.UserManage, Permission.PaymentRead];

    [Fact]
    public async Task An_invited_operator_signs_in_with_the_temporary_password_and_may_do_what_was_granted()
    {
        var mine = await server.RegisterAsync();
        var support = await RoleAsync("Support");
        var invited = (await server.Operator.PostAsync("admin/users", new JsonObject
        {
            ["email"] = " Amina@Example.com ",
            ["name"] = "Amina",
            ["roles"] = new JsonArray(new JsonObject { ["roleId"] = support, ["applicationId"] = mine.Id }),
            ["superAdmin"] = true,
            ["passwordHash"] = "mass assignment",
        })).Data();

        Assert.Equal(("amina@example.com", false), ((string)invited["user"]!["email"]!, (bool)invited["user"]!["superAdmin"]!));
        using var amina = await FirstSignInAsync("amina@example.com", (string)invited["temporaryPassword"]!);
        Assert.Contains("payment:read", (await amina.ReadAsync("auth/me")).Data()["permissions"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(HttpStatusCode.NotFound, (await amina.ReadAsync($"admin/apps/{(await server.RegisterAsync()).Id}")).Status);
        var line = (await server.AuditAsync("operator", $"{invited["user"]!["id"]}"))[0];
        Assert.Equal("operator.invite", line.Action);
        Assert.DoesNotContain((string)invited["temporaryPassword"]!, $"{line.Before}{line.After}");
        Assert.DoesNotContain((string)invited["temporaryPassword"]!, server.Log.Text);
    }

    [Fact]
    public async Task Nobody_hands_out_more_than_they_have()
    {
        using var manager = await server.OperatorWithAsync(Manager);
        var (viewer, finance, super) = (
            await RoleOfAsync([Permission.PaymentRead]), await RoleAsync("Finance"), await RoleAsync(BuiltInRoles.SuperAdmin));
        var person = await InviteAsync();

        Assert.Equal("FORBIDDEN", (await GrantAsync(manager, person, finance)).ErrorCode);
        Assert.Equal("FORBIDDEN", (await GrantAsync(manager, person, super)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await GrantAsync(manager, person, viewer)).Status);
        Assert.Equal("FORBIDDEN", (await manager.PostAsync("admin/users", new JsonObject
        {
            ["email"] = "friend@example.com",
            ["name"] = "A friend",
            ["roles"] = new JsonArray(new JsonObject { ["roleId"] = super }),
        })).ErrorCode);
        Assert.Equal("FORBIDDEN", (await manager.PostAsync(
            "admin/roles", new JsonObject { ["name"] = "More", ["permissions"] = new JsonArray("refund:approve") })).ErrorCode);
        Assert.Equal("FORBIDDEN", (await manager.PatchAsync(
            $"admin/roles/{viewer}", new JsonObject { ["permissions"] = new JsonArray("refund:approve") })).ErrorCode);
        Assert.Equal("INVALID_OPERATION_STATE", (await server.Operator.PatchAsync(
            $"admin/roles/{finance}", new JsonObject { ["permissions"] = new JsonArray("app:read") })).ErrorCode);
    }

    [Fact]
    public async Task Nobody_changes_their_own_roles_or_somebody_who_may_do_more()
    {
        using var manager = await server.OperatorWithAsync(Manager);
        var me = (int)(await manager.ReadAsync("auth/me")).Data()["userId"]!;
        var boss = (int)(await server.Operator.ReadAsync("auth/me")).Data()["userId"]!;
        var viewer = await RoleOfAsync([Permission.PaymentRead]);

        Assert.Equal("FORBIDDEN", (await GrantAsync(manager, me, viewer)).ErrorCode);
        Assert.Equal("FORBIDDEN", (await GrantAsync(server.Operator, boss, viewer)).ErrorCode);
        Assert.Equal("FORBIDDEN", (await GrantAsync(manager, boss, viewer)).ErrorCode);
        Assert.Equal("FORBIDDEN", (await manager.PatchAsync($"admin/users/{boss}", new JsonObject { ["enabled"] = false })).ErrorCode);
        Assert.Equal(
            "INVALID_OPERATION_STATE",
            (await server.Operator.PatchAsync($"admin/users/{boss}", new JsonObject { ["enabled"] = false })).ErrorCode);
    }

    [Fact]
    public async Task Two_super_admins_cannot_remove_each_other_at_once()
    {
        var support = await RoleAsync("Support");
        for (var round = 0; round < 5; round++)
        {
            using var second = await server.SecondOperatorAsync($"equal-{round}@example.com");
            var (one, other) = (
                (int)(await server.Operator.ReadAsync("auth/me")).Data()["userId"]!,
                (int)(await second.ReadAsync("auth/me")).Data()["userId"]!);
            await AloneAsync(one, other);

            // From the pool: SQLite answers on the calling thread, and the second would wait for the first.
            var answers = await Task.WhenAll(
                Task.Run(() => GrantAsync(server.Operator, other, support)), Task.Run(() => GrantAsync(second, one, support)));

            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            var left = await server.WithDbAsync(db => db.Directory<Operator>().CountAsync(person => person.SuperAdmin && person.Enabled));
            Assert.Equal(1, left);
            await AgainAsync(one);
        }
    }

    [Fact]
    public async Task Disabling_ends_the_sessions_at_once()
    {
        using var somebody = await server.OperatorWithAsync([Permission.PaymentRead]);
        var id = (int)(await somebody.ReadAsync("auth/me")).Data()["userId"]!;

        Assert.Equal(
            HttpStatusCode.OK, (await server.Operator.PatchAsync($"admin/users/{id}", new JsonObject { ["enabled"] = false })).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await somebody.ReadAsync("admin/payments")).Status);
        await server.Operator.PatchAsync($"admin/users/{id}", new JsonObject { ["enabled"] = true });
        Assert.Equal(HttpStatusCode.Unauthorized, (await somebody.ReadAsync("admin/payments")).Status);
    }

    [Fact]
    public async Task A_password_that_was_reset_ends_the_sessions_and_the_old_password()
    {
        var (person, first) = await InviteWithPasswordAsync(await RoleOfAsync([Permission.PaymentRead]));
        var email = (string)(await server.Operator.ReadAsync($"admin/users/{person}")).Data()["email"]!;
        using var before = await FirstSignInAsync(email, first);

        var reset = (await server.Operator.PostAsync($"admin/users/{person}/reset-password", new JsonObject())).Data();

        Assert.Equal(HttpStatusCode.Unauthorized, (await before.ReadAsync("auth/me")).Status);
        Assert.Equal("INVALID_CREDENTIALS", (await server.Anonymous.PostAsync(
            "auth/login", new JsonObject { ["email"] = email, ["password"] = "tea garden in the morning fog" })).ErrorCode);
        using var after = await FirstSignInAsync(email, (string)reset["temporaryPassword"]!);
        Assert.Equal(HttpStatusCode.OK, (await after.ReadAsync("admin/payments")).Status);
    }

    [Fact]
    public async Task A_changed_role_is_in_force_at_once_and_one_that_somebody_has_stays()
    {
        var role = await RoleOfAsync([Permission.PaymentRead]);
        var (person, password) = await InviteWithPasswordAsync(role);
        using var client = await FirstSignInAsync(
            (string)(await server.Operator.ReadAsync($"admin/users/{person}")).Data()["email"]!, password);
        Assert.Equal("FORBIDDEN", (await client.ReadAsync("admin/refunds")).ErrorCode);

        await server.Operator.PatchAsync($"admin/roles/{role}", new JsonObject { ["permissions"] = new JsonArray("refund:read") });

        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("admin/refunds")).Status);
        Assert.Equal("FORBIDDEN", (await client.ReadAsync("admin/payments")).ErrorCode);
        Assert.Equal(
            "INVALID_OPERATION_STATE", (await server.Operator.SendAsync(HttpMethod.Delete, $"admin/roles/{role}", null)).ErrorCode);
    }

    [Fact]
    public async Task Nobody_is_invited_without_roles_unless_it_is_said()
    {
        JsonObject Wish(string email) => new() { ["email"] = $"{email}@example.com", ["name"] = "Somebody" };
        var viewer = (int)(await server.Operator.ReadAsync("admin/roles")).Data().AsArray().Single(
            role => (string?)role!["name"] == "Viewer")!["id"]!;
        var (without, both, under, none) = (Wish("without"), Wish("both"), Wish("under-grants"), Wish("none"));
        both["roles"] = new JsonArray();
        both["grants"] = new JsonArray();
        under["grants"] = new JsonArray(new JsonObject { ["roleId"] = viewer });
        none["roles"] = new JsonArray();

        var refused = await server.Operator.PostAsync("admin/users", without);
        Assert.Equal(["roles"], refused.Json["data"]!.AsObject().Select(field => field.Key));
        Assert.Equal(
            ["grants"], (await server.Operator.PostAsync("admin/users", both)).Json["data"]!.AsObject().Select(field => field.Key));
        Assert.Equal(viewer, (int)(await server.Operator.PostAsync("admin/users", under)).Data()["user"]!["roles"]![0]!["roleId"]!);
        Assert.Empty((await server.Operator.PostAsync("admin/users", none)).Data()["user"]!["roles"]!.AsArray());
        Assert.False(await server.WithDbAsync(
            db => db.Directory<Operator>().AnyAsync(known => known.Email == "without@example.com" || known.Email == "both@example.com")));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_is_half_done()
    {
        var answer = await server.Operator.PostAsync("admin/users", new JsonObject
        {
            ["email"] = "not an address",
            ["roles"] = new JsonArray("admin", new JsonObject { ["roleId"] = "one" }),
        });
        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal(
            ["email", "name", "roles[0]", "roles[1].roleId"],
            answer.Json["data"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));

        var unknown = await server.Operator.PostAsync("admin/users", new JsonObject
        {
            ["email"] = "nobody-yet@example.com",
            ["name"] = "Nobody",
            ["roles"] = new JsonArray(new JsonObject { ["roleId"] = 999_999_999 }),
        });
        Assert.Equal("VALIDATION_ERROR", unknown.ErrorCode);
        Assert.False(await server.WithDbAsync(db => db.Directory<Operator>().AnyAsync(known => known.Email == "nobody-yet@example.com")));
    }

    [Theory]
    [InlineData("POST", "admin/users", """{ "email": "", "name": "", "roles": [] }""")]
    [InlineData("POST", "admin/roles", "{}")]
    [InlineData("PUT", "admin/users/1/roles", """{ "grants": [] }""")]
    [InlineData("PATCH", "admin/users/1", "{}")]
    [InlineData("PATCH", "admin/roles/1", "{}")]
    [InlineData("DELETE", "admin/roles/1", "{}")]
    public async Task Each_change_asks_for_the_password_again(string method, string path, string body)
    {
        using var second = await server.SecondOperatorAsync("stale@example.com");
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("REAUTH_REQUIRED", (await second.SendAsync(new(method), path, body)).ErrorCode);
    }

    private static async Task<Answer> GrantAsync(HttpClient who, int person, int role) =>
        await who.SendAsync(
            HttpMethod.Put, $"admin/users/{person}/roles",
            new JsonObject { ["grants"] = new JsonArray(new JsonObject { ["roleId"] = role }) }.ToJsonString());

    private async Task<int> RoleAsync(string name) =>
        (int)(await server.Operator.ReadAsync("admin/roles")).Data().AsArray().Single(role => (string)role!["name"]! == name)!["id"]!;

    private async Task<int> RoleOfAsync(IReadOnlyList<Permission> permissions)
    {
        return (int)(await server.Operator.PostAsync("admin/roles", new JsonObject
        {
            ["name"] = $"Role {RandomToken.New128("")}",
            ["permissions"] = new JsonArray([.. permissions.Select(permission => (JsonNode)PermissionNames.Of(permission))]),
        })).Data()["id"]!;
    }

    private async Task<int> InviteAsync() =>
        int.Parse((await InviteWithPasswordAsync(null)).Person, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(string Person, string Password)> InviteWithPasswordAsync(int? role)
    {
        var invited = (await server.Operator.PostAsync("admin/users", new JsonObject
        {
            ["email"] = $"{RandomToken.New128("")}@example.com",
            ["name"] = "Somebody",
            ["roles"] = role is null ? new JsonArray() : new JsonArray(new JsonObject { ["roleId"] = role }),
        })).Data();
        return ($"{invited["user"]!["id"]}", (string)invited["temporaryPassword"]!);
    }

    /// <summary>With a temporary password, which opens nothing before it is changed.</summary>
    private async Task<HttpClient> FirstSignInAsync(string email, string password)
    {
        var session = (await server.Anonymous.PostAsync("auth/login", new JsonObject { ["email"] = email, ["password"] = password }))
            .Data();
        var client = server.ClientWith(null, null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)session["token"]!);
        Assert.Equal("FORBIDDEN", (await client.ReadAsync("admin/payments")).ErrorCode);
        var changed = await client.PostAsync(
            "auth/password", new JsonObject { ["currentPassword"] = password, ["newPassword"] = "tea garden in the morning fog" });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        return client;
    }

    /// <summary>Only these two are Super Admins.</summary>
    private Task<int> AloneAsync(int one, int other) => server.WithDbAsync(db => db.Directory<Operator>()
        .Where(person => person.SuperAdmin && person.Id != new Id<Operator>(one) && person.Id != new Id<Operator>(other))
        .ExecuteUpdateAsync(set => set.SetProperty(person => person.SuperAdmin, false)));

    private Task<int> AgainAsync(int one) => server.WithDbAsync(db => db.Directory<Operator>()
        .Where(person => person.Id == new Id<Operator>(one)).ExecuteUpdateAsync(set => set.SetProperty(person => person.SuperAdmin, true)));
}
