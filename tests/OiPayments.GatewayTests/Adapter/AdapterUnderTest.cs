using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.GatewayTests.Adapter;

/// <summary>The adapter as a host registers it, in front of a fake gateway, with every log line of the process kept.</summary>
internal sealed class AdapterUnderTest : IAsyncDisposable
{
    public const string Password = "p@ss+w&rd=50% ৳";

    private readonly ServiceProvider services;

    private AdapterUnderTest(FakeGateway fake, string? emailDomain, bool asksForSettlements)
    {
        Fake = fake;
        services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddSingleton<TimeProvider>(Clock)
            .AddSslCommerzGateway(options => (options.EmailDomain, options.AsksForSettlements) = (emailDomain, asksForSettlements))
            .BuildServiceProvider(validateScopes: true);
        Gateway = services.GetRequiredService<IPaymentGateway>();
        Refunds = services.GetRequiredService<IRefundGateway>();
        Settlements = services.GetRequiredService<ISettlementGateway>();
        Account = new("SSLCOMMERZ", Mode.Test, fake.Url, "oitest", Password);
    }

    public FakeGateway Fake { get; }

    public IPaymentGateway Gateway { get; }

    public IRefundGateway Refunds { get; }

    public ISettlementGateway Settlements { get; }

    public GatewayAccount Account { get; }

    public ImpatientClock Clock { get; } = new();

    public KeptLogs Logs { get; } = new();

    public string PaymentPage => $"{Fake.Url}EasyCheckOut/testcde0a1b";

    /// <param name="emailDomain">Where customers' made-up addresses are; null for nowhere.</param>
    /// <param name="asksForSettlements">Whether the call that is not documented is switched on.</param>
    public static async Task<AdapterUnderTest> StartAsync(string? emailDomain = "pay.example.com", bool asksForSettlements = true) =>
        new(await FakeGateway.StartAsync(), emailDomain, asksForSettlements);

    public static GatewayCharge Charge(Money? amount = null) => new(
        "att_0123456789",
        amount ?? new(1_250_50, Currency.Bdt),
        "চা & বিস্কুট 🎉",
        new("রহিম עברית 😀", "rahim@example.com", "+8801711000000"),
        new(
            new("https://pay.example.com/return/success?a=1&b=2"),
            new("https://pay.example.com/return/failure"),
            new("https://pay.example.com/return/cancel"),
            new("https://pay.example.com/notice")));

    public static GatewayRefund Refund() => new("rf_0123456789", "NG 37+1/x=", new(1_250_50, Currency.Bdt), "ভুল মাপ & more=0 😀");

    public Task<string?> CheckAsync() => Gateway.CheckAsync(Account, TestContext.Current.CancellationToken);

    public Task<Outcome<GatewaySession>> OpenAsync(CancellationToken? ct = null) =>
        Gateway.OpenSessionAsync(Account, Charge(), ct ?? TestContext.Current.CancellationToken);

    public Task<GatewayAnswer> ValidateAsync(CancellationToken? ct = null) =>
        Gateway.ValidateAsync(Account, "v1", ct ?? TestContext.Current.CancellationToken);

    public Task<GatewayAnswer> QueryAsync(CancellationToken? ct = null) =>
        Gateway.QueryAsync(Account, "att_0123456789", ct ?? TestContext.Current.CancellationToken);

    public Task<RefundAnswer> RefundAsync(GatewayRefund? refund = null, CancellationToken? ct = null) =>
        Refunds.RefundAsync(Account, refund ?? Refund(), ct ?? TestContext.Current.CancellationToken);

    public Task<RefundProgress> QueryRefundAsync(string gatewayRefundId = "59bd63fea5455") =>
        Refunds.QueryRefundAsync(Account, gatewayRefundId, Refund().BankTransactionId, TestContext.Current.CancellationToken);

    public Task<SettledPage> ListSettledAsync(int page = 1) =>
        Settlements.ListSettledAsync(Account, new(2026, 8, 24), page, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
