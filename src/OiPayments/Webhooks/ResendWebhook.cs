using OiPayments.Access;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary><c>POST /admin/webhooks/{id}/resend</c>: one event becomes due again.</summary>
internal sealed class ResendWebhook(OiPaymentsDb db, SendAgain send, DueSignal<WebhookDispatcher> signal)
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/{id}/resend", HandleAsync)
        .WithName("resendWebhook")
        .WithSummary("Re-send a webhook")
        .WithDescription("Makes the event due at once and restarts its retry schedule, even if it was delivered before. Its id and body "
            + "stay the same. If the application has no URL, or delivery is switched off, it is sent once that changes. An attempt that "
            + "is under way continues; this is another one. An event whose body was removed cannot be sent again.")
        .Produces<Envelope<WebhookDto>>()
        .Refuses(ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState)
        .Needs(Permission.AppManage);

    /// <param name="who">Needs app:manage for the application.</param>
    /// <param name="name">The event's number or reference.</param>
    /// <param name="ct">Ends it before anything is changed.</param>
    public async Task<Outcome<WebhookDto>> RunAsync(SignedInOperator who, string name, CancellationToken ct)
    {
        if ((await db.FindEventAsync(who, Permission.AppManage, name, ct)).IsRefused(out var refusal, out var found)) return refusal;

        if (await db.Of<WebhookEvent>(found.Scope).AnyAsync(e => e.Id == found.Id && e.Payload == "", ct))
            return new Refusal(
                ErrorCode.InvalidOperationState,
                "The body of this event was removed, because it was old or its customer was erased. Nothing was sent.");

        await send.RunAsync(who, found.Scope.ApplicationId, [found.Id], ct);

        // Read before anybody is woken, so that the answer is what was done and not what came of it.
        var row = await db.Of<WebhookEvent>(found.Scope).AsNoTracking().Where(e => e.Id == found.Id)
            .With(db.Of<WebhookDelivery>(found.Scope).AsNoTracking()).SingleAsync(ct);
        signal.Wake(found.Scope.ApplicationId);
        return WebhookDto.From(row.Event, row.Delivery);
    }

    private static async Task<Reply> HandleAsync(
        string id, SignedInOperator who, ResendWebhook resend, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await resend.RunAsync(who, id, ct), WebhooksJson.Default.WebhookDto, clock);
}
