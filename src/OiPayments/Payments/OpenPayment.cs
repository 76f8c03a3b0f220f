using System.Text.Json;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>A payment as somebody wants it; what is null was not said.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="Amount">More than zero.</param>
/// <param name="CustomerReference">The application's own name for the customer.</param>
internal sealed record WantedPayment(Scope Scope, Money Amount, string CustomerReference)
{
    public string? CustomerName { get; init; }
    public string? CustomerEmail { get; init; }

    /// <summary>As it can be called: with its country and without punctuation.</summary>
    public string? CustomerPhone { get; init; }

    public string? ProductName { get; init; }
    public string? Description { get; init; }
    public Uri? ReturnUrl { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The number of the invoice that it pays.</summary>
    public long? InvoiceId { get; init; }

    /// <summary>Which of that invoice's instalments.</summary>
    public int? Installment { get; init; }

    /// <summary>How long it can be paid; null: as long as any.</summary>
    public TimeSpan? ExpiresAfter { get; init; }
}

/// <summary>Makes payments, whoever wants one: application, operator or customer. It joins the caller's unit of work, who saves.</summary>
internal sealed partial class OpenPayment(
    OiPaymentsDb db, IIdSource ids, RegisteredGateways gateways, GatewayAccounts accounts, PaymentOptions options,
    PaymentPurposes purposes, DueSignal<IndexPayments> unindexed, PaymentMetrics metrics, IBusinessClock time, ILogger<OpenPayment> log)
{
    /// <summary>An operator has to do something first.</summary>
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromMinutes(5);

    private IPaymentGateway Gateway => gateways.Default;

    /// <summary>A refusal when it cannot be taken; then nothing was staged.</summary>
    public async Task<Outcome<Payment>> RunAsync(WantedPayment wanted, AmountLimits limits, CancellationToken ct)
    {
        var (scope, now) = (wanted.Scope, time.Now(wanted.Scope));
        var payment = new Payment
        {
            ApplicationId = scope.ApplicationId,
            Mode = scope.Mode,
            Id = await ids.NextAsync<Payment>(ct),
            Reference = Reference.New(Payment.ReferencePrefix, scope.ApplicationId).Text,
            AmountMinor = wanted.Amount.MinorUnits,
            Currency = wanted.Amount.Currency,
            Gateway = Gateway.Name,
            CustomerReference = wanted.CustomerReference,
            CustomerName = wanted.CustomerName,
            CustomerEmail = wanted.CustomerEmail,
            CustomerPhone = wanted.CustomerPhone,
            ProductName = wanted.ProductName,
            Description = wanted.Description,
            ReturnUrl = wanted.ReturnUrl,
            InvoiceId = wanted.InvoiceId,
            Installment = wanted.Installment,
            Metadata = wanted.Metadata is null
                ? null
                : JsonSerializer.Serialize(wanted.Metadata, PaymentsJson.Default.IReadOnlyDictionaryStringString),
            CreatedAt = now,
            ExpiresAt = now + (wanted.ExpiresAfter ?? options.ExpireAfter),
            DueAt = now + (wanted.ExpiresAfter ?? options.ExpireAfter),
            TraceContext = ProductTraces.ContextToKeep(),
        };
        payment.Touch(now);

        if (Gateway.RefuseAmount(payment.Amount) is { } refusal) return refusal;
        if (RefuseBounds(payment.Amount, limits) is { } outOfBounds) return outOfBounds;
        if (await purposes.WhyNotPayableAsync(payment, ct) is { } unpayable) return unpayable;
        if (Gateway.WhyNotReady(scope.Mode) is { } unready) return NobodyCollects(unready);
        if (scope.Mode is Mode.Live && !await db.HasStoreAsync(accounts, Gateway.Name, scope, ct))
        {
            if (!options.AllowLiveWithoutStore) return NobodyCollects(StoresThatCollect.Missing(scope.Mode));
            payment.NoteDecline(Payment.NoStore, StoresThatCollect.Missing(scope.Mode), now);
        }

        db.Add(payment);
        db.Add(new UnindexedPayment { ApplicationId = payment.ApplicationId, PaymentId = payment.Id, Mode = payment.Mode });
        db.AfterCommit(() =>
        {
            unindexed.Wake(payment.ApplicationId);
            metrics.Created(scope.Mode);
            PaymentOpened(log, payment.Id, payment.ApplicationId, payment.Amount);
        });
        return payment;
    }

    /// <summary>
    /// Details that are kept here and that the gateway's form has no room for: whoever sent them should not find out from a customer.
    /// </summary>
    public IReadOnlyList<string> WhatIsNotTold(Payment payment) =>
        [.. Gateway.ChangesTo(new(payment.CustomerName, payment.CustomerEmail, payment.CustomerPhone))
            .Select(change => $"customer{change.Detail} {change.Sentence}")];

    private static Refusal NobodyCollects(string why) =>
        new(ErrorCode.GatewayUnavailable, $"{why} Nothing was created.") { RetryAfter = ComeBackAfter };

    private static Refusal? RefuseBounds(Money amount, AmountLimits limits)
    {
        if (limits.Takes(amount.MinorUnits)) return null;
        return new(ErrorCode.AmountOutOfBounds, limits.MostMinor == AmountLimits.Nothing
            ? $"This application has a largest payment in {Currency.Bdt} and none in {amount.Currency}, so it takes no {amount.Currency}; "
                + "an operator can set one. Nothing was created."
            : $"This application takes payments from {limits.LeastMinor} to {Math.Min(limits.MostMinor, Money.MaxMinorUnits)} "
                + $"{amount.Currency} minor units. Nothing was created.");
    }

    [LoggerMessage(LogLevel.Information, "Payment {PaymentId} of application {ApplicationId} opened for {Amount}")]
    private static partial void PaymentOpened(ILogger log, Id<Payment> paymentId, ApplicationId applicationId, Money amount);
}
