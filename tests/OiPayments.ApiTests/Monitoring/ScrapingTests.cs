using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Monitoring;
using OiPayments.TestSupport;
using OiPayments.Web;

namespace OiPayments.ApiTests.Monitoring;

/// <summary>What Prometheus is told, and where.</summary>
public partial class ScrapingTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_management_door_tells_what_is_measured()
    {
        await Eventually.BecomesAsync(LookAsync, text => text.Contains("\noi_figures_age_seconds{", StringComparison.Ordinal));
        server.Clock.Advance(ReadFigures.Every);

        // The first look is no request that has ended before it.
        var text = await Eventually.BecomesAsync(
            LookAsync,
            text => text.Contains("\noi_webhook_lag_seconds{", StringComparison.Ordinal)
                && text.Contains("\nhttp_server_request_duration_seconds_bucket{", StringComparison.Ordinal));

        var names = Name().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("oi_database_saves_unknown_total", names);
        Assert.Contains("oi_payments_ended_total", names);
        Assert.Contains("http_server_request_duration_seconds_bucket", names);
        Assert.Contains("dotnet_process_memory_working_set_bytes", names);

        // What promtool check metrics complains of.
        Assert.DoesNotContain(
            names, name => name.EndsWith("_count", StringComparison.Ordinal) && !names.Contains($"{name[..^6]}_bucket"));

        // It would name every receiver's host.
        Assert.DoesNotContain(names, name => name.StartsWith("http_client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_other_door_tells()
    {
        foreach (var door in new[] { server.ApiUrl, server.WebUrl })
        {
            using var answer = await server.Browser.GetAsync(new Uri(door, "/metrics"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public void Every_endpoint_has_its_door_and_these_alone_are_the_managements()
    {
        var endpoints = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint.RoutePattern.RawText, endpoint.Metadata.GetMetadata<DoorFeature>()?.Door))
            .ToList();

        Assert.DoesNotContain(endpoints, endpoint => endpoint.Door is null);
        Assert.Equal(
            ["/health/live", "/health/ready", "/metrics"],
            endpoints.Where(endpoint => endpoint.Door?.HasFlag(Door.Management) is true).Select(endpoint => endpoint.RawText)
                .Order(StringComparer.Ordinal));
    }

    private Task<string> LookAsync() => server.Browser.GetStringAsync(new Uri(server.ManagementUrl, "/metrics"));

    [GeneratedRegex("^[a-z_]+", RegexOptions.Multiline, 1000)]
    private static partial Regex Name();
}
