using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

/// <summary>What may become of a payment's money, by the payment's own rules.</summary>
public class MoneyOfAPaymentTests
{
    private static readonly DateTimeOffset Later = Samples.Now.AddMinutes(10);

    private static Money Taka(long minorUnits) => new(minorUnits, Currency.Bdt);

    [Fact]
    public void It_succeeds_with_the_whole_amount_and_forgets_what_stood_in_the_way()
    {
        var (payment, attempt) = (Samples.Payment(), Samples.Attempt(AttemptStatus.Paid));
        payment.NoteDecline("DECLINED", "Do not honor", Samples.Now);
        payment.Hold(HoldReason.Risk, Samples.Now);

        Assert.Null(payment.Succeed(attempt, Later));

        Assert.Equal((PaymentStatus.Succeeded, Later, Later), (payment.Status, payment.PaidAt, payment.UpdatedAt));
        Assert.Equal(("bank1", "BKASH-BKash", 2_50L), (payment.GatewayTxnId, payment.Channel, payment.FeeMinor));
        Assert.Equal((null, null), (payment.FailureCode, payment.FailureMessage));
        Assert.Equal((null, null), (payment.HeldAt, payment.HoldReason));
    }

    [Theory]
    [InlineData(99_99)]
    [InlineData(100_01)]
    public void Another_amount_does_not_count_and_changes_nothing(long chargedMinor)
    {
        var (payment, attempt) = (Samples.Payment(), Samples.Attempt());
        attempt.Receive(Samples.Receipt(chargedMinor), AttemptStatus.Mismatched, Samples.Now);

        Assert.Equal(ErrorCode.InvalidOperationState, payment.Succeed(attempt, Later)?.Code);

        Assert.Equal((PaymentStatus.Pending, null, 0), (payment.Status, payment.PaidAt, payment.Version));
    }

    [Fact]
    public void It_succeeds_once()
    {
        var payment = Samples.PaidPayment();
        var version = payment.Version;

        Assert.Equal(ErrorCode.InvalidOperationState, payment.Succeed(Samples.Attempt(AttemptStatus.Paid), Later)?.Code);

        Assert.Equal((Samples.Now, version), (payment.PaidAt, payment.Version));
    }

    [Fact]
    public void Money_that_comes_by_a_clock_behind_the_payments_came_when_it_began()
    {
        var payment = Samples.Payment();

        Assert.Null(payment.Succeed(Samples.Attempt(AttemptStatus.Paid), Samples.Now.AddSeconds(-3)));

        Assert.Equal((Samples.Now, Samples.Now), (payment.PaidAt, payment.UpdatedAt));
    }

    [Fact]
    public void It_is_payable_while_it_is_pending_not_held_and_not_over()
    {
        var (open, held, cancelled) = (Samples.Payment(), Samples.Payment(), Samples.Payment());
        held.Hold(HoldReason.Mismatch, Samples.Now);
        Assert.Null(cancelled.Cancel(Samples.Now));

        Assert.True(open.IsPayableAt(open.ExpiresAt.AddTicks(-1)));
        Assert.False(open.IsPayableAt(open.ExpiresAt));
        Assert.False(held.IsPayableAt(Samples.Now));
        Assert.False(cancelled.IsPayableAt(Samples.Now));
    }

    [Fact]
    public void Refunds_take_what_was_captured_and_no_more()
    {
        var payment = Samples.PaidPayment(100_00);

        Assert.Null(payment.HoldForRefund(Taka(60_00), Later));
        Assert.Equal((40_00L, 60_00L, 0L), (payment.RefundableMinor, payment.RefundHeldMinor, payment.RefundedMinor));

        Assert.Equal(ErrorCode.RefundExceedsBalance, payment.HoldForRefund(Taka(40_01), Later)?.Code);
        Assert.Equal(60_00, payment.RefundHeldMinor);

        Assert.Null(payment.HoldForRefund(Taka(40_00), Later));
        Assert.Equal((0L, 100_00L), (payment.RefundableMinor, payment.RefundHeldMinor));
    }

    [Fact]
    public void Nothing_can_be_refunded_before_the_money_came()
    {
        var payment = Samples.Payment();

        Assert.Equal(0, payment.RefundableMinor);
        Assert.Equal(ErrorCode.InvalidOperationState, payment.HoldForRefund(Taka(1), Later)?.Code);
        Assert.Equal(0, payment.RefundHeldMinor);
    }

