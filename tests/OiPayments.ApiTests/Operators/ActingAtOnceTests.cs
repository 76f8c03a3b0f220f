using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Applications;
using OiPayments.Audit;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>
/// Operators who do the same thing, or its opposite, at the same moment: each is told truly whether it was done by them, nobody is told of
/// a bug, and what is left is what one after the other could have left. (Releases of held money: PaymentsForOperatorsTests.)
/// </summary>
public class ActingAtOnceTests(TestServer server) : IClassFixture<TestServer>
{
    private const int People = 4;
    private const int Rounds = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rotations_leave_one_key_that_does_not_end(bool hasKey)
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            if (!hasKey) foreach (var id in await ActiveKeysAsync(shop)) await RevokeAsync(shop, id);

            var answers = await AtOnceAsync(People, _ => RotateAsync(shop));

            AssertDoneOrRefused(answers, HttpStatusCode.Created);
            var unending = (await KeysAsync(shop)).Single(key => IsActive(key) && key["expiresAt"] is null);
            Assert.Contains(
                answers,
                answer => answer.Status is HttpStatusCode.Created && (long)answer.Data()["credentialId"]! == (long)unending["id"]!);
        }
    }

    [Fact]
    public async Task A_rotation_and_the_revocation_of_the_key_that_it_replaces_both_count()
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var old = (await ActiveKeysAsync(shop)).Max();

            var answers = await AtOnceAsync(People, number => number % 2 == 0 ? RotateAsync(shop) : RevokeAsync(shop, old));

            AssertDoneOrRefused(answers.Where((_, number) => number % 2 == 0), HttpStatusCode.Created);
            Assert.All(answers.Where((_, number) => number % 2 == 1), answer => Assert.Equal("REVOKED", (string?)answer.Data()["status"]));
            var keys = await KeysAsync(shop);
            Assert.Equal("REVOKED", (string?)keys.Single(key => (long)key["id"]! == old)["status"]);
            Assert.True(keys.Count(key => IsActive(key) && key["expiresAt"] is null) <= 1, "Two keys were left that never end.");
            if ((await ActiveKeysAsync(shop)).Count == 0) (await RotateAsync(shop)).Data();
        }
    }

    [Fact]
    public async Task Revocations_of_one_key_are_one_line_of_the_audit_log()
    {
        var shop = await server.RegisterAsync();
        var key = (await ActiveKeysAsync(shop)).Max();

        var answers = await AtOnceAsync(People, _ => RevokeAsync(shop, key));

        Assert.All(answers, answer => Assert.Equal("REVOKED", (string?)answer.Data()["status"]));
        Assert.Single(await LinesAsync(shop, "credential.revoke"));
    }

    [Fact]
    public async Task A_key_that_is_limited_and_revoked_is_both()
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var key = (long)(await RotateAsync(shop)).Data()["credentialId"]!;

            var answers = await AtOnceAsync(People, number => number switch
            {
                0 => RevokeAsync(shop, key),
                1 => ChangeKeyAsync(shop, key, """{"readOnly":true}"""),
                2 => ChangeKeyAsync(shop, key, """{"requestsPerSecond":7}"""),
                _ => ChangeKeyAsync(shop, key, """{"allowedNetworks":["10.0.0.0/8"]}"""),
            });

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            var left = (await KeysAsync(shop)).Single(one => (long)one["id"]! == key);
            Assert.Equal("REVOKED", (string?)left["status"]);
            Assert.True((bool)left["readOnly"]!);
            Assert.Equal(7, (int)left["requestsPerSecond"]!);
            Assert.Equal("10.0.0.0/8", (string?)left["allowedNetworks"]!.AsArray().Single());
        }
    }

    [Fact]
    public async Task A_key_limited_while_it_is_rotated_keeps_its_limit_and_the_new_one_has_what_one_of_the_two_orders_gives()
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var old = (await ActiveKeysAsync(shop)).Max();
            (await ChangeKeyAsync(shop, old, """{"readOnly":false}""")).Data();

            var answers = await AtOnceAsync(
                2, number => number == 0 ? RotateAsync(shop) : ChangeKeyAsync(shop, old, """{"readOnly":true}"""));

            AssertDoneOrRefused([answers[0]], HttpStatusCode.Created);
            Assert.True((bool)answers[1].Data()["readOnly"]!);
            Assert.True((bool)(await KeysAsync(shop)).Single(key => (long)key["id"]! == old)["readOnly"]!);
        }
    }

    [Fact]
    public async Task Signing_secrets_are_rotated_once_and_the_others_are_told()
    {
        var shop = await server.RegisterAsync();

        var answers = await AtOnceAsync(People, number => number == 0
            ? server.Operator.PatchAsync($"admin/apps/{shop.Id}/settings", new JsonObject { ["returnUrl"] = "https://shop.example.com/" })
            : server.Operator.PostAsync($"admin/apps/{shop.Id}/signing-secret/rotate", new JsonObject()));

        AssertDoneOrRefused([answers[0]], HttpStatusCode.OK);
        AssertDoneOrRefused(answers.Skip(1), HttpStatusCode.Created);
        Assert.True(answers.Skip(1).Count(answer => answer.Status is HttpStatusCode.Created) <= 1, "Two secrets were given out.");
        Assert.Equal(
            answers.Skip(1).Count(answer => answer.Status is HttpStatusCode.Created),
            (await LinesAsync(shop, "signing-secret.rotate")).Count);
    }

    [Fact]
    public async Task Stores_are_set_and_removed_one_at_a_time()
    {
        var shop = await server.RegisterAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await AtOnceAsync(
                People, number => number % 2 == 0 ? server.SetOverrideAsync(shop) : server.RemoveOverrideAsync(shop));

            AssertDoneOrRefused(answers, HttpStatusCode.OK);
            Assert.True(
                (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["gatewayOverrides"]!.AsArray().Count <= 1,
                "Two stores are in use.");
        }
    }

    [Fact]
    public async Task Whoever_disables_and_whoever_enables_an_operator_are_both_on_record_in_the_order_that_counted()
    {
        var id = await NewPersonAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await AtOnceAsync(
                People, number => server.Operator.PatchAsync($"admin/users/{id}", new JsonObject { ["enabled"] = number % 2 == 0 }));

            AssertDoneOrRefused(answers, HttpStatusCode.OK);
        }

        var lines = (await server.AuditAsync("operator.change")).Where(line => line.TargetId == $"{id}")
            .Select(line => ((bool)JsonNode.Parse(line.Before!)!["enabled"]!, (bool)JsonNode.Parse(line.After!)!["enabled"]!)).ToList();
        var isEnabled = (bool)(await server.Operator.ReadAsync($"admin/users/{id}")).Data()["enabled"]!;

        // Each line begins where another one ended: as many changes lead to a state as away from it, but for where it began and ended.
        Assert.Equal(lines.Count(line => line.Item1) - lines.Count(line => line.Item2), isEnabled ? 0 : 1);
    }

    [Fact]
    public async Task A_password_that_was_told_to_somebody_works_unless_a_later_one_was()
    {
        var id = await NewPersonAsync();
        var email = (string)(await server.Operator.ReadAsync($"admin/users/{id}")).Data()["email"]!;
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await AtOnceAsync(2, _ => server.Operator.PostAsync($"admin/users/{id}/reset-password", new JsonObject()));

            AssertDoneOrRefused(answers, HttpStatusCode.OK);
            var told = answers.Where(answer => answer.Status is HttpStatusCode.OK)
                .Select(answer => (string)answer.Data()["temporaryPassword"]!)
                .ToList();
            var works = 0;
            foreach (var password in told) if ((await server.LogInAsync(email, password)).Status is HttpStatusCode.OK) works++;
            Assert.Equal(1, works);
        }
    }

    [Fact]
    public async Task A_password_reset_and_a_disabling_both_count()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await NewPersonAsync();

            var answers = await AtOnceAsync(2, number => number == 0
                ? server.Operator.PostAsync($"admin/users/{id}/reset-password", new JsonObject())
                : server.Operator.PatchAsync($"admin/users/{id}", new JsonObject { ["enabled"] = false }));

            AssertDoneOrRefused([answers[0]], HttpStatusCode.OK);
            Assert.False((bool)answers[1].Data()["enabled"]!);
            Assert.False((bool)(await server.Operator.ReadAsync($"admin/users/{id}")).Data()["enabled"]!);
        }
    }

    [Fact]
    public async Task A_role_is_given_or_deleted()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (id, role) = (await NewPersonAsync(), await NewRoleAsync());

            var answers = await AtOnceAsync(
                2,
                number => number == 0 ? GrantAsync(id, role) : server.Operator.SendAsync(HttpMethod.Delete, $"admin/roles/{role}", null));

            Assert.All(answers, answer => Assert.True(
                answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.BadRequest, answer.Text));
            var has = (await server.Operator.ReadAsync($"admin/users/{id}")).Data()["roles"]!.AsArray().Count;
            var exists = (await server.Operator.ReadAsync("admin/roles")).Data().AsArray().Any(one => (long)one!["id"]! == role);
            Assert.Equal(exists, has == 1);
        }
    }

    [Fact]
    public async Task Of_those_who_change_what_they_read_one_does_and_the_others_see_both_values()
    {
        var shop = await server.RegisterAsync();
        var (person, role) = (await NewPersonAsync(), await NewRoleAsync());
        var roles = new List<long> { role, await NewRoleAsync(), await NewRoleAsync(), await NewRoleAsync() };
        var key = (await ActiveKeysAsync(shop)).Max();

        await OneOfThemAsync(
            $"admin/apps/{shop.Id}",
            number => (HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", $$"""{"maxAmountMinor":{{1000 + number}}}"""), "maxAmountMinor");
        await OneOfThemAsync(
            $"admin/users/{person}",
            number => (HttpMethod.Put, $"admin/users/{person}/roles", $$"""{"grants":[{"roleId":{{roles[number]}}}]}"""), "grants");
        await OneOfThemAsync(
            $"admin/users/{person}", number => (HttpMethod.Patch, $"admin/users/{person}", $$"""{"name":"Person {{number}}"}"""), "name");
        await OneOfThemAsync(
            null, number => (HttpMethod.Patch, $"admin/roles/{role}", $$"""{"description":"For {{number}}"}"""), "description",
            await VersionInAsync("admin/roles", role));
        await OneOfThemAsync(
            null, number => (HttpMethod.Patch, $"admin/apps/{shop.Id}/credentials/{key}", $$"""{"requestsPerSecond":{{10 + number}}}"""),
            "requestsPerSecond", await VersionInAsync($"admin/apps/{shop.Id}/credentials", key));
    }

    private async Task OneOfThemAsync(
        string? read, Func<int, (HttpMethod Method, string Path, string Body)> change, string field, string? version = null)
    {
        version ??= (await server.Operator.ReadAsync(read!)).Headers.ETag!.Tag;

        var answers = await AtOnceAsync(People, number =>
        {
            var (method, path, body) = change(number);
            return server.Operator.SendAsync(method, path, body, ("If-Match", version));
        });

        var done = Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        foreach (var (number, refused) in answers.Index().Where(answer => answer.Item != done))
        {
            Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
            var (yours, isNow) = (
                JsonNode.Parse(change(number).Body)![field], JsonNode.Parse(change(Array.IndexOf(answers, done)).Body)![field]);
            var said = refused.Json["data"]![field]!;
            Assert.Contains(Plain(yours), Plain(said["yours"]), StringComparison.Ordinal);
            Assert.Contains(Plain(isNow), Plain(said["current"]), StringComparison.Ordinal);
            Assert.Equal(TestServer.OperatorEmail, (string?)said["changedBy"]);
        }
    }

    // A grant for all applications may leave the application out, or say that it is none.
    private static string Plain(JsonNode? value) => value!.ToJsonString().Replace(",\"applicationId\":null", "", StringComparison.Ordinal);

    private static async Task<Answer[]> AtOnceAsync(int people, Func<int, Task<Answer>> act)
    {
        using var ready = new Barrier(people);
        return await Task.WhenAll(Enumerable.Range(0, people).Select(number => Task.Factory.StartNew(
            () =>
            {
                ready.SignalAndWait();
                return act(number);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
    }

    private static void AssertDoneOrRefused(IEnumerable<Answer> answers, HttpStatusCode done)
    {
        var all = answers.ToList();
        Assert.All(all, answer => Assert.True(answer.Status == done || answer.ErrorCode is "INVALID_OPERATION_STATE", answer.Text));
    }

    private Task<Answer> RotateAsync(TestApplication shop) =>
        server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/rotate", new JsonObject { ["mode"] = "TEST" });

    private Task<Answer> RevokeAsync(TestApplication shop, long key) =>
        server.Operator.PostAsync($"admin/apps/{shop.Id}/credentials/{key}/revoke", new JsonObject());

    private Task<Answer> ChangeKeyAsync(TestApplication shop, long key, string limits) =>
        server.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/credentials/{key}", limits);

    private Task<Answer> GrantAsync(long person, long role) =>
        server.Operator.SendAsync(HttpMethod.Put, $"admin/users/{person}/roles", $$"""{"grants":[{"roleId":{{role}}}]}""");

    private async Task<List<JsonNode>> KeysAsync(TestApplication shop) =>
        [.. (await server.Operator.ReadAsync($"admin/apps/{shop.Id}/credentials?size=200"))
            .Data()
            .AsArray()
            .Where(key => (string?)key!["mode"] == "TEST")
            .Select(key => key!)];

    private async Task<List<long>> ActiveKeysAsync(TestApplication shop) =>
        [.. (await KeysAsync(shop)).Where(IsActive).Select(key => (long)key["id"]!)];

    private static bool IsActive(JsonNode key) => (string?)key["status"] == "ACTIVE";

    private async Task<string> VersionInAsync(string list, long id) =>
        (await server.Operator.ReadAsync(list)).Data().AsArray().Single(one => (long)one!["id"]! == id)!["version"]!.ToJsonString();

    private async Task<long> NewPersonAsync() => (long)(await server.Operator.PostAsync("admin/users", new JsonObject
    {
        ["email"] = $"person-{RandomToken.New128("")[..12].ToLowerInvariant()}@example.com",
        ["roles"] = new JsonArray(),
        ["name"] = "Person",
    })).Data()["user"]!["id"]!;

    private async Task<long> NewRoleAsync() => (long)(await server.Operator.PostAsync("admin/roles", new JsonObject
    {
        ["name"] = $"Role {RandomToken.New128("")[..12]}",
        ["permissions"] = new JsonArray("payment:read"),
    })).Data()["id"]!;

    private Task<List<AuditEntry>> LinesAsync(TestApplication shop, string action) => server.WithDbAsync(db =>
        db.Of<AuditEntry>(new ApplicationId((uint)shop.Id)).AsNoTracking().Where(line => line.Action == action).ToListAsync());
}
