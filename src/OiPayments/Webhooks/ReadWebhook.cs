using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>GET /admin/webhooks/{id}</c>: an event of any application, and what became of it.</summary>
internal sealed class ReadWebhook(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapGet("/{id}", HandleAsync)
        .WithName("readWebhook")
        .WithSummary("Read a webhook")
        .WithDescription("By its number or its reference, `evt_…`, with the body exactly as it is sent. Strongly consistent.")
        .Produces<Envelope<WebhookDto>>()
        .Refuses(ErrorCode.ResourceNotFound)
        .Needs(Permission.PaymentRead);

    /// <param name="who">Needs payment:read.</param>
    /// <param name="name">The event's number or reference.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<WebhookDto>> RunAsync(SignedInOperator who, string name, CancellationToken ct)
    {
        if ((await db.FindEventAsync(who, Permission.PaymentRead, name, ct)).IsRefused(out var refusal, out var found)) return refusal;
        var row = await db.Of<WebhookEvent>(found.Scope)
            .AsNoTracking()
            .Where(e => e.Id == found.Id)
            .With(db.Of<WebhookDelivery>(found.Scope).AsNoTracking())
            .SingleAsync(ct);
        return WebhookDto.From(row.Event, row.Delivery);
    }

    private static async Task<Reply> HandleAsync(
        string id, SignedInOperator who, ReadWebhook read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(who, id, ct), WebhooksJson.Default.WebhookDto, clock);
}
