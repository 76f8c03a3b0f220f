using OiPayments.Gateways;
using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

/// <summary>Rows as the service makes them: of application 1 in TEST mode, an hour to pay.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    public static Payment Payment(long amountMinor = 100_00) => new()
    {
        ApplicationId = new(1),
        Id = new(1),
        Mode = Mode.Test,
        Reference = "pay_1",
        AmountMinor = amountMinor,
        Currency = Currency.Bdt,
        Gateway = "SSLCOMMERZ",
        CustomerReference = "c",
        CreatedAt = Now,
        ExpiresAt = Now.AddHours(1),
    };

    public static PaymentAttempt Attempt() => new()
    {
        ApplicationId = new(1),
        Id = new(1),
        PaymentId = new(1),
        Mode = Mode.Test,
        TransactionId = "oi1",
        CreatedAt = Now,
        OverrideId = null,
    };

    /// <summary>An attempt that came to be so: by money where it has some, by the gateway's word where it ended without.</summary>
    public static PaymentAttempt Attempt(AttemptStatus status)
    {
        var attempt = Attempt();
        switch (status)
        {
            case AttemptStatus.Opening:
                break;
            case AttemptStatus.Unanswered:
                attempt.SessionWentUnanswered(Now);
                break;
            case AttemptStatus.Open:
                attempt.SessionOpened(new("key", new("https://gateway.example.com/pay")), Now);
                break;
            case AttemptStatus.Refused:
                attempt.Refuse("No such currency.", Now);
                break;
            case AttemptStatus.Paid or AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched:
                attempt.Receive(Receipt(), status, Now);
                break;
            default:
                attempt.EndWithout(Enum.Parse<AttemptEnding>(status.ToString()), "Declined.", Now);
                break;
        }

        return attempt;
    }

    public static GatewayReceipt Receipt(long amountMinor = 100_00, GatewayConversion? conversion = null) =>
        new("oi1", "val1", new(amountMinor, Currency.Bdt), new(2_50, Currency.Bdt), "bank1", "BKASH-BKash", IsRisky: false, "Safe")
        {
            Conversion = conversion,
        };

    public static GatewayCallback Callback() => new()
    {
        ApplicationId = new(1),
        Id = new(1),
        Mode = Mode.Test,
        Gateway = "SSLCOMMERZ",
        Kind = CallbackKind.Fail,
        RawPayload = "{}",
        CreatedAt = Now,
    };

    /// <summary>A payment whose money has come.</summary>
    public static Payment PaidPayment(long amountMinor = 100_00)
    {
        var (payment, attempt) = (Payment(amountMinor), Attempt());
        attempt.Receive(Receipt(amountMinor), AttemptStatus.Paid, Now);
        Assert.Null(payment.Succeed(attempt, Now));
        return payment;
    }
}
