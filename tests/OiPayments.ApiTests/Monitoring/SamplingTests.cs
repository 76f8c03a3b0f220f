using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OiPayments.Server;
using OiPayments.Server.Telemetry;
using OiPayments.TestSupport;
using OpenTelemetry.Trace;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>Which spans a collector is told of.</summary>
[Collection(AloneInTheProcess.Name)]
public class SamplingTests
{
    [Fact]
    public async Task Of_a_sampled_payment_the_whole_way_is_told_and_of_another_nothing()
    {
        await using var collector = await CollectorUnderTest.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = new TestServer(new(collector.Settings)
        {
            ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
            ["OTEL_TRACES_SAMPLER_ARG"] = "0",
        });
        await server.InitializeAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        await PayAsync("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        var passedOver = (await receiver.NextAsync()).Headers["webhook-id"];

        await PayAsync("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var told = (await receiver.NextAsync()).Headers["webhook-id"];

        // The delivery ends last of all.
        var text = await Eventually.BecomesAsync(
            () => Task.FromResult(collector.Traces), text => text.Contains(told, StringComparison.Ordinal));
        string[] way = ["POST /api/v1/payments", "open attempt", "SSLCOMMERZ open_session", "confirm payment", "SSLCOMMERZ validate",
            "deliver event"];
        Assert.All(way, name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.DoesNotContain(passedOver, text, StringComparison.Ordinal);

        async Task PayAsync(string traceparent)
        {
            var payment = (await shop.Test.PostAsync(
                "payments", new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "customer-1" },
                ("traceparent", traceparent))).Data();
            await server.PayAsync((string)payment["reference"]!);
        }
    }

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData("", "", true, true)]
    [InlineData("always_on", null, true, true)]
    [InlineData("ALWAYS_ON", null, true, true)]
    [InlineData("always_off", null, false, false)]
    [InlineData("traceidratio", null, true, true)]
    [InlineData("traceidratio", "1.0", true, true)]
    [InlineData("traceidratio", "0", false, false)]
    [InlineData("parentbased_always_on", null, true, true)]
    [InlineData("parentbased_always_off", null, false, true)]
    [InlineData("parentbased_traceidratio", "0", false, true)]
    [InlineData("parentbased_traceidratio", "1", true, true)]
    public void The_standard_variables_choose_the_sampler(string? name, string? argument, bool takesNew, bool takesSampled)
    {
        var sampler = ChosenSampler.Read(Settings(name, argument));

        Assert.Equal(takesNew, Takes(sampler, default));
        Assert.Equal(
            takesSampled,
            Takes(sampler, new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, null, true)));
    }

    [Theory]
    [InlineData("sometimes", null, "OTEL_TRACES_SAMPLER is 'sometimes'; it can be always_on, always_off, traceidratio or one of these with "
        + "parentbased_ before it.")]
    [InlineData("traceidratio", "5%", "OTEL_TRACES_SAMPLER_ARG is '5%'; it can be a number from 0 to 1, such as 0.05.")]
    [InlineData("parentbased_traceidratio", "1.5", "OTEL_TRACES_SAMPLER_ARG is '1.5'; it can be a number from 0 to 1, such as 0.05.")]
    [InlineData("traceidratio", "-1", "OTEL_TRACES_SAMPLER_ARG is '-1'; it can be a number from 0 to 1, such as 0.05.")]
    public void Others_are_refused(string name, string? argument, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<SettingsException>(() => ChosenSampler.Read(Settings(name, argument))).Message);

    private static bool Takes(Sampler sampler, ActivityContext parent) => sampler.ShouldSample(
        new(parent, ActivityTraceId.CreateRandom(), "any", ActivityKind.Internal)).Decision is SamplingDecision.RecordAndSample;

    private static IConfiguration Settings(string? name, string? argument) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["OTEL_TRACES_SAMPLER"] = name, ["OTEL_TRACES_SAMPLER_ARG"] = argument }).Build();
}
