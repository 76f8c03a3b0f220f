using OiPayments.Refunds;

namespace OiPayments.UnitTests.Refunds;

/// <summary>Refunds as the service makes them: of application 1 in TEST mode, asked for by operator 1.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>One that waits for so many to approve it within an hour.</summary>
    public static Refund Refund(int approvalsNeeded = 1) => new()
    {
        ApplicationId = new(1),
        Id = new(1),
        Mode = Mode.Test,
        Reference = "rfd_1",
        PaymentId = new(1),
        AttemptId = new(1),
        Source = RefundSource.Capture,
        AmountMinor = 100_00,
        Currency = Currency.Bdt,
        BankTransactionId = "bank1",
        CreatedBy = "operator:1",
        GatewayAmountMinor = 100_00,
        GatewayCurrency = Currency.Bdt,
        ExchangeRate = null,
        RoundingMinor = 0,
        CreatedAt = Now,
        ApprovalsNeeded = approvalsNeeded,
        ApproveBefore = Now.AddHours(1),
    };

    /// <summary>One that is on its way at the gateway.</summary>
    public static Refund Started()
    {
        var refund = Refund();
        Assert.Null(refund.Start(Now));
        return refund;
    }
}
