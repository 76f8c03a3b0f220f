using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OiPayments.ApiTests.Refunds;
using OiPayments.Sandbox;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Model;

/// <summary>
/// Where stories are told: the service, which may crash, a gateway that outlives it, two operators and one clock. Every story
/// has an application of its own; one story at a time, since all have the clock and the crashes in common.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly TimeSpan PasswordsLast = TimeSpan.FromMinutes(4);

    private readonly HttpClient control = new();
    private readonly SemaphoreSlim signingIn = new(1);
    private readonly Dictionary<string, string?> settings;
    private WebApplication? gateway;
    private HttpClient? second;
    private DateTimeOffset secondSignedIn;
    private KeptLog log = new();

    public Stage()
    {
        settings = new()
        {
            ["Sandbox:Enabled"] = "false",
            ["Gateways:SslCommerz:Test:StoreId"] = SandboxStore.Defaults[0].Id,
            ["Gateways:SslCommerz:Test:StorePassword"] = SandboxStore.Defaults[0].Password,
        };
        Server = new(settings, ListenForErrors, Clock);
    }

    public TestServer Server { get; }

    public FakeTimeProvider Clock { get; } = new ClockWithoutBackoffs();

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Everything from warnings up that the running process wrote.</summary>
    public string Complaints => log.Text;

    public void ForgetComplaints() => log.Clear();

    public async ValueTask InitializeAsync()
    {
        gateway = SandboxApp.Build(new() { Url = "http://127.0.0.1:0", MagicAmounts = false }, Clock);
        await gateway.StartAsync();
        settings["Gateways:SslCommerz:Test:BaseUrl"] = gateway.Urls.First();
        await Server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        if (gateway is not null) await gateway.DisposeAsync();
        control.Dispose();
        second?.Dispose();
        signingIn.Dispose();
    }

    /// <summary>The operator who approves them.</summary>
    public Task<HttpClient> SecondOperatorAsync() => OneAtATimeAsync(async () =>
    {
        if (second is null || Now - secondSignedIn >= PasswordsLast)
        {
            second = await Server.SecondOperatorAsync();
            secondSignedIn = Now;
        }

        return second;
    });

    /// <summary>Long steps jump, and live through their last minute, in which everything periodic comes round.</summary>
    public void Pass(TimeSpan time)
    {
        var lived = TimeSpan.FromSeconds(61);
        if (time > lived) Clock.AdjustTime(Now + time - lived);
        Clock.Advance(time < lived ? time : lived);
    }

    public async Task<JsonArray> ReadGatewayAsync(string what) =>
        JsonNode.Parse(await control.GetStringAsync(new Uri(Server.SandboxUrl, $"/control/{what}")))!.AsArray();

    /// <summary>Null when the gateway says that it is too late for that.</summary>
    public async Task<JsonNode?> EndAtGatewayAsync(string what, string key, string outcome)
    {
        using var answer = await control.PostAsJsonAsync(new Uri(Server.SandboxUrl, $"/control/{what}/{key}/outcome"), new { outcome });
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode is System.Net.HttpStatusCode.Conflict, json.ToJsonString());
        return answer.IsSuccessStatusCode ? json : null;
    }

    /// <param name="where">Empty for everybody, or <c>transactions/…</c>.</param>
    /// <param name="scenario">JSON, as the control API takes it.</param>
    public async Task PlanAsync(string where, string scenario)
    {
        using var content = new StringContent(scenario, Encoding.UTF8, "application/json");
        using var set = await control.PostAsync(new Uri(Server.SandboxUrl, $"/control/{where}scenario"), content);
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
    }

    // Two operations of a story may happen at once, and both need the operator.
    private async Task<HttpClient> OneAtATimeAsync(Func<Task<HttpClient>> signIn)
    {
        await signingIn.WaitAsync();
        try
        {
            return await signIn();
        }
        finally
        {
            signingIn.Release();
        }
    }

    // A log for every process: what the last one wrote while it was dying is nobody's mistake.
    private void ListenForErrors(WebApplicationBuilder builder)
    {
        log = new();
        builder.Logging.ClearProviders().AddProvider(log).AddFilter((_, level) => level >= LogLevel.Warning);
    }

    /// <summary>Stands still, but for the adapter's short pauses between two tries at the gateway, which end at once.</summary>
    private sealed class ClockWithoutBackoffs() : FakeTimeProvider(TestServer.Start)
    {
        private static readonly TimeSpan ShortestOther = TimeSpan.FromSeconds(1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < ShortestOther ? TimeSpan.Zero : dueTime, period);
    }
}
