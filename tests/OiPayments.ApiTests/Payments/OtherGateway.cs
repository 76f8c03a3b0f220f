using System.Collections.Concurrent;
using OiPayments.Gateways;

namespace OiPayments.ApiTests.Payments;

/// <summary>
/// A second gateway beside SSLCOMMERZ. It calls every transaction paid that it opened a session for and was told so, and gives back
/// whatever it is asked for.
/// </summary>
internal sealed class OtherGateway : IPaymentGateway, IRefundGateway
{
    public const string GatewayName = "OTHERPAY";

    private readonly ConcurrentDictionary<string, Money> charges = [];
    private readonly ConcurrentDictionary<string, bool> paid = [];

    public GatewayAccount Account { get; } = new(GatewayName, Mode.Test, new("https://other.example.com"), "store", "secret");

    public ConcurrentQueue<GatewayRefund> Refunds { get; } = [];

    /// <summary>Whether it gives money back at once; until then it says that it is at it.</summary>
    public bool GivesBack { get; set; } = true;

    /// <summary>What it says of a transaction instead of the truth; null for the truth.</summary>
    public Func<string, GatewayAnswer>? Answer { get; set; }

    /// <summary>The transactions that it was asked about.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public string Name => GatewayName;

    public IReadOnlyList<string> PaymentPages => ["https://pay.other.example.com"];

    public Currency RefundCurrency => Currency.Bdt;

    /// <summary>The customer pays; nobody is told.</summary>
    public void Pay(string transactionId) => paid[transactionId] = true;

    public string? WhyNotReady(Mode mode) => null;

    public Refusal? RefuseAmount(Money amount) => null;

    public IReadOnlyList<ChangedDetail> ChangesTo(GatewayCustomer customer) => [];

    public Currency ChargesIn(Currency asked) => asked;

    public Task<string?> CheckAsync(GatewayAccount account, CancellationToken ct) => Task.FromResult<string?>(null);

    public Task<Outcome<GatewaySession>> OpenSessionAsync(GatewayAccount account, GatewayCharge charge, CancellationToken ct)
    {
        Assert.Equal(Account, account);
        charges[charge.TransactionId] = charge.Amount;
        return Task.FromResult<Outcome<GatewaySession>>(new GatewaySession(
            "session", new($"https://other.example.com/pay/{charge.TransactionId}")));
    }

    public GatewayNotice ReadNotice(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var fields = form.ToDictionary();
        var transaction = fields.GetValueOrDefault("transaction");
        return new(transaction, transaction, NoticeClaim.Paid, "", "{}", form);
    }

    public bool IsSigned(GatewayAccount account, GatewayNotice notice) =>
        notice.Form.Any(field => field.Key == "key" && field.Value == account.StorePassword);

    public Task<GatewayAnswer> ValidateAsync(GatewayAccount account, string validationId, CancellationToken ct) =>
        QueryAsync(account, validationId, ct);

    public Task<GatewayAnswer> QueryAsync(GatewayAccount account, string transactionId, CancellationToken ct)
    {
        Asked.Enqueue(transactionId);
        return Task.FromResult(Answer?.Invoke(transactionId) ?? Truth(transactionId));
    }

    private GatewayAnswer Truth(string transactionId) =>
        !charges.TryGetValue(transactionId, out var amount) ? new GatewayAnswer.NotFound()
        : !paid.ContainsKey(transactionId) ? new GatewayAnswer.Pending()
        : new GatewayAnswer.Paid(new(
            transactionId, $"validation of {transactionId}", amount, Fee: null, $"bank of {transactionId}", "OTHER", IsRisky: false, ""));

    public Task<RefundAnswer> RefundAsync(GatewayAccount account, GatewayRefund refund, CancellationToken ct)
    {
        Refunds.Enqueue(refund);
        return Task.FromResult<RefundAnswer>(new RefundAnswer.Accepted($"other-{refund.RefundId}"));
    }

    public Task<RefundProgress> QueryRefundAsync(
        GatewayAccount account, string gatewayRefundId, string bankTransactionId, CancellationToken ct) =>
        Task.FromResult<RefundProgress>(GivesBack ? new RefundProgress.Refunded() : new RefundProgress.Processing());

    public bool IsRefundId(string gatewayRefundId) => true;
}