    [Fact]
    public void A_refund_that_is_done_stays_held_and_one_that_is_not_comes_free_again()
    {
        var payment = Samples.PaidPayment(100_00);
        Assert.Null(payment.HoldForRefund(Taka(30_00), Later));
        Assert.Null(payment.HoldForRefund(Taka(20_00), Later));

        payment.CompleteRefund(Taka(30_00), Later);
        payment.FreeRefund(Taka(20_00), Later);

        Assert.Equal((30_00L, 30_00L, 70_00L), (payment.RefundHeldMinor, payment.RefundedMinor, payment.RefundableMinor));
    }

    [Fact]
    public void The_gateways_later_word_about_a_refund_counts_both_ways()
    {
        var payment = Samples.PaidPayment(100_00);

        payment.RefundWasGivenBack(Taka(30_00), Later);
        Assert.Equal((30_00L, 30_00L), (payment.RefundHeldMinor, payment.RefundedMinor));

        payment.RefundWasNotGivenBack(Taka(30_00), Later);
        Assert.Equal((0L, 0L), (payment.RefundHeldMinor, payment.RefundedMinor));
    }

    [Theory]
    [InlineData(HoldReason.Mismatch, "AMOUNT_MISMATCH")]
    [InlineData(HoldReason.Risk, "RISK_REJECTED")]
    public void Giving_held_money_back_fails_a_payment_that_was_still_pending(HoldReason reason, string code)
    {
        var payment = Samples.Payment();
        payment.Hold(reason, Samples.Now);
        Assert.Equal((Samples.Now, reason), (payment.HeldAt, payment.HoldReason));

        payment.RejectHeldMoney(Later);

        Assert.Equal(
            (PaymentStatus.Failed, code, "The money is given back."), (payment.Status, payment.FailureCode, payment.FailureMessage));
        Assert.Equal((null, null), (payment.HeldAt, payment.HoldReason));
    }

    [Fact]
    public void A_payment_that_had_ended_stays_as_it_ended_when_held_money_is_given_back()
    {
        var payment = Samples.Payment();
        Assert.Null(payment.Expire(Samples.Now));
        payment.Hold(HoldReason.Risk, Samples.Now);

        payment.RejectHeldMoney(Later);

        Assert.Equal((PaymentStatus.Expired, null, null), (payment.Status, payment.FailureCode, payment.HeldAt));
    }

    [Fact]
    public void It_fails_once_and_says_why()
    {
        var payment = Samples.Payment();

        Assert.Null(payment.Fail("DECLINED", "Do not honor", Later));
        Assert.Equal((PaymentStatus.Failed, "DECLINED", "Do not honor"), (payment.Status, payment.FailureCode, payment.FailureMessage));

        Assert.Equal(ErrorCode.InvalidOperationState, payment.Fail("AGAIN", "Again", Later)?.Code);
        Assert.Equal("DECLINED", payment.FailureCode);
    }

    /// <summary>Two that read the same version cannot both be saved: so whatever is changed has to raise it.</summary>
    [Fact]
    public void Every_change_raises_the_version()
    {
        Action<Payment>[] changes =
        [
            payment => payment.Hold(HoldReason.Risk, Later),
            payment => payment.RejectHeldMoney(Later),
            payment => payment.NoteDecline("DECLINED", "Do not honor", Later),
            payment => payment.Touch(Later),
            payment => payment.HoldForRefund(Taka(1), Later),
            payment => payment.FreeRefund(Taka(1), Later),
            payment => payment.CompleteRefund(Taka(1), Later),
            payment => payment.RefundWasGivenBack(Taka(1), Later),
            payment => payment.RefundWasNotGivenBack(Taka(1), Later),
        ];

        Assert.All(changes, change =>
        {
            var payment = Samples.PaidPayment();
            var version = payment.Version;
            change(payment);
            Assert.Equal((version + 1, Later), (payment.Version, payment.UpdatedAt));
        });

        foreach (var end in new Func<Payment, Refusal?>[]
        {
            payment => payment.Cancel(Later), payment => payment.Expire(Later), payment => payment.Fail("C", "M", Later)
        })
        {
            var payment = Samples.Payment();
            Assert.Null(end(payment));
            Assert.Equal((1, Later), (payment.Version, payment.UpdatedAt));
        }
    }
}
