using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Presentation;

namespace OiPayments.Checkout;

/// <summary><c>GET /api/v1/checkout/{reference}</c>: what a customer may know of a payment, for those who build their own page.</summary>
internal sealed class ReadCheckout(FindCheckout find, PublicUrls urls, IBusinessClock clock)
{
    public sealed record Response(
        [property: Description("The payment's public name.")] string Reference,
        [property: Description("How far the payment has come; only SUCCEEDED means that money arrived.")] PaymentStatus Status,
        [property: Description("Minor units.")] long AmountMinor,
        [property: Description("The amount as people read it, such as ৳1,250.50.")] string AmountDisplay,
        [property: Description("ISO 4217, in capitals.")] string Currency,
        [property: Description("Who asks for the money.")] string AppName,
        [property: Description("Who collects it.")] string Gateway,
        [property: Description(
            "POST here to open the gateway's page (303); null when the payment cannot be paid: it is over, its application is DISABLED, or "
                + "somebody said that it is paid and the gateway has not confirmed it yet.")]
        Uri? GatewayRedirectUrl,
        [property: Description("When the gateway's confirmation was booked, UTC; null until then.")] DateTimeOffset? PaidAt);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/checkout/{reference}", HandleAsync)
        .WithTags("Checkout")
        .WithName("readCheckout")
        .WithSummary("Read a checkout")
        .WithDescription("Public: the reference is the permission. Strongly consistent.")
        .Produces<Envelope<Response>>()
        .Refuses(ErrorCode.ResourceNotFound);

    public async Task<Outcome<Response>> RunAsync(string reference, CancellationToken ct)
    {
        if (await find.ToShowAsync(reference, ct) is not { } subject) return Refusal.NotFound("payment");

        var payment = subject.Payment;
        return new Response(
            payment.Reference, payment.Status, payment.AmountMinor, AmountText.For(payment.Amount, PageLanguage.English),
            payment.Currency.Code,
            subject.ApplicationName, payment.Gateway,
            subject.IsPayableAt(clock.Now(payment.Scope)) && subject.Attempts.SaidToBePaidSince is null
                ? urls.Pay(payment.Reference)
                : null, payment.PaidAt);
    }

    private static async Task<Reply> HandleAsync(string reference, ReadCheckout read, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await read.RunAsync(reference, ct), CheckoutJson.Default.Checkout, clock);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcJsonConverter), typeof(WireNameJsonConverter<PaymentStatus>)])]
[JsonSerializable(typeof(ReadCheckout.Response), TypeInfoPropertyName = "Checkout")]
internal sealed partial class CheckoutJson : JsonSerializerContext;
