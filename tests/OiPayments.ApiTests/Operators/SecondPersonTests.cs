using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Applications;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Operators;

/// <summary>Two accounts of which one person may hold the keys are not two people.</summary>
public sealed class SecondPersonTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    [Fact]
    public async Task Whoever_resets_a_colleagues_password_does_not_approve_their_own_refund_as_them()
    {
        using var colleague = await server.SecondOperatorAsync("colleague@example.com");
        var number = (long)(await colleague.ReadAsync("auth/me")).Data()["userId"]!;
        var refund = await AskAsync(server.Operator);
        var temporary = (string)(await server.Operator.PostAsync(
            $"admin/users/{number}/reset-password", new JsonObject())).Data()["temporaryPassword"]!;
        using var taken = await ChooseAsync("colleague@example.com", temporary);

        var refused = await ApproveAsync(taken, refund);

        Assert.Equal("FORBIDDEN", refused.ErrorCode);
        Assert.Contains("do not count as a second person", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.Equal("AWAITING_APPROVAL", (string?)(await server.Operator.ReadAsync($"admin/refunds/{refund}")).Data()["status"]);

        // For somebody else's refund they are who they are; and after three days the colleague would have noticed.
        using var third = await server.SecondOperatorAsync("third@example.com");
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(third, refund)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(taken, await AskAsync(third))).Status);
        server.WaitOut(TimeSpan.FromDays(3));
        using var later = await server.SignedInAsync("colleague@example.com");
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(later, await AskAsync(server.Operator))).Status);
    }

    /// <summary>
    /// The other way round: asking as the colleague, and approving as oneself; and as two colleagues, with one's own account left out.
    /// </summary>
    [Fact]
    public async Task Nor_do_they_ask_as_one_and_approve_as_another()
    {
        var (one, other) = (await InviteAsync("asks@example.com"), await InviteAsync("agrees@example.com"));

        Assert.Equal("FORBIDDEN", (await ApproveAsync(server.Operator, await AskAsync(one))).ErrorCode);
        Assert.Equal("FORBIDDEN", (await ApproveAsync(other, await AskAsync(one))).ErrorCode);
    }

    [Fact]
    public async Task Nor_do_they_post_a_journal_of_their_own()
    {
        var shop = await server.RegisterAsync();
        using var colleague = await server.SecondOperatorAsync("journals@example.com");
        var number = (long)(await colleague.ReadAsync("auth/me")).Data()["userId"]!;
        var journal = (await server.AskForJournalAsync(shop)).Data();
        (await server.Operator.SendAsync(HttpMethod.Delete, $"admin/users/{number}/second-factors", null)).Data();

        Assert.Equal("FORBIDDEN", (await colleague.ApproveJournalAsync(journal)).ErrorCode);
        Assert.Equal("", await shop.BalancesAsync());
    }

    [Fact]
    public async Task Nor_their_own_change_of_a_setting_or_after_taking_second_factors()
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100 });
        using var colleague = await server.SecondOperatorAsync("factors@example.com");
        var number = (long)(await colleague.ReadAsync("auth/me")).Data()["userId"]!;
        var proposed = (long)(await server.Operator.PatchAsync(
            $"admin/apps/{shop.Id}/settings", new JsonObject { ["refundApprovalThresholdMinor"] = 999 })).Data()["proposedChangeId"]!;
        (await server.Operator.SendAsync(HttpMethod.Delete, $"admin/users/{number}/second-factors", null)).Data();

        Assert.Equal("FORBIDDEN", (await colleague.PostAsync($"admin/setting-changes/{proposed}/approve", new JsonObject())).ErrorCode);
    }

    /// <summary>Whoever holds a role with a second factor would else drop the factor from the role, and then from themselves.</summary>
    [Fact]
    public async Task Nobody_lifts_the_second_factor_of_a_role_that_they_have()
    {
        using var second = await server.SecondOperatorAsync("admin-two@example.com");
        var superAdmin = (await server.Operator.ReadAsync("admin/roles")).Data().AsArray().Single(
            role => (string?)role!["name"] == BuiltInRoles.SuperAdmin)!["id"];
        var own = (await server.Operator.PostAsync("admin/roles", new JsonObject
        {
            ["name"] = "Keeps operators",
            ["permissions"] = new JsonArray("user:read", "user:manage"),
            ["needsSecondFactor"] = true,
        })).Data()["id"];
        var email = await server.NewOperatorAsync("keeper", "Keeps operators");
        using var keeper = await server.SignedInAsync(email);
        await server.EnrolTotpAsync(keeper);

        Assert.Equal(
            "FORBIDDEN", (await keeper.PatchAsync($"admin/roles/{own}", new JsonObject { ["needsSecondFactor"] = false })).ErrorCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (await keeper.PatchAsync($"admin/roles/{own}", new JsonObject { ["description"] = "Their own words" })).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await server.Operator.PatchAsync($"admin/roles/{own}", new JsonObject { ["needsSecondFactor"] = false })).Status);
        await server.WithDbAsync(async db =>
        {
            db.Directory<Role>().Single(role => role.Name == BuiltInRoles.SuperAdmin).NeedsSecondFactor = true;
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        await server.EnrolTotpAsync(second);
        Assert.Equal(
            "FORBIDDEN",
            (await second.PatchAsync($"admin/roles/{superAdmin}", new JsonObject { ["needsSecondFactor"] = false })).ErrorCode);
        await server.WithDbAsync(async db =>
        {
            db.Directory<Role>().Single(role => role.Name == BuiltInRoles.SuperAdmin).NeedsSecondFactor = false;
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
    }

    private async Task<HttpClient> InviteAsync(string email)
    {
        var finance = (await server.Operator.ReadAsync("admin/roles"))
            .Data()
            .AsArray()
            .Single(role => (string?)role!["name"] == "Finance")!["id"]!
            .DeepClone();
        var invited = (await server.Operator.PostAsync("admin/users", new JsonObject
        {
            ["email"] = email,
            ["name"] = "Invited",
            ["roles"] = new JsonArray(new JsonObject { ["roleId"] = finance }),
        })).Data();
        return await ChooseAsync(email, (string)invited["temporaryPassword"]!);
    }

    private async Task<HttpClient> ChooseAsync(string email, string temporary)
    {
        var client = await server.SignedInAsync(email, temporary);
        (await client.PostAsync(
            "auth/password", new JsonObject { ["currentPassword"] = temporary, ["newPassword"] = OperatorsUnderTest.Password })).Data();
        return client;
    }

    private async Task<long> AskAsync(HttpClient who)
    {
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 0 });
        var payment = await server.PaidPaymentAsync(shop);
        return (long)(await who.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 1000 })).Data()["id"]!;
    }

    private static Task<Answer> ApproveAsync(HttpClient who, long refund) =>
        who.PostAsync($"admin/refunds/{refund}/approve", new JsonObject());
}
