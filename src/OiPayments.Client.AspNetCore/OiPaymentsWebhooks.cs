using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OiPayments.Client.AspNetCore;

/// <summary>Receives webhooks.</summary>
public static class OiPaymentsWebhooks
{
    /// <summary>
    /// Receives the webhooks of your application at an address. Your handler gets each event once, verified and typed, and has 15 seconds: when
    /// it throws, the service sends the event again later.
    /// </summary>
    /// <param name="endpoints">Where it is added.</param>
    /// <param name="pattern">The path of your application's <c>webhookUrl</c>.</param>
    /// <param name="handle">What you do with an event. Events of kinds that you do not care about need no answer of yours.</param>
    /// <returns>The endpoint. Anybody may call it: the signature decides who is believed.</returns>
    public static IEndpointConventionBuilder MapOiPaymentsWebhooks(
        this IEndpointRouteBuilder endpoints, string pattern, Func<OiPaymentsEvent, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return MapOiPaymentsWebhooks(endpoints, pattern, (told, _, ct) => handle(told, ct));
    }

    /// <inheritdoc cref="MapOiPaymentsWebhooks(IEndpointRouteBuilder, string, Func{OiPaymentsEvent, CancellationToken, Task})"/>
    /// <param name="endpoints">Where it is added.</param>
    /// <param name="pattern">The path of your application's <c>webhookUrl</c>.</param>
    /// <param name="handle">What you do with an event, with the services of this one request.</param>
    public static IEndpointConventionBuilder MapOiPaymentsWebhooks(
        this IEndpointRouteBuilder endpoints, string pattern, Func<OiPaymentsEvent, IServiceProvider, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        var services = endpoints.ServiceProvider;
        var options = services.GetRequiredService<IOptionsMonitor<OiPaymentsOptions>>();
        if (!options.CurrentValue.KnownWebhookSecrets.Any())
            throw new InvalidOperationException(
                "OiPayments:WebhookSecrets is empty, so no webhook could be believed. Put your application's signingSecret there, whsec_….");

        var receiver = new WebhookReceiver(
            options, services.GetService<IHandledEvents>() ?? new HandledEventsInMemory(services.GetService<TimeProvider>()), handle,
            services.GetService<TimeProvider>() ?? TimeProvider.System, services.GetRequiredService<ILogger<WebhookReceiver>>());
        return endpoints.MapPost(pattern, receiver.ReceiveAsync).AllowAnonymous().WithDisplayName($"OI Payments webhooks {pattern}");
    }
}
