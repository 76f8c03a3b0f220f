using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What a collector is told, by the protocol that collectors speak.</summary>
public sealed class TellingACollectorTests : IAsyncLifetime
{
    private CollectorUnderTest? collector;
    private TestServer? started;

    private TestServer Server => started!;

    private CollectorUnderTest Collector => collector!;

    public async ValueTask InitializeAsync()
    {
        collector = await CollectorUnderTest.StartAsync();
        started = new(collector.Settings);
        await started.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null) await started.DisposeAsync();
        if (collector is not null) await collector.DisposeAsync();
    }

    [Fact]
    public async Task Requests_calls_to_the_gateway_and_deliveries_are_told_and_no_address_is()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await Server.RegisterAsync(new Uri(receiver.Url, "/a-path-that-is-a-secret"));
        var payment = await shop.OpenPaymentAsync();
        await Server.PayAsync((string)payment["reference"]!);
        await receiver.NextAsync();

        string[] expected = [
            "POST /api/v1/payments", "POST /checkout/{reference}/pay", "SSLCOMMERZ open_session", "SSLCOMMERZ validate",
            "WebhookDispatcher", "deliver event", .. TestDatabase.Kind == "postgresql" ? ["UPDATE payments"] : Array.Empty<string>()
        ];
        foreach (var name in expected)
            await Eventually.BecomesAsync(() => Task.FromResult(Collector.Traces), text => text.Contains(name, StringComparison.Ordinal));

        string[] secret = [(string)payment["reference"]!, "a-path-that-is-a-secret", "qwerty", "url.full", "url.path", "url.query"];
        foreach (var word in secret) Assert.DoesNotContain(word, Collector.Traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_go_where_their_own_variable_says()
    {
        var shop = await Server.RegisterAsync();
        await shop.OpenPaymentAsync();

        await Eventually.BecomesAsync(
            () => Task.FromResult(Collector.Metrics), text => text.Contains("oi.payments.created", StringComparison.Ordinal));
    }
}
