using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Operators;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>
/// As outside Development: what weakens a control is kept until another operator approves it, and keys that were handed out are not
/// another's yet.
/// </summary>
public sealed class GuardedServer()
    : TestServer(new() { ["Controls:SecondPerson"] = "WhenThereIsOne", ["Controls:NewKeysWait"] = "3.00:00:00" })
{
    public static readonly Permission[] Managing = [Permission.AppRead, Permission.AppManage, Permission.PaymentRead];
}

public sealed class ProposingAChangeTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    /// <summary>
    /// Each under a name of its own: no two applications have the same, and which proposals are approved is left to a race.
    /// </summary>
    private static string Raise => RaiseTo(RandomToken.New128("Raised "));

    private static string RaiseTo(string name) => $$"""{ "refundApprovalThresholdMinor": 10000000, "name": "{{name}}" }""";

    [Fact]
    public async Task What_weakens_a_control_waits_until_another_operator_approves_it()
    {
        var (shop, rahim, amina) = (await ShopAsync(), await ManagerAsync(), await ManagerAsync());
        var (waiting, name) = (await CountedAsync(), RandomToken.New128("Raised "));

        var asked = await rahim.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", RaiseTo(name));

        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        Assert.Equal(100, (long)asked.Data()["refundApprovalThresholdMinor"]!);
        var id = (long)asked.Data()["proposedChangeId"]!;
        Assert.Equal(waiting + 1, await CountedAsync());
        var proposal = (await amina.ReadAsync($"admin/setting-changes/{id}")).Data();
        Assert.Equal("OPEN", (string?)proposal["status"]);
        Assert.Equal("""{"name":"NAME","refundApprovalThresholdMinor":100}""", $"{proposal["before"]!.ToJsonString()}".Replace(
            (string)shop.Registered["application"]!["name"]!, "NAME", StringComparison.Ordinal));
        Assert.Equal("""["refundApprovalThresholdMinor"]""", proposal["weakens"]!.ToJsonString());

        Assert.Equal("FORBIDDEN", (await ApproveAsync(rahim, id)).ErrorCode);
        Assert.Equal("APPROVED", (string?)(await ApproveAsync(amina, id)).Data()["status"]);

        var now = (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data();
        Assert.Equal((10_000_000, name), ((long)now["refundApprovalThresholdMinor"]!, (string)now["name"]!));
        Assert.Equal(waiting, await CountedAsync());
        Assert.Equal("INVALID_OPERATION_STATE", (await ApproveAsync(amina, id)).ErrorCode);
        Assert.Equal(
            ["setting-change.propose", "setting-change.approve"],
            (await server.AuditAsync("setting-change", $"{id}")).Select(line => line.Action));
        Assert.Contains(
            await server.AuditAsync("application", $"{shop.Id}"),
            line => line.Action == "application.change" && line.After!.Contains("10000000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limits_of_a_currency_wait_likewise_and_are_what_was_approved()
    {
        var (shop, rahim, amina) = (await ShopAsync(), await ManagerAsync(), await ManagerAsync());

        var id = await ProposeAsync(rahim, shop, """{ "limits": [ { "currency": "USD", "refundApprovalThresholdMinor": 500 } ] }""");
        (await ApproveAsync(amina, id)).Data();

        Assert.Equal(
            500, (long)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["limits"]![0]!["refundApprovalThresholdMinor"]!);
    }

    [Fact]
    public async Task What_tightens_waits_for_nobody()
    {
        var (shop, rahim) = (await ShopAsync(), await ManagerAsync());

        var answer = await rahim.SendAsync(
            HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """{ "refundApprovalThresholdMinor": 50 }""");

        Assert.Equal((HttpStatusCode.OK, null), (answer.Status, (string?)answer.Data()["proposedChangeId"]));
    }

    [Fact]
    public async Task A_proposal_for_an_application_that_changed_meanwhile_is_refused_and_closed()
    {
        var (shop, rahim, amina) = (await ShopAsync(), await ManagerAsync(), await ManagerAsync());
        var id = await ProposeAsync(rahim, shop);
        (await amina.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """{ "refundApprovalThresholdMinor": 50 }""")).Data();

        var late = await ApproveAsync(amina, id);

        Assert.Equal("INVALID_OPERATION_STATE", late.ErrorCode);
        Assert.Contains("was changed after this was proposed", (string?)late.Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.Equal("STALE", await StatusAsync(id));
        Assert.Equal(50, (long)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["refundApprovalThresholdMinor"]!);
    }

    [Fact]
    public async Task It_is_rejected_taken_back_or_too_late()
    {
        var (shop, rahim, amina) = (await ShopAsync(), await ManagerAsync(), await ManagerAsync());
        var (rejected, takenBack, late) = (
            await ProposeAsync(rahim, shop), await ProposeAsync(rahim, shop), await ProposeAsync(rahim, shop));

        Assert.Equal(
            "REJECTED", (string?)(await amina.PostAsync($"admin/setting-changes/{rejected}/reject", new JsonObject())).Data()["status"]);
        Assert.Equal(
            "REJECTED", (string?)(await rahim.PostAsync($"admin/setting-changes/{takenBack}/reject", new JsonObject())).Data()["status"]);
        Assert.Equal("INVALID_OPERATION_STATE", (await ApproveAsync(amina, rejected)).ErrorCode);
        server.WaitOut(TimeSpan.FromDays(7));
        using var later = await ManagerAsync();
        Assert.Equal("EXPIRED", await StatusAsync(late));
        Assert.Contains("EXPIRED", (string?)(await ApproveAsync(later, late)).Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.Contains(
            (await server.Operator.ReadAsync($"admin/setting-changes?applicationId={shop.Id}&status=EXPIRED")).Data().AsArray(),
            one => (long)one!["id"]! == late);
        Assert.DoesNotContain(
            (await server.Operator.ReadAsync($"admin/setting-changes?applicationId={shop.Id}&status=OPEN")).Data().AsArray(),
            one => (long)one!["id"]! == late);
        Assert.Equal(100, (long)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["refundApprovalThresholdMinor"]!);
    }

    [Fact]
    public async Task Approvals_and_rejections_at_once_end_one_way()
    {
        var (shop, rahim, amina, karim) = (await ShopAsync(), await ManagerAsync(), await ManagerAsync(), await ManagerAsync());
        var id = await ProposeAsync(rahim, shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => number % 2 == 0
            ? ApproveAsync(amina, id)
            : karim.PostAsync($"admin/setting-changes/{id}/reject", new JsonObject()))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.Text));
        Assert.Equal(
            await StatusAsync(id) == "APPROVED" ? 10_000_000 : 100,
            (long)(await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["refundApprovalThresholdMinor"]!);
    }

    [Fact]
    public async Task Approving_asks_for_the_password_again()
    {
        var (shop, rahim, amina) = (await ShopAsync(), await ManagerAsync(), await ManagerAsync());
        var id = await ProposeAsync(rahim, shop);
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("REAUTH_REQUIRED", (await ApproveAsync(amina, id)).ErrorCode);
    }

    /// <summary>The first Super Admin of a new installation has nobody to ask.</summary>
    [Fact]
    public async Task Who_is_alone_goes_on_alone()
    {
        await using var lonely = new GuardedServer();
        await lonely.InitializeAsync();
        var shop = await lonely.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100 });

        Assert.Equal(
            HttpStatusCode.OK, (await lonely.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", Raise)).Status);

        // Whoever may not manage it is no second person.
        using var viewer = await lonely.OperatorWithAsync([Permission.AppRead]);
        Assert.Equal(HttpStatusCode.OK, (await lonely.Operator.SendAsync(
            HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """{"acceptRiskyPayments":true}""")).Status);
        using var manager = await lonely.OperatorWithAsync(GuardedServer.Managing, shop);
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await lonely.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", """{"autoRefundSurplus":true}""")).Status);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("without roles")]
    public async Task Nobody_becomes_alone_by_taking_the_other_s_rights(string how)
    {
        await using var pair = new GuardedServer();
        await pair.InitializeAsync();
        var shop = await pair.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100 });
        using var other = await pair.OperatorWithAsync(GuardedServer.Managing);
        var number = (long)(await other.ReadAsync("auth/me")).Data()["userId"]!;
        (how == "disabled"
            ? await pair.Operator.PatchAsync($"admin/users/{number}", new JsonObject { ["enabled"] = false })
            : await pair.Operator.SendAsync(HttpMethod.Put, $"admin/users/{number}/roles", """{"grants":[]}""")).Data();

        Assert.Equal(
            HttpStatusCode.Accepted, (await pair.Operator.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", Raise)).Status);

        // After three days the other has had the time to notice.
        pair.WaitOut(TimeSpan.FromDays(3));
        using var later = await pair.SignedInAsync(TestServer.OperatorEmail, TestServer.OperatorPassword);
        Assert.Equal(HttpStatusCode.OK, (await later.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", Raise)).Status);
    }

    private Task<TestApplication> ShopAsync() => server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100 });

    private Task<HttpClient> ManagerAsync() => server.OperatorWithAsync(GuardedServer.Managing);

    private static async Task<long> ProposeAsync(HttpClient who, TestApplication shop, string? settings = null) =>
        (long)(await who.SendAsync(HttpMethod.Patch, $"admin/apps/{shop.Id}/settings", settings ?? Raise)).Data()["proposedChangeId"]!;

    private static Task<Answer> ApproveAsync(HttpClient who, long id) =>
        who.PostAsync($"admin/setting-changes/{id}/approve", new JsonObject());

    private async Task<string?> StatusAsync(long id) =>
        (string?)(await server.Operator.ReadAsync($"admin/setting-changes/{id}")).Data()["status"];

    private async Task<long> CountedAsync() =>
        (long)(await server.Operator.ReadAsync("admin/reports/summary?mode=TEST")).Data()["proposedChanges"]!;
}
