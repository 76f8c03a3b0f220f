using OiPayments.Gateways;

namespace OiPayments.Applications;

/// <summary>A gateway as it is, with every call to its company measured.</summary>
internal sealed class MeasuredGateway(IPaymentGateway gateway, GatewayMetrics metrics) : IPaymentGateway
{
    public string Name => gateway.Name;

    public IReadOnlyList<string> PaymentPages => gateway.PaymentPages;

    public string? WhyNotReady(Mode mode) => gateway.WhyNotReady(mode);

    public Refusal? RefuseAmount(Money amount) => gateway.RefuseAmount(amount);

    public IReadOnlyList<ChangedDetail> ChangesTo(GatewayCustomer customer) => gateway.ChangesTo(customer);

    public Currency ChargesIn(Currency asked) => gateway.ChargesIn(asked);

    public Task<string?> CheckAsync(GatewayAccount account, CancellationToken ct) => metrics.MeasureAsync(
        Name, "check", () => gateway.CheckAsync(account, ct), refusal => refusal is null ? "let_in" : "not_let_in");

    public Task<Outcome<GatewaySession>> OpenSessionAsync(GatewayAccount account, GatewayCharge charge, CancellationToken ct) =>
        metrics.MeasureAsync(
            Name, "open_session", () => gateway.OpenSessionAsync(account, charge, ct),
            opened => opened.IsRefused(out _, out _) ? "refused" : "opened");

    public GatewayNotice ReadNotice(IReadOnlyList<KeyValuePair<string, string>> form) => gateway.ReadNotice(form);

    public bool IsSigned(GatewayAccount account, GatewayNotice notice) => gateway.IsSigned(account, notice);

    public Task<GatewayAnswer> ValidateAsync(GatewayAccount account, string validationId, CancellationToken ct) =>
        metrics.MeasureAsync(
            Name, "validate", () => gateway.ValidateAsync(account, validationId, ct), GatewayMetrics.OutcomeOf);

    public Task<GatewayAnswer> QueryAsync(GatewayAccount account, string transactionId, CancellationToken ct) =>
        metrics.MeasureAsync(Name, "query", () => gateway.QueryAsync(account, transactionId, ct), GatewayMetrics.OutcomeOf);
}

/// <summary>The same for what gives money back.</summary>
internal sealed class MeasuredRefundGateway(IRefundGateway gateway, GatewayMetrics metrics) : IRefundGateway
{
    public string Name => gateway.Name;

    public Currency RefundCurrency => gateway.RefundCurrency;

    public Task<RefundAnswer> RefundAsync(GatewayAccount account, GatewayRefund refund, CancellationToken ct) =>
        metrics.MeasureAsync(Name, "refund", () => gateway.RefundAsync(account, refund, ct), GatewayMetrics.OutcomeOf);

    public Task<RefundProgress> QueryRefundAsync(
        GatewayAccount account, string gatewayRefundId, string bankTransactionId, CancellationToken ct) =>
        metrics.MeasureAsync(
            Name, "query_refund", () => gateway.QueryRefundAsync(account, gatewayRefundId, bankTransactionId, ct),
            GatewayMetrics.OutcomeOf);

    public bool IsRefundId(string gatewayRefundId) => gateway.IsRefundId(gatewayRefundId);
}

/// <summary>The same for what can be asked what it settled.</summary>
internal sealed class MeasuredSettlementGateway(ISettlementGateway gateway, GatewayMetrics metrics) : ISettlementGateway
{
    public string Name => gateway.Name;

    public string? WhyNoSettlements => gateway.WhyNoSettlements;

    public Task<SettledPage> ListSettledAsync(GatewayAccount account, DateOnly day, int page, CancellationToken ct) =>
        metrics.MeasureAsync(
            Name, "list_settled", () => gateway.ListSettledAsync(account, day, page, ct),
            listed => listed.Lines.Count == 0 ? "empty" : "listed");
}
