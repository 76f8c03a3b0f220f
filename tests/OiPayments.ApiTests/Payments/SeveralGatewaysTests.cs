using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Refunds;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.Server;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>Two gateways beside each other: a payment goes on where it was made, and new ones go where a setting says.</summary>
public sealed class SeveralGatewaysTests : IAsyncLifetime
{
    private readonly OtherGateway other = new();
    private readonly Dictionary<string, string?> settings = new() { ["Gateways:Default"] = "SSLCOMMERZ" };
    private readonly TestServer server;
    private bool hasOther = true;

    public SeveralGatewaysTests() => server = new(settings, builder =>
    {
        if (hasOther) Add(builder, other);
    });

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Each_is_paid_told_of_and_refunded_at_the_gateway_it_was_made_with()
    {
        var shop = await server.RegisterAsync();
        var first = await shop.OpenPaymentAsync();
        shop = await BecomesDefaultAsync(shop, OtherGateway.GatewayName);
        var second = await shop.OpenPaymentAsync();
        Assert.Equal(("SSLCOMMERZ", OtherGateway.GatewayName), ((string?)first["gateway"], (string?)second["gateway"]));

        // A gateway speaks of its own payments only, however well it signs.
        var (ofFirst, session) = await server.StartAttemptAsync(first);
        var ofSecond = await PressPayAsync(second);
        other.Pay(ofSecond);
        await TellAsync(ofFirst);
        await Notice.Of(ofSecond, "VALID").With("val_id", "whatever").Signed().SendAsync(server);
        Assert.Equal(("Unmatched", "Unmatched"), (await server.OutcomesAsync(ofFirst), await server.OutcomesAsync(ofSecond)));

        await server.EndSessionAsync(session, "success");
        await TellAsync(ofSecond);

        Assert.Equal(
            ("SUCCEEDED", "SUCCEEDED"),
            ((string?)(await shop.ReadPaymentAsync(first))["status"], (string?)(await shop.ReadPaymentAsync(second))["status"]));
        foreach (var payment in new[] { first, second })
            Assert.Equal(
                "SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, (await shop.RefundAsync(payment, 25050)).Data()))["status"]);
        Assert.Equal($"bank of {ofSecond}", Assert.Single(other.Refunds).BankTransactionId);
    }

    [Fact]
    public async Task The_pay_form_may_lead_to_the_pages_of_the_payment_s_own_gateway_and_to_no_other()
    {
        var shop = await server.RegisterAsync();
        var first = await shop.OpenPaymentAsync();
        shop = await BecomesDefaultAsync(shop, OtherGateway.GatewayName);
        var second = await shop.OpenPaymentAsync();

        Assert.Equal(
            $"form-action 'self' https://*.sslcommerz.com {server.SandboxUrl.GetLeftPart(UriPartial.Authority)}",
            await FormActionAsync(first));
        Assert.Equal("form-action 'self' https://pay.other.example.com https://other.example.com", await FormActionAsync(second));

        async Task<string> FormActionAsync(JsonNode payment)
        {
            using var page = await server.Browser.GetAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}"));
            var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
            return Assert.Single(
                policy.Split(';', StringSplitOptions.TrimEntries), part => part.StartsWith("form-action", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_payment_whose_notice_was_lost_is_asked_about_where_it_was_made()
    {
        var shop = await BecomesDefaultAsync(await server.RegisterAsync(), OtherGateway.GatewayName);
        var payment = await shop.OpenPaymentAsync();
        var transaction = await PressPayAsync(payment);
        await BecomesDefaultAsync(shop, "SSLCOMMERZ");

        other.Pay(transaction);

        await BecomesAsync(() => shop.ReadPaymentAsync(payment), read => (string?)read["status"] == "SUCCEEDED");
    }

    [Fact]
    public async Task Without_its_gateway_a_payment_is_refused_in_a_sentence_and_goes_on_when_that_is_back()
    {
        var shop = await BecomesDefaultAsync(await server.RegisterAsync(), OtherGateway.GatewayName);
        var (begun, paid, untouched) = (await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync(), await shop.OpenPaymentAsync());
        var transaction = await PressPayAsync(begun);
        var ofPaid = await PressPayAsync(paid);
        other.Pay(ofPaid);
        await TellAsync(ofPaid);
        other.GivesBack = false;
        var refund = await server.WhenRefundAsync(
            shop, (await shop.RefundAsync(paid, 100)).Data(), read => read["gatewayRefundId"] is not null);

        hasOther = false;
        await BecomesDefaultAsync(shop, "SSLCOMMERZ");

        const string missing = "The gateway OTHERPAY is not set up here any more; an operator has to set it up again.";
        Assert.Equal(HttpStatusCode.NotFound, await TellAsync(transaction));
        var refused = await shop.RefundAsync(paid, 200);
        Assert.Equal(
            ("INVALID_OPERATION_STATE", $"{missing} Nothing was done."), (refused.ErrorCode, (string?)refused.Json["meta"]!["message"]));
        using (var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{untouched["reference"]}/pay"), null))
            Assert.Contains("cannot take payments", await pressed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "The gateway of this payment is not set up here any more; an operator has to set it up again.",
            (string?)(await shop.ReadPaymentAsync(untouched))["failureMessage"]);

        // An hour later, who was sent there may have paid; and the home page says that a refund waits for somebody.
        other.Pay(transaction);
        server.Clock.Advance(TimeSpan.FromMinutes(61));
        await BecomesAsync(
            async () => (await server.Operator.ReadAsync("admin/reports/summary?mode=TEST")).Data(),
            summary => (long)summary["unclearRefunds"]! == 1);
        await BecomesAsync(() => shop.ReadPaymentAsync(untouched), read => (string?)read["status"] == "EXPIRED");
        await BecomesAsync(
            () => Task.FromResult(server.Log.Text),
            log => log.Contains("1 payments cannot be checked: no running node has their gateway", StringComparison.Ordinal));
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(begun))["status"]);

        // A node that has the gateway would find it as it was left.
        Assert.Equal(0, await server.WithDbAsync(db => db.Of<PaymentAttempt>(shop.TestScope)
            .Where(a => a.TransactionId == transaction)
            .Select(a => a.TimesAsked)
            .SingleAsync()));

        hasOther = other.GivesBack = true;
        await server.RestartAsync();
        await BecomesAsync(() => shop.ReadPaymentAsync(begun), read => (string?)read["status"] == "SUCCEEDED");
        Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
    }

    [Fact]
    public async Task An_applications_own_store_collects_what_goes_to_its_gateway()
    {
        var shop = await BecomesDefaultAsync(await server.RegisterAsync(), OtherGateway.GatewayName);
        var answer = await SetStoreAsync(shop, "SSLCOMMERZ");
        Assert.Equal(HttpStatusCode.OK, answer.Status);

        // The other gateway checks that it is the service's store that it is asked with.
        await PressPayAsync(await shop.OpenPaymentAsync());

        var unknown = await SetStoreAsync(shop, "NOBODY");
        Assert.Equal("Must be OTHERPAY or SSLCOMMERZ.", (string?)unknown.Json["data"]!["gateway"]);
    }

    [Theory]
    [InlineData(
        null, "There are several gateways, and Gateways__Default does not say which one new payments go to: OTHERPAY or SSLCOMMERZ.")]
    [InlineData("NOBODY", "Gateways__Default is 'NOBODY'; it can be OTHERPAY or SSLCOMMERZ.")]
    public async Task It_does_not_start_without_knowing_where_new_payments_go(string? named, string sentence)
    {
        settings["Gateways:Default"] = named;

        Assert.Equal(sentence, (await Assert.ThrowsAsync<SettingsException>(server.RestartAsync)).Message);
        hasOther = false;
        settings["Gateways:Default"] = null;
        await server.RestartAsync();
    }

    [Fact]
    public void Two_of_one_name_are_refused() => Assert.Equal(
        "There are two gateways of the name OTHERPAY.",
        Assert.Throws<InvalidOperationException>(() => new RegisteredGateways(
            [other, new OtherGateway()], [], [], new(), new(new("test")))).Message);

    private static void Add(WebApplicationBuilder builder, OtherGateway other)
    {
        builder.Services.AddSingleton<IPaymentGateway>(other).AddSingleton<IRefundGateway>(other);
        builder.Services.AddSingleton(new GatewayStores(
            OtherGateway.GatewayName, mode => mode is Mode.Test ? other.Account : null,
            mode => mode is Mode.Test ? other.Account.BaseUrl : null));
    }

    /// <summary>The next start of the server makes new payments there. What the application speaks with stays good.</summary>
    private async Task<TestApplication> BecomesDefaultAsync(TestApplication shop, string gateway)
    {
        settings["Gateways:Default"] = gateway;
        await server.RestartAsync();
        return shop;
    }

    private Task<Answer> SetStoreAsync(TestApplication shop, string gateway) =>
        server.Operator.SendAsync(HttpMethod.Put, $"admin/apps/{shop.Id}/gateway-override", new JsonObject
        {
            ["mode"] = "TEST",
            ["gateway"] = gateway,
            ["configuration"] = new JsonObject { ["storeId"] = "testbox", ["storePassword"] = "qwerty" },
        }.ToJsonString());

    /// <summary>Presses Pay, and answers the transaction that the other gateway opened.</summary>
    private async Task<string> PressPayAsync(JsonNode payment)
    {
        using var pressed = await server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{payment["reference"]}/pay"), null);
        Assert.Equal("other.example.com", pressed.Headers.Location?.Host);
        return pressed.Headers.Location!.Segments[^1];
    }

    /// <summary>The other gateway's notice.</summary>
    private async Task<HttpStatusCode> TellAsync(string transaction)
    {
        using var form = new FormUrlEncodedContent([new("transaction", transaction), new("key", other.Account.StorePassword)]);
        using var answer = await server.Anonymous.PostAsync("gateways/otherpay/test/ipn", form);
        return answer.StatusCode;
    }

    private Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> holds) => Eventually.BecomesAsync(
        () =>
        {
            server.WaitOut(TimeSpan.FromSeconds(30));
            return read();
        },
        holds);
}
