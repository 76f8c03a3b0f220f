using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>What a gateway, or a customer's browser, sent us, and what was made of it.</summary>
internal sealed record GatewayCallbackDto(
    [property: Description("The number of the callback.")] Id<GatewayCallback> Id,
    [property: Description("Whose door it came to.")] string Gateway,
    [property: Description("Which mode's door it came to.")] Mode Mode,
    [property: Description("The transaction id that it claims; null when it claims none.")] string? Reference,
    [property: Description("The payment it was found to be about; null when there is none.")] Id<Payment>? MatchedPaymentId,
    [property: Description("Whether its signature is the gateway's.")] bool SignatureValid,
    [property: Description("What it came to.")] CallbackOutcome Outcome,
    [property: Description("Why, for people.")] string? Note,
    [property: Description("What was sent, with secrets masked.")] string RawPayload,
    [property: Description("When it came, UTC.")] DateTimeOffset CreatedAt)
{
    public static GatewayCallbackDto From(GatewayCallback c) => new(
        c.Id, c.Gateway, c.Mode, c.Reference, c.MatchedPaymentId, c.SignatureValid, c.Outcome, c.Note, c.RawPayload, c.CreatedAt);
}

/// <summary>Which callbacks an operator means. What is null is not asked about; everything else must hold.</summary>
internal sealed record CallbackFilter
{
    /// <summary><see cref="ApplicationId.Nobody"/> for those that were matched to nobody.</summary>
    public ApplicationId? ApplicationId { get; init; }
    public Mode? Mode { get; init; }
    public CallbackOutcome? Outcome { get; init; }

    /// <summary>The transaction id that it claims.</summary>
    public string? Reference { get; init; }
    public DateTimeOffset? FromTime { get; init; }
    public DateTimeOffset? ToTime { get; init; }

    public static CallbackFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new()
        {
            ApplicationId = query.Application("applicationId"),
            Mode = query.Enum<Mode>("mode"),
            Outcome = query.Enum<CallbackOutcome>("outcome"),
            Reference = query.Text("reference", GatewayCallback.MaxReferenceLength),
            FromTime = from,
            ToTime = to,
        };
    }

    public IQueryable<GatewayCallback> Narrow(IQueryable<GatewayCallback> callbacks)
    {
        if (Outcome is { } outcome) callbacks = callbacks.Where(c => c.Outcome == outcome);
        if (Reference is { } reference) callbacks = callbacks.Where(c => c.Reference == reference);
        if (FromTime is { } from) callbacks = callbacks.Where(c => c.CreatedAt >= from);
        if (ToTime is { } to) callbacks = callbacks.Where(c => c.CreatedAt < to);
        return callbacks;
    }
}

/// <summary><c>GET /admin/gateway-callbacks</c>: the evidence. What was matched to nobody is for those alone who may see every application's payments.</summary>
internal sealed class OperatorCallbacks(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder callbacks) => callbacks.MapGet("", HandleAsync)
        .WithName("listGatewayCallbacks")
        .WithSummary("List what gateways sent")
        .WithDescription("Newest first. Those that were matched to no application only for who may see every application's payments. Strongly consistent.")
        .Query<long>("applicationId", "Only callbacks about this application's payments; 0 for those that were matched to none.")
        .Query<Mode>("mode", "Only callbacks of this mode.")
        .Query<CallbackOutcome>("outcome", "Only callbacks that came to this.")
        .Query<string>("reference", "Only callbacks that claim this transaction id.")
        .WithinPeriod("callbacks that came")
        .Produces<Envelope<IReadOnlyList<GatewayCallbackDto>>>()
        .Paged()
        .Needs(Permission.PaymentRead)
        .Refuses(ErrorCode.ValidationError);

    public async Task<Outcome<Page<GatewayCallbackDto>>> ListAsync(SignedInOperator who, CallbackFilter filter, PageRequest page, CancellationToken ct)
    {
        if (who.Lacks(Permission.PaymentRead) is { } refusal) return refusal;

        var found = await db.PageAcrossAsync<GatewayCallback>(db.OwnersFor(who, Permission.PaymentRead, filter.ApplicationId), filter.Mode, filter.Narrow, page, ct);
        return found.Select(GatewayCallbackDto.From);
    }

    private static async Task<Reply> HandleAsync(HttpRequest request, SignedInOperator who, OperatorCallbacks callbacks, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var query = new QueryFields(request.Query, errors);
        var (page, filter) = (query.Page(), CallbackFilter.From(query));
        if (errors.Refusal is { } unreadable) return Reply.Refused(unreadable, clock);

        return (await callbacks.ListAsync(who, filter, page, ct)).IsRefused(out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.Page(found, CallbacksJson.Default.IReadOnlyListGatewayCallbackDto, clock);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<CallbackOutcome>)])]
[JsonSerializable(typeof(IReadOnlyList<GatewayCallbackDto>))]
internal sealed partial class CallbacksJson : JsonSerializerContext;
