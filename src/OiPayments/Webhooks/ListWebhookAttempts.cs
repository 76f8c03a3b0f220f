using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// <c>GET /admin/webhooks/{id}/attempts</c>: how often an event of any application was delivered, and what the receiver answered.
/// </summary>
internal sealed class ListWebhookAttempts(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapGet("/{id}/attempts", HandleAsync)
        .WithName("listWebhookAttempts")
        .WithSummary("List a webhook's delivery attempts")
        .WithDescription("What was sent and what the receiver answered, newest first. "
            + "Kept for 30 days unless the service is set otherwise. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<AttemptDto>>>()
        .Paged()
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound)
        .Needs(Permission.PaymentRead);

    /// <param name="who">Needs payment:read.</param>
    /// <param name="name">The event's number or reference.</param>
    /// <param name="page">Which part of the list.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<Page<AttemptDto>>> RunAsync(SignedInOperator who, string name, PageRequest page, CancellationToken ct) =>
        (await db.FindEventAsync(who, Permission.PaymentRead, name, ct)).IsRefused(out var refusal, out var found)
            ? refusal
            : await db.PageOfAttemptsAsync(found.Scope, found.Id, page, ct);

    private static async Task<Reply> HandleAsync(
        string id, HttpRequest request, SignedInOperator who, ListWebhookAttempts list, TimeProvider clock, CancellationToken ct) =>
        QueryFields.PageOf(request).IsRefused(out var unreadable, out var page)
            ? Reply.Refused(unreadable, clock)
            : Reply.Page(await list.RunAsync(who, id, page, ct), WebhooksJson.Default.IReadOnlyListAttemptDto, clock);
}
