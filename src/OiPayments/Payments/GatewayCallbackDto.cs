using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;

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
    [property: Description("What was sent, with secrets masked. Empty once it was removed.")] string RawPayload,
    [property: Description("Whether that was removed, because it was old or its customer was erased.")] bool PayloadRemoved,
    [property: Description("When it came, UTC.")] DateTimeOffset CreatedAt)
{
    public static GatewayCallbackDto From(GatewayCallback c) => new(
        c.Id, c.Gateway, c.Mode, c.Reference, c.MatchedPaymentId, c.SignatureValid, c.Outcome, c.Note, c.RawPayload,
        c.RawPayload.Length == 0, c.CreatedAt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<Mode>), typeof(WireNameJsonConverter<CallbackOutcome>)])]
[JsonSerializable(typeof(IReadOnlyList<GatewayCallbackDto>))]
internal sealed partial class CallbacksJson : JsonSerializerContext;
