using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OiPayments.Web;

namespace OiPayments.Server.Health;

/// <summary>
/// <c>/health/live</c>: this process answers, and need not be replaced. <c>/health/ready</c>: it can do its work, and a balancer may
/// send it some; 503 and the reason when not. On the management's door, which nobody outside reaches.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>The tag of a check that decides whether the node is ready.</summary>
    public const string Ready = "ready";

    /// <summary>A database that takes longer for one row is no use to anybody who pays.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    extension(IServiceCollection services)
    {
        public void AddHealth() => services.AddHealthChecks()
            .AddCheck<DatabaseIsReady>("database", tags: [Ready], timeout: Patience)
            .AddCheck<KeysAreReady>("keys", tags: [Ready])
            .AddCheck<NotStopping>("lifetime", tags: [Ready]);
    }

    extension(IEndpointRouteBuilder routes)
    {
        public void MapHealth()
        {
            var management = routes.MapGroup("/health").OnDoor(Door.Management).ExcludeFromDescription();
            management.MapHealthChecks("/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
            management.MapHealthChecks("/ready", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
        }
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Status is HealthStatus.Healthy ? "ok" : entry.Value.Description ?? "It failed; the log says how.",
            StringComparer.Ordinal);
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(new { status = report.Status is HealthStatus.Healthy ? "ok" : "unavailable", checks }),
            context.RequestAborted);
    }
}
