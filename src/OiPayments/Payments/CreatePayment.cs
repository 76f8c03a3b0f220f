using System.ComponentModel;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Idempotency;
using OiPayments.Links;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary><c>POST /payments</c> opens a payment and answers with the page to send the customer to.</summary>
internal sealed class CreatePayment(OiPaymentsDb db, UnitOfWork unit, OpenPayment open, PublicUrls urls, TimeProvider clock)
{
    public const int MaxReferenceLength = 255;
    public const int MaxTextLength = 255;
    public const int MaxDescriptionLength = 1000;
    public const int MaxPhoneLength = 20;
    public const int MaxUrlLength = 2048;

    private const int MaxMetadataKeys = 20;
    private const int MaxMetadataKeyLength = 40;
    private const int MaxMetadataValueLength = 500;

    /// <summary>The body of <c>POST /payments</c>.</summary>
    public sealed record Request(
        [property: Description("Minor units, more than zero: 10000 is 100.00 BDT. Whole numbers only.")] long AmountMinor,
        [property: Description("Your own name for the customer; payments are found by it. Need not be unique.")] string CustomerReference,
        [property: Description("ISO 4217 in capitals; BDT when left out.")] string? Currency,
        [property: Description("Shown on the checkout page.")] string? CustomerName,
        [property: Description("An e-mail address; the gateway may write to it.")] string? CustomerEmail,
        [property: Description(
            "A telephone number with its country, or one of Bangladesh, in any digits; kept as +8801711000000. What is no number is "
                + "refused.")]
        string? CustomerPhone,
        [property: Description("What is paid for, as the customer knows it.")] string? ProductName,
        [property: Description("For your own staff; customers do not see it.")] string? Description,
        [property: Description("An invoice of yours that this pays: its number, as `id`. At most what it is owed.")] long? InvoiceId,
        [property: Description("https, or http on localhost: where the customer goes at the end, with ?reference= added.")] Uri? ReturnUrl,
        [property: Description("Your own notes: at most 20 keys of 40 characters with texts of 500.")]
        IReadOnlyDictionary<string, string>? Metadata) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredWholeNumber("amountMinor", 1, Money.MaxMinorUnits), fields.RequiredText("customerReference"),
            fields.OptionalText("currency"), fields.OptionalText("customerName"), fields.OptionalText("customerEmail"),
            fields.OptionalText("customerPhone"), fields.OptionalText("productName"), fields.OptionalText("description"),
            fields.OptionalWholeNumber("invoiceId", 1, long.MaxValue), fields.OptionalAddress("returnUrl"),
            fields.OptionalTextMap("metadata"));

        public void Check(FieldErrors errors)
        {
            errors.CheckRange("amountMinor", AmountMinor, 1, Money.MaxMinorUnits);
            errors.CheckFilled("customerReference", CustomerReference, MaxReferenceLength);
            if (errors.CheckText("currency", Currency, 3) && Currency is not null && !OiPayments.Currency.TryParse(Currency, out _))
                errors.Add("currency", "Must be a currency of ISO 4217 in capitals, such as BDT.");
            errors.CheckText("customerName", CustomerName, MaxTextLength);
            errors.CheckEmail("customerEmail", CustomerEmail);
            if (errors.CheckText("customerPhone", CustomerPhone, PhoneNumberText.MaxLength)
                && CustomerPhone is not null
                && !PhoneNumberText.TryRead(CustomerPhone, out _))
                errors.Add("customerPhone", "Must be a telephone number, such as 01711-000000 or +880 1711 000000, without an extension.");
            errors.CheckText("productName", ProductName, MaxTextLength);
            errors.CheckText("description", Description, MaxDescriptionLength);
            errors.CheckTextMap("metadata", Metadata, MaxMetadataKeys, MaxMetadataKeyLength, MaxMetadataValueLength);
            errors.CheckWebAddress("returnUrl", ReturnUrl, MaxUrlLength);
        }
    }

    public static void Map(RouteGroupBuilder payments) => payments.MapPost("", HandleAsync)
        .Idempotent()
        .WithName("createPayment")
        .WithSummary("Create a payment")
        .WithDescription("Send the customer to `checkoutUrl`. Strongly consistent: the payment can be read as soon as this answers. A "
            + "LIVE payment is refused with `GATEWAY_UNAVAILABLE` while no LIVE store can collect it, or while "
            + "`Gateways__SslCommerz__EmailDomain` is not set. With an `invoiceId`, `AMOUNT_OUT_OF_BOUNDS` also says that the invoice is "
            + "owed less, and `INVALID_OPERATION_STATE` that it is owed nothing.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<PaymentDto>>(StatusCodes.Status201Created)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.AmountOutOfBounds, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState,
            ErrorCode.GatewayUnavailable);

    /// <returns>The answer as the caller gets it: it is kept under their key together with the payment.</returns>
    public async Task<Outcome<Reply>> RunAsync(CallingApplication caller, Request request, IdempotencyKey key, CancellationToken ct)
    {
        if (FieldErrors.In(request) is { } invalid) return invalid;
        var currency = request.Currency is { } code ? Currency.Of(code) : Currency.Bdt;
        var wanted = new WantedPayment(caller.Scope, new(request.AmountMinor, currency), request.CustomerReference)
        {
            CustomerName = request.CustomerName,
            CustomerEmail = request.CustomerEmail,

            // As it can be called, so that nothing is left out or made up when the gateway is told.
            CustomerPhone = request.CustomerPhone is { } phone && PhoneNumberText.TryRead(phone, out var number) ? number : null,
            ProductName = request.ProductName,
            Description = request.Description,
            InvoiceId = request.InvoiceId,
            ReturnUrl = request.ReturnUrl ?? caller.ReturnUrl,
            Metadata = request.Metadata,
        };
        return (await unit.RunAsync(OpenAsync, ct, whenLost: () => key.LostToItselfAsync(db, caller, ct)))
            .OrRefuse(IdempotencyKey.LostRace);

        async Task<Outcome<Reply>> OpenAsync()
        {
            if ((await open.RunAsync(wanted, caller.Limits.In(currency), ct)).IsRefused(out var refusal, out var payment)) return refusal;

            var reply = Reply
                .Created(
                    PaymentDto.From(payment, urls, payment.CreatedAt, CustomerView.Whole), PaymentsJson.Default.PaymentDto, clock)
                .Warn(open.WhatIsNotTold(payment));
            key.Keep(db, caller, reply, clock.GetUtcNow());
            return reply;
        }
    }

    private static async Task<Reply> HandleAsync(
        JsonBody body, CallingApplication caller, IdempotencyKey key, CreatePayment create, TimeProvider clock, CancellationToken ct) =>
        body.Read<Request>().IsRefused(out var unreadable, out var request)
            ? Reply.Refused(unreadable, clock)
            : (await create.RunAsync(caller, request, key, ct)).IsRefused(out var refused, out var created) ? Reply.Refused(refused, clock)
            : created;
}
