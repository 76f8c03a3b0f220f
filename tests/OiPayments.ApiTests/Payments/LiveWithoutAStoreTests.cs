using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.ApiTests.Applications;
using OiPayments.Applications;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>A LIVE payment that nobody could collect is not made; where it may be, everybody who looks is told.</summary>
public sealed class LiveWithoutAStoreTests(LiveWithoutAStoreTests.Server server) : IClassFixture<LiveWithoutAStoreTests.Server>
{
    private const string Missing = "This service has no LIVE store yet; an operator has to set one.";

    [Fact]
    public async Task It_is_refused_and_nobody_else_is_blamed()
    {
        var shop = await server.RegisterAsync();

        var answer = await OpenAsync(shop.Live, ("Idempotency-Key", "order-7"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "GATEWAY_UNAVAILABLE"), (answer.Status, answer.ErrorCode));
        Assert.Equal($"{Missing} Nothing was created.", (string?)answer.Json["meta"]!["message"]);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Empty((await shop.Live.ReadAsync("payments")).Data().AsArray());
        Assert.Null((await OpenAsync(shop.Test)).ErrorCode);

        // No key was used up: the same request works once somebody has set a store.
        await server.GiveItAStoreAsync(shop);
        Assert.Equal(HttpStatusCode.Created, (await OpenAsync(shop.Live, ("Idempotency-Key", "order-7"))).Status);
    }

    [Fact]
    public async Task Home_counts_the_applications_that_have_none()
    {
        var (without, with) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.GiveItAStoreAsync(with);
        var before = await CountAsync();

        await server.GiveItAStoreAsync(without);

        Assert.Equal(before - 1, await CountAsync());
        Assert.Equal(0, (long)(await server.Operator.ReadAsync("admin/reports/summary?mode=TEST")).Data()["applicationsWithoutStore"]!);
    }

    private async Task<long> CountAsync() =>
        (long)(await server.Operator.ReadAsync("admin/reports/summary?mode=LIVE")).Data()["applicationsWithoutStore"]!;

    private static Task<Answer> OpenAsync(HttpClient client, params (string, string)[] headers) =>
        client.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "live" }, headers);

    /// <summary>As the service is by itself outside Development: an application's own LIVE store would be reached at the gateway.</summary>
    public sealed class Server() : TestServer(new()
    {
        ["Payments:AllowLiveWithoutStore"] = "false"
    }, builder => builder.Host.ConfigureContainer<IServiceCollection>((_, services) =>
    {
        var known = (GatewayStores)services.Single(service => service.ServiceType == typeof(GatewayStores)).ImplementationInstance!;
        services.RemoveAll<GatewayStores>()
            .AddSingleton(known with { AddressOf = mode => known.AddressOf(mode) ?? new("https://gateway.example.com") });
    }));
}

/// <summary>Where a setting allows it.</summary>
public sealed class LiveAllowedWithoutAStoreTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_payment_says_so_to_its_application_and_in_its_story()
    {
        var shop = await server.RegisterAsync();
        var payment = (await shop.Live.PostAsync("payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "live" }))
            .Data();

        Assert.Equal("NO_STORE", (string?)payment["failureCode"]);
        Assert.Equal("Nobody can pay it: there is no LIVE store that could collect it, and an operator has to set one.", await ToldAsync());

        // What was so when it was made stays a part of its story.
        await server.GiveItAStoreAsync(shop);
        Assert.Equal("PAYMENT_CREATED NO_STORE", await KindsAsync());

        async Task<string?> ToldAsync() => (string?)(await StoryAsync())[1]!["text"];
        async Task<string> KindsAsync() => string.Join(' ', (await StoryAsync()).Select(step => (string?)step!["kind"]));
        async Task<JsonArray> StoryAsync() =>
            (await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Data()["timeline"]!.AsArray();
    }

    [Fact]
    public async Task A_test_payment_has_the_sandbox_and_no_such_story()
    {
        var payment = await (await server.RegisterAsync()).OpenPaymentAsync();

        Assert.Null(payment["failureCode"]);
        Assert.DoesNotContain(
            "NO_STORE", (await server.Operator.ReadAsync($"admin/payments/{payment["id"]}")).Text, StringComparison.Ordinal);
    }
}

/// <summary>A store alone is not enough: the gateway insists on an address for each customer, and nobody's may be made up.</summary>
public sealed class LiveWithoutAnEmailDomainTests(LiveWithoutAnEmailDomainTests.Server server)
    : IClassFixture<LiveWithoutAnEmailDomainTests.Server>
{
    [Theory]
    [InlineData(null)]
    [InlineData("rahim@example.com")]
    public async Task No_live_payment_is_taken_and_the_setting_is_named(string? email)
    {
        var shop = await server.RegisterAsync();
        var body = new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "live", ["customerEmail"] = email };

        var answer = await shop.Live.PostAsync("payments", body.DeepClone().AsObject());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "GATEWAY_UNAVAILABLE"), (answer.Status, answer.ErrorCode));
        Assert.Contains("Gateways__SslCommerz__EmailDomain", (string?)answer.Json["meta"]!["message"], StringComparison.Ordinal);
        Assert.Empty((await shop.Live.ReadAsync("payments")).Data().AsArray());
        Assert.Null((await shop.Test.PostAsync("payments", body)).ErrorCode);
        Assert.Contains("There is a LIVE store, and every LIVE payment is refused", server.Log.Text, StringComparison.Ordinal);
    }

    public sealed class Server() : TestServer(new()
    {
        ["Gateways:SslCommerz:EmailDomain"] = "",
        ["Gateways:SslCommerz:Live:StoreId"] = "testbox",
        ["Gateways:SslCommerz:Live:StorePassword"] = "qwerty",
    });
}
