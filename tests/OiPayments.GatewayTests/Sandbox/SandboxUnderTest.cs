using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Sandbox;
using OiPayments.Sandbox.Scenarios;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>A sandbox on a free port with a merchant beside it, both spoken to over HTTP.</summary>
internal sealed class SandboxUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication app;

    private SandboxUnderTest(WebApplication app, FakeTimeProvider clock, Merchant merchant)
    {
        this.app = app;
        Clock = clock;
        Merchant = merchant;
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.Single()) };
    }

    public FakeTimeProvider Clock { get; }

    public Merchant Merchant { get; }

    public HttpClient Http { get; }

    public string Url => Http.BaseAddress!.ToString().TrimEnd('/');

    public static async Task<SandboxUnderTest> StartAsync(Action<SandboxOptions>? configure = null)
    {
        // Nine in the morning in Dhaka: the hour inside ids has one digit.
        var clock = new FakeTimeProvider(new(2026, 6, 14, 3, 18, 29, TimeSpan.Zero));
        var options = new SandboxOptions { Url = "http://127.0.0.1:0" };
        configure?.Invoke(options);
        var sandbox = SandboxApp.Build(options, clock);
        await sandbox.StartAsync();
        return new(sandbox, clock, await Merchant.StartAsync());
    }

    /// <summary>Everything a session needs; <paramref name="changes"/> overwrite it, null takes a field away.</summary>
    public Dictionary<string, string> Order(params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["store_id"] = "testbox",
            ["store_passwd"] = "qwerty",
            ["total_amount"] = "300.00",
            ["currency"] = "BDT",
            ["tran_id"] = "ORDER-1",
            ["success_url"] = Merchant.Url + "/success?order=1",
            ["fail_url"] = Merchant.Url + "/fail",
            ["cancel_url"] = Merchant.Url + "/cancel",
            ["ipn_url"] = Merchant.Url + "/ipn",
            ["cus_name"] = "Rahima",
            ["cus_email"] = "rahima@example.com",
            ["cus_add1"] = "Road 1",
            ["cus_phone"] = "01700000000",
            ["shipping_method"] = "NO",
            ["product_name"] = "Tea",
            ["product_category"] = "Food",
            ["product_profile"] = "general",
            ["value_a"] = " kept as is ",
            ["value_b"] = "আম & \"lychee\" <b>",
        };
        foreach (var (name, value) in changes)
        {
            if (value is null) fields.Remove(name);
            else fields[name] = value;
        }
        return fields;
    }

    public async Task<JsonObject> OpenAsync(params (string Name, string? Value)[] changes)
    {
        using var form = new FormUrlEncodedContent(Order(changes));
        var answer = await Http.PostAsync("/gwprocess/v4/api.php", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    public async Task<string> OpenKeyAsync(params (string Name, string? Value)[] changes)
    {
        var answer = await OpenAsync(changes);
        Assert.Equal("", (string?)answer["failedreason"]);
        return (string)answer["sessionkey"]!;
    }

    public Task<HttpResponseMessage> ControlAsync(string key, object wish) =>
        Http.PostAsJsonAsync($"/control/sessions/{key}/outcome", wish);

    public async Task<JsonObject> EndAsync(string key, object wish)
    {
        var answer = await ControlAsync(key, wish);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    public async Task<JsonObject> EndByTransactionAsync(string transactionId, object wish)
    {
        var answer = await Http.PostAsJsonAsync($"/control/transactions/{transactionId}/outcome", wish);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    /// <summary>Waits for what a scenario put off: so many notices, or a failed test.</summary>
    public async Task NoticesAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Merchant.Notices.Count < count) await Task.Delay(10, patience.Token);
    }

    /// <summary>Moves the clock on until a call that waits for it ends: when the wait begins cannot be seen from outside.</summary>
    public async Task AdvanceUntilAsync(Task call, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!call.IsCompleted)
        {
            Clock.Advance(step);
            await Task.Delay(10, patience.Token);
        }
    }

    public Scenario ScenarioOf(string transactionId) =>
        app.Services.GetRequiredService<ScenarioBook>().For("testbox", transactionId, amount: null);

    public async Task SetFaultsAsync(object faults)
    {
        var answer = await Http.PostAsJsonAsync("/control/faults", faults);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async Task<JsonObject> ValidateAsync(string valId, string login = "store_id=testbox&store_passwd=qwerty") =>
        await GetAsync($"/validator/api/validationserverAPI.php?val_id={valId}&{login}&v=1&format=json");

    public async Task<JsonObject> QueryAsync(string query, string login = "store_id=testbox&store_passwd=qwerty") =>
        await GetAsync($"/validator/api/merchantTransIDvalidationAPI.php?{query}&{login}&format=json");

    public async Task<JsonObject> GetAsync(string path)
    {
        var answer = await Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await Merchant.DisposeAsync();
    }
}
