using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>SSLCOMMERZ of Bangladesh, API version 4.</summary>
internal sealed partial class SslCommerzGateway(
    SslCommerzClient client,
    IOptions<SslCommerzOptions> options,
    ILogger<SslCommerzGateway> log) : IPaymentGateway, IRefundGateway
{
    public const string GatewayName = "SSLCOMMERZ";

    public const string Misplaced =
        "its address must be https on sslcommerz.com, and of the store's mode; in TEST another host may stand in for it, in LIVE none";

    /// <summary>Asked about to see whether the answer begins with a refused login.</summary>
    private const string NobodysTransaction = "check";

    public string Name => GatewayName;

    public IReadOnlyList<string> PaymentPages { get; } = [TrustedHosts.Pages];

    public Currency RefundCurrency => Currency.Bdt;

    public string? WhyNotReady(Mode mode) => mode is Mode.Live && options.Value.EmailDomain is null
        ? "LIVE payments need Gateways__SslCommerz__EmailDomain: a domain of your own, for the addresses of customers who told none. An "
            + "operator has to set it."
        : null;

    public Refusal? RefuseAmount(Money amount) => AmountLimits.Refuse(amount);

    public Currency ChargesIn(Currency asked) => Currency.Bdt;

    public IReadOnlyList<ChangedDetail> ChangesTo(GatewayCustomer customer) => SessionRequest.ChangesTo(customer);

    public async Task<string?> CheckAsync(GatewayAccount account, CancellationToken ct)
    {
        var reply = await TryAskAsync(account, TransactionQuery.Path, new TransactionQuery(account, NobodysTransaction).Parameters, ct);
        if (reply.Body is null) throw Unavailable(account, TransactionQuery.Path, reply.Trouble, reply.Cause);

        var problem = TransactionReading.ReadProblem(reply.Body, account);
        return problem is { IsOurs: false } ? throw Unavailable(account, TransactionQuery.Path, problem.Reason) : problem?.Reason;
    }

    public async Task<Outcome<GatewaySession>> OpenSessionAsync(GatewayAccount account, GatewayCharge charge, CancellationToken ct)
    {
        if (RefuseAmount(charge.Amount) is { } refusal) return refusal;
        if (WhyNotReady(account.Mode) is { } missing) throw Unusable(account, missing);

        var request = new SessionRequest(account, charge, options.Value.EmailDomain ?? DerivedEmail.TestDomain);
        if (!TrustedHosts.MayBeAsked(account)) throw Unusable(account, Misplaced);

        var reply = await client.PostAsync(account, SessionRequest.Path, request.Fields, ct);
        if (reply.Body is null) throw Unavailable(account, SessionRequest.Path, reply.Trouble, reply.Cause);

        return SessionReading.Read(reply.Body, account) switch
        {
            SessionReading.Opened opened => opened.Session,
            SessionReading.Refused refused => refused.Refusal,
            SessionReading.StoreRefused refused => throw Unusable(account, refused.Reason),
            SessionReading.Nonsense nonsense => throw Unavailable(account, SessionRequest.Path, nonsense.Reason),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    public GatewayNotice ReadNotice(IReadOnlyList<KeyValuePair<string, string>> form) => NoticeReading.Read(form);

    public bool IsSigned(GatewayAccount account, GatewayNotice notice) => NoticeSignature.Verify(account, notice.Form);

    public Task<GatewayAnswer> ValidateAsync(GatewayAccount account, string validationId, CancellationToken ct)
    {
        var request = new ValidationRequest(account, validationId);
        return AskAsync(account, ValidationRequest.Path, request.Parameters, body => TransactionReading.ReadValidation(body), ct);
    }

    public Task<GatewayAnswer> QueryAsync(GatewayAccount account, string transactionId, CancellationToken ct)
    {
        var request = new TransactionQuery(account, transactionId);
        return AskAsync(account, TransactionQuery.Path, request.Parameters, body => TransactionReading.ReadQuery(body), ct);
    }

    public async Task<RefundAnswer> RefundAsync(GatewayAccount account, GatewayRefund refund, CancellationToken ct)
    {
        if (WhyNotByApi(refund) is { } why) return new RefundAnswer.NotAllowed(why);

        var request = new RefundRequest(account, refund);
        if (!TrustedHosts.MayBeAsked(account)) return NotAllowed(account, Misplaced);

        var reply = await client.OrderAsync(account, TransactionQuery.Path, request.Parameters, ct);
        var answer = reply.Body is { } body ? RefundReading.ReadRefund(body, account, refund) : new RefundAnswer.Unknown(reply.Trouble);

        if (answer is RefundAnswer.NotAllowed { Reason: var reason }) return NotAllowed(account, reason);
        if (answer is RefundAnswer.Unknown unknown) GaveNoAnswer(log, account.ToString(), TransactionQuery.Path, unknown.Reason);
        return answer;
    }

    public bool IsRefundId(string gatewayRefundId) => FieldText.IsId(gatewayRefundId, RefundQuery.MaxIdLength);

    public async Task<RefundProgress> QueryRefundAsync(
        GatewayAccount account, string gatewayRefundId, string bankTransactionId, CancellationToken ct)
    {
        var request = new RefundQuery(account, gatewayRefundId);
        var reply = await TryAskAsync(account, TransactionQuery.Path, request.Parameters, ct);
        var progress = reply.Body is { } body
            ? RefundReading.ReadQuery(body, account, gatewayRefundId, bankTransactionId)
            : new RefundProgress.Unknown(reply.Trouble);

        if (progress is RefundProgress.NotAllowed { Reason: var reason }) StoreIsMisconfigured(log, account.ToString(), reason);
        if (progress is RefundProgress.Unknown unknown) GaveNoAnswer(log, account.ToString(), TransactionQuery.Path, unknown.Reason);
        return progress;
    }

    // The gateway refunds in taka at the rate it took the payment at. Whoever asks converts, by what the payment's receipt said:
    // here it would be a guess at how many taka were meant.
    private static string? WhyNotByApi(GatewayRefund refund) =>
        refund.Amount.Currency != Currency.Bdt
            ? $"SSLCOMMERZ gives money back in {Currency.Bdt} only, at the rate it took the payment at; {refund.Amount} have to be "
                + "refunded in its merchant panel."
            : refund.BankTransactionId.Length == 0
                ? "SSLCOMMERZ named no bank_tran_id for this payment, and refunds by nothing else; it has to be refunded in its merchant "
                    + "panel."
                : null;

    private RefundAnswer.NotAllowed NotAllowed(GatewayAccount account, string reason)
    {
        StoreIsMisconfigured(log, account.ToString(), reason);
        return new(reason);
    }

    private async Task<GatewayAnswer> AskAsync(
        GatewayAccount account,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        Func<byte[], GatewayAnswer> read,
        CancellationToken ct)
    {
        var reply = await TryAskAsync(account, path, parameters, ct);
        var answer = reply.Body is { } body ? read(body) : new GatewayAnswer.Unknown(reply.Trouble);

        if (answer is GatewayAnswer.Unknown unknown) GaveNoAnswer(log, account.ToString(), path, unknown.Reason);
        return answer;
    }

    private async Task<SslCommerzReply> TryAskAsync(
        GatewayAccount account, string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken ct) =>
        TrustedHosts.MayBeAsked(account) ? await client.AskAsync(account, path, parameters, ct) : new(null, Misplaced);

    private GatewayUnavailableException Unavailable(GatewayAccount account, string path, string reason, Exception? cause = null)
    {
        GaveNoAnswer(log, account.ToString(), path, reason);
        return new(Name, reason, cause);
    }

    private GatewayUnavailableException Unusable(GatewayAccount account, string reason)
    {
        StoreIsMisconfigured(log, account.ToString(), reason);
        return new(
            Name,
            $"the store's settings were refused ({reason}); an operator has to check its id, its API password, its address and its mode")
        {
            IsStoresFault = true,
        };
    }

    // The account's text form, not the account: a log that takes objects apart would find the password.
    [LoggerMessage(LogLevel.Warning, "{Store} gave no valid answer to {Path}: {Reason}")]
    private static partial void GaveNoAnswer(ILogger log, string store, string path, string reason);

    [LoggerMessage(
        LogLevel.Error, "{Store} cannot be used until its settings are mended (store id, API password, addresses, mode): {Reason}")]
    private static partial void StoreIsMisconfigured(ILogger log, string store, string reason);
}
