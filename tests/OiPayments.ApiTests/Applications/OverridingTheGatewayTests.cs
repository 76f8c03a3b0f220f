using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Operators;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.Encryption;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

/// <summary>An application whose payments are collected in a store of its own, and what goes on in which store when that changes.</summary>
public class OverridingTheGatewayTests(TestServer server) : IClassFixture<TestServer>
{
    private const string ServicesStore = "testbox";
    private const string ServicesPassword = "qwerty";
    private const string Booked = "GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126";

    [Fact]
    public async Task A_payment_is_collected_in_the_applications_own_store()
    {
        var shop = await server.RegisterAsync();

        var set = (await server.SetOverrideAsync(shop)).Data();

        var me = (await server.Operator.ReadAsync("auth/me")).Data()["userId"];
        var expected =
            JsonNode.Parse(
                $$"""[{ "mode": "TEST", "gateway": "SSLCOMMERZ", "storeId": "test_testemi", "setBy": "operator:{{me}}", "setAt": "{{set["gatewayOverrides"]![0]!["setAt"]}}" }]""");
        Assert.True(JsonNode.DeepEquals(expected, set["gatewayOverrides"]), set.ToJsonString());
        Assert.True(JsonNode.DeepEquals(set, (await server.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()));
        Assert.Contains((await server.Operator.ReadAsync("admin/apps?size=200")).Data().AsArray(), app => JsonNode.DeepEquals(set, app));

        var payment = await shop.OpenPaymentAsync();
        var (transaction, session) = await server.StartAttemptAsync(payment);
        Assert.Equal(OwnStore.Id, await server.StoreOfAsync(session));
        await server.EndSessionAsync(session, "success");

        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("Accepted", await server.OutcomesAsync(transaction));
        Assert.Equal(Booked, await shop.BalancesAsync());
        Assert.Equal(
            OwnStore.Id,
            (string?)(await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["attempts"]![0]!["ownStoreId"]);
        Assert.Equal(
            "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data()))["status"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_notice_about_an_attempt_is_judged_by_the_store_that_it_was_made_with(bool wasOwn)
    {
        var shop = await server.RegisterAsync();
        await UseOwnAsync(shop, wasOwn);
        var payment = await shop.OpenPaymentAsync();
        var (transaction, session) = await server.StartAttemptAsync(payment);

        await UseOwnAsync(shop, !wasOwn);
        await server.EndSessionAsync(session, "success");

        Assert.Equal(wasOwn ? OwnStore.Id : ServicesStore, await server.StoreOfAsync(session));
        Assert.Equal("Accepted", await server.OutcomesAsync(transaction));
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal(Booked, await shop.BalancesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_notice_is_made_good_by_asking_the_store_that_the_attempt_was_made_with(bool wasOwn)
    {
        var shop = await server.RegisterAsync();
        await UseOwnAsync(shop, wasOwn);
        var payment = await shop.OpenPaymentAsync();
        await server.PayUnheardAsync(payment);

        await UseOwnAsync(shop, !wasOwn);

        await Eventually.BecomesAsync(
            () =>
            {
                server.WaitOut(TimeSpan.FromMinutes(1));
                return shop.ReadPaymentAsync(payment);
            },
            read => (string?)read["status"] == "SUCCEEDED");
        Assert.Equal(Booked, await shop.BalancesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Money_goes_back_from_the_store_that_took_it(bool wasOwn)
    {
        var shop = await server.RegisterAsync();
        await UseOwnAsync(shop, wasOwn);
        var payment = await server.PaidPaymentAsync(shop);

        await UseOwnAsync(shop, !wasOwn);
        var refund = await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data());

        Assert.Equal("SUCCEEDED", (string?)refund["status"]);
        Assert.Equal("GATEWAY_CLEARING -3126, GATEWAY_FEES 3126", await shop.BalancesAsync());
    }

    [Fact]
    public async Task Money_taken_twice_goes_back_twice_from_the_store_that_took_it()
    {
        var shop = await server.RegisterAsync(settings: new() { ["autoRefundSurplus"] = true });
        await server.SetOverrideAsync(shop);
        var payment = await shop.OpenPaymentAsync();
        var (transaction, session) = await server.StartAttemptAsync(payment);
        await server.PlanAsync(transaction, new() { ["name"] = "paid-twice" });

        await server.RemoveOverrideAsync(shop);
        await server.EndSessionAsync(session, "success");
        await Eventually.BecomesAsync(
            async () =>
            {
                server.WaitOut(TimeSpan.FromMinutes(10));
                return (await shop.Test.ReadAsync($"payments/{payment["id"]}/refunds")).Data().AsArray();
            },
            refunds => refunds.Count == 1 && (string?)refunds[0]!["status"] == "SUCCEEDED");

        Assert.Equal(
            "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data()))["status"]);
        Assert.Equal("GATEWAY_CLEARING -6252, GATEWAY_FEES 6252", await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_password_that_was_changed_at_the_gateway_serves_what_was_begun_before()
    {
        var shop = await server.RegisterAsync();
        await server.SetOverrideAsync(shop);
        var payment = await shop.OpenPaymentAsync();
        var (transaction, session) = await server.StartAttemptAsync(payment);
        await server.RemoveOverrideAsync(shop);
        await server.WithDbAsync(async db =>
        {
            var outdated = server.Services.GetRequiredService<SecretBox>().Close("the one before");
            return await db.Of<GatewayOverride>(new ApplicationId((uint)shop.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.StorePassword, outdated));
        });

        await server.SetOverrideAsync(shop);
        await server.EndSessionAsync(session, "success");

        Assert.Equal("Accepted", await server.OutcomesAsync(transaction));
        Assert.Equal(
            "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 125050)).Data()))["status"]);
    }

    [Fact]
    public async Task Pressing_pay_again_leads_to_the_page_that_is_open_and_another_try_to_the_new_store()
    {
        var shop = await server.RegisterAsync();
        await server.SetOverrideAsync(shop);
        var payment = await shop.OpenPaymentAsync();
        var (transaction, session) = await server.StartAttemptAsync(payment);
        await server.RemoveOverrideAsync(shop);

        Assert.Equal((transaction, session), await server.StartAttemptAsync(payment));
        await server.EndSessionAsync(session, "failed");

        var next = await server.StartPayingAsync((string)payment["reference"]!);
        Assert.Equal((OwnStore.Id, ServicesStore), (await server.StoreOfAsync(session), await server.StoreOfAsync(next)));
        await server.EndSessionAsync(next, "success");
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Theory]
    [InlineData(true, ServicesStore, ServicesPassword)]
    [InlineData(true, OwnStore.Id, ServicesPassword)]
    [InlineData(true, ServicesStore, OwnStore.Password)]
    [InlineData(false, OwnStore.Id, OwnStore.Password)]
    [InlineData(false, ServicesStore, OwnStore.Password)]
    public async Task A_notice_with_another_stores_signature_is_forged(bool isOwn, string store, string password)
    {
        var shop = await server.RegisterAsync();
        await UseOwnAsync(shop, isOwn);
        var payment = await shop.OpenPaymentAsync();
        var (transaction, _) = await server.StartAttemptAsync(payment);

        await Notice.Of(transaction, "FAILED").With("store_id", store).Signed(password).SendAsync(server);

        Assert.Equal("Forged", await server.OutcomesAsync(transaction));
        Assert.Null((string?)(await shop.ReadPaymentAsync(payment))["failureCode"]);
        var (rightStore, rightPassword) = isOwn ? (OwnStore.Id, OwnStore.Password) : (ServicesStore, ServicesPassword);
        await Notice.Of(transaction, "FAILED").With("store_id", rightStore).Signed(rightPassword).SendAsync(server);
        Assert.Equal("Forged, Accepted", await server.OutcomesAsync(transaction));
    }

    [Fact]
    public async Task Applications_do_not_see_each_others_store()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.SetOverrideAsync(mine);
        using var guest = await server.OperatorWithAsync([Permission.AppRead, Permission.AppManage], others);

        Assert.Equal(
            ServicesStore,
            await server.StoreOfAsync(await server.StartPayingAsync((string)(await others.OpenPaymentAsync())["reference"]!)));
        Assert.DoesNotContain(OwnStore.Id, (await guest.ReadAsync("admin/apps")).Text, StringComparison.Ordinal);
        Assert.Equal(
            "RESOURCE_NOT_FOUND",
            (await guest.SendAsync(HttpMethod.Delete, $"admin/apps/{mine.Id}/gateway-override/TEST", null)).ErrorCode);
        Assert.Equal(
            OwnStore.Id, await server.StoreOfAsync(await server.StartPayingAsync((string)(await mine.OpenPaymentAsync())["reference"]!)));
    }

    [Fact]
    public async Task Removing_is_told_once_and_may_be_repeated()
    {
        var shop = await server.RegisterAsync();
        await server.SetOverrideAsync(shop);

        var removed = await server.RemoveOverrideAsync(shop);
        var again = await server.RemoveOverrideAsync(shop);

        Assert.Empty(removed.Data()["gatewayOverrides"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(removed.Data(), again.Data()));
        Assert.Equal("RESOURCE_NOT_FOUND", (await server.RemoveOverrideAsync(shop, "SOMETIMES")).ErrorCode);
        var kept = Assert.Single(await KeptAsync(shop));
        Assert.Equal(
            ["gateway-override.set", "gateway-override.remove"],
            (await server.AuditAsync("gateway-override", $"{kept.Id}")).Select(line => line.Action));
    }

    [Fact]
    public async Task Who_set_what_instead_of_what_is_on_record_without_the_password()
    {
        var shop = await server.RegisterAsync();
        await server.SetOverrideAsync(shop);
        await server.SetOverrideAsync(shop, store: ServicesStore, password: ServicesPassword);

        var kept = await KeptAsync(shop);
        var line = Assert.Single(await server.AuditAsync("gateway-override", $"{kept[1].Id}"));
        Assert.Equal((TestServer.OperatorEmail, (long)shop.Id), (line.ActorName, line.ApplicationId.Value));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse($$"""{ "id": {{kept[0].Id}}, "storeId": "test_testemi" }"""), JsonNode.Parse(line.Before!)),
            line.Before);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{ "mode": "TEST", "gateway": "SSLCOMMERZ", "storeId": "testbox" }"""),
            JsonNode.Parse(line.After!)), line.After);
        Assert.Equal((false, true), (kept[0].EndedAt is null, kept[1].EndedAt is null));
    }

    [Fact]
    public async Task Of_many_set_at_once_one_is_in_use_and_none_is_lost_from_the_record()
    {
        var shop = await server.RegisterAsync();
        await server.SetOverrideAsync(shop);

        // Both at once: ending the one before, and taking its place.
        var answers = await Task.WhenAll(Enumerable.Range(
            0, 12).Select(number => Task.Run(() => number % 3 == 0 ? server.RemoveOverrideAsync(shop) : server.SetOverrideAsync(shop))));

        Assert.All(
            answers,
            answer => Assert.True(answer.Status == HttpStatusCode.OK || answer.ErrorCode == "INVALID_OPERATION_STATE", answer.Text));
        var kept = await KeptAsync(shop);
        Assert.InRange(kept.Count(one => one.EndedAt is null), 0, 1);
        foreach (var one in kept) Assert.Equal(one.EndedAt is null ? 1 : 2, (await LinesAboutAsync(one, kept)));
    }

    [Fact]
    public async Task Every_field_that_is_wrong_is_named()
    {
        var shop = await server.RegisterAsync();

        async Task<string> WrongAsync(string body)
        {
            var answer = await server.Operator.SendAsync(HttpMethod.Put, $"admin/apps/{shop.Id}/gateway-override", body);
            Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
            return string.Join(", ", answer.Json["data"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        }

        Assert.Equal("configuration, configuration.storeId, configuration.storePassword, gateway, mode", await WrongAsync("{}"));
        Assert.Equal("configuration.storeId, configuration.storePassword, gateway, mode",
            await WrongAsync(
                """{ "mode": "BOTH", "gateway": "", "configuration": { "storeId": "with space", "storePassword": "pasted\n" } }"""));
        Assert.Equal("configuration.storeId, configuration.storePassword, gateway",
            await WrongAsync(
                """{ "mode": "TEST", "gateway": "OTHER", "configuration": { "storeId": "with space", "storePassword": "pasted\n" } }"""));
        Assert.Equal("configuration.storePassword",
            await WrongAsync(
                $$"""{ "mode": "TEST", "gateway": "SSLCOMMERZ", "configuration": { "storeId": "shop", "storePassword": "{{new string('x', 31)}}" } }"""));
        Assert.Empty(await KeptAsync(shop));
    }

    [Fact]
    public async Task A_store_that_the_gateway_does_not_let_in_is_refused()
    {
        var shop = await server.RegisterAsync();
        await server.SetOverrideAsync(shop);

        var answer = await server.SetOverrideAsync(shop, password: "mistyped");

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Contains("store id and the API password", (string?)answer.Json["data"]!["configuration"], StringComparison.Ordinal);
        var (_, session) = await server.StartAttemptAsync(await shop.OpenPaymentAsync());
        Assert.Equal(OwnStore.Id, await server.StoreOfAsync(session));
        Assert.Single(await KeptAsync(shop));
    }

    [Fact]
    public async Task Nothing_is_changed_when_the_gateway_cannot_be_asked()
    {
        var shop = await server.RegisterAsync();

        var answer = await server.WithFaultsAsync(new() { ["query"] = "html" }, () => server.SetOverrideAsync(shop));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "GATEWAY_UNAVAILABLE"), (answer.Status, answer.ErrorCode));
        Assert.Empty(await KeptAsync(shop));
    }

    [Fact]
    public async Task Setting_and_removing_need_a_fresh_proof()
    {
        var shop = await server.RegisterAsync();
        using var manager = await server.OperatorWithAsync([Permission.AppManage], shop);
        server.Clock.AdjustTime(server.Clock.GetUtcNow() + SignedInOperator.ProofLasts + TimeSpan.FromSeconds(1));

        Assert.Equal("REAUTH_REQUIRED", (await server.SetOverrideAsync(shop, by: manager)).ErrorCode);
        Assert.Equal(
            "REAUTH_REQUIRED", (await manager.SendAsync(HttpMethod.Delete, $"admin/apps/{shop.Id}/gateway-override/TEST", null)).ErrorCode);
    }

    [Fact]
    public async Task In_development_nothing_goes_to_the_real_gateway_by_itself()
    {
        var shop = await server.RegisterAsync();

        var answer = await server.SetOverrideAsync(shop, "LIVE");

        Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode);
        Assert.Contains("Gateways__SslCommerz__Live", (string?)answer.Json["meta"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_has_a_store_of_its_own()
    {
        await using var service = new ServerWithALiveStore();
        await service.InitializeAsync();
        var shop = await service.RegisterAsync();

        var set = (await service.SetOverrideAsync(shop, "LIVE")).Data();

        Assert.Equal("LIVE", (string?)Assert.Single(set["gatewayOverrides"]!.AsArray())!["mode"]);
        Assert.Equal(
            ServicesStore,
            await service.StoreOfAsync(await service.StartPayingAsync((string)(await shop.OpenPaymentAsync())["reference"]!)));
        await service.RemoveOverrideAsync(shop);
        Assert.Single((await service.Operator.ReadAsync($"admin/apps/{shop.Id}")).Data()["gatewayOverrides"]!.AsArray());
    }

    private Task<Answer> UseOwnAsync(TestApplication shop, bool own) =>
        own ? server.SetOverrideAsync(shop) : server.RemoveOverrideAsync(shop);

    /// <summary>Lines that say it began or ended: its own, and that of the one that took its place.</summary>
    private async Task<int> LinesAboutAsync(GatewayOverride one, IEnumerable<GatewayOverride> all)
    {
        var count = (await server.AuditAsync("gateway-override", $"{one.Id}")).Count;
        foreach (var other in all.Where(other => other.Id != one.Id))
            count += (await server.AuditAsync("gateway-override", $"{other.Id}")).Count(line => line.Before is { } before
                && (long?)JsonNode.Parse(before)!["id"] == one.Id.Value);
        return count;
    }

    private Task<List<GatewayOverride>> KeptAsync(TestApplication shop) => server.WithDbAsync(db =>
        Task.FromResult(db.Of<GatewayOverride>(new ApplicationId((uint)shop.Id)).OrderBy(one => one.Id).ToList()));
}
