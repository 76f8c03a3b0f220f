using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using OiPayments.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace OiPayments.Server.Telemetry;

/// <summary>
/// Traces, by OTLP, once one of the standard variables says where a collector is: requests, what workers do, calls to gateways, deliveries,
/// and the statements that each of them sends to the database. How many of them are kept is <c>OTEL_TRACES_SAMPLER</c>'s affair, except
/// that what goes on with something that was kept is kept too: see <see cref="WholeWay"/>.
/// </summary>
/// <remarks>
/// The address of a customer's page opens it, that of a receiver may hold a secret, and a gateway is asked with its password in the query:
/// so no span holds an address. A request is named by its route instead, which is why the requests' spans are filled in here and not by the
/// instrumentation that writes addresses.
/// </remarks>
internal static class Traces
{
    private static readonly string[] Sources = [ProductTraces.Name, "Microsoft.AspNetCore", "Npgsql", "System.Net.Http"];

    extension(IServiceCollection services)
    {
        public void AddTracesExport(IConfiguration configuration)
        {
            var collector = CollectorOf(configuration);
            if (!collector.IsNamed) return;
            var chosen = ChosenSampler.Read(configuration);
            services.AddOpenTelemetry().WithTracing(traces => traces
                .SetSampler(chosen is AlwaysOffSampler ? chosen : new WholeWay(chosen))
                .AddSource(Sources).AddProcessor(new WithoutAddresses()).AddOtlpExporter(collector.Name));
        }
    }

    extension(WebApplication app)
    {
        /// <summary>Says of a request's span what the request was, by its route.</summary>
        public void UseRequestSpans()
        {
            if (CollectorOf(app.Configuration).IsNamed) app.Use(FillInAsync);
        }
    }

    private static Collector CollectorOf(IConfiguration configuration) => new("TRACES", configuration);

    private static async Task FillInAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            await next(context);
            return;
        }

        // Before the request is carried out: once it is, another may use its context.
        var method = context.Request.Method;
        try
        {
            await next(context);
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? method : $"{method} {route}";
            span.SetTag("http.request.method", method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Takes out of every span what says where something was asked for.</summary>
    private sealed class WithoutAddresses : BaseProcessor<Activity>
    {
        private static readonly string[] LeftOut = ["url.full", "url.path", "url.query", "http.url", "http.target"];

        public override void OnEnd(Activity data)
        {
            foreach (var name in LeftOut) data.SetTag(name, null);
        }
    }
}
