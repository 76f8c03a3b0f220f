using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.Refunds;

namespace OiPayments.UnitTests.Payments;

/// <summary>What an attempt says of its money, and who may take it.</summary>
public class MoneyOfAnAttemptTests
{
    private static readonly DateTimeOffset Later = Samples.Now.AddMinutes(10);

    /// <summary>What every status means; a new one fails here until someone decides.</summary>
    [Fact]
    public void Each_status_says_what_it_means() => Assert.Equal(
        [
            "OPENING open, may be paid",
            "UNANSWERED open",
            "OPEN open, may be paid",
            "PAID money",
            "HELD money, suspended",
            "SURPLUS money, suspended",
            "MISMATCHED money, suspended",
            "REFUSED",
            "FAILED ended",
            "CANCELLED ended",
            "UNATTEMPTED ended",
            "EXPIRED ended",
        ],
        Enum.GetValues<AttemptStatus>().Select(status =>
        {
            var attempt = Samples.Attempt(status);
            string?[] facts =
            [
                attempt.IsOpen ? "open" : null, attempt.HasEndedUnpaid ? "ended" : null, attempt.HasMoney ? "money" : null,
                attempt.HasSuspendedMoney ? "suspended" : null, attempt.MayHaveBeenPaid ? "may be paid" : null,
            ];
            return $"{WireNames<AttemptStatus>.Of(status)} {string.Join(", ", facts.OfType<string>())}".Trim();
        }));

    /// <summary>Money can still come to every attempt that has none, but for one that the gateway never opened.</summary>
    [Fact]
    public void The_gateway_is_asked_about_all_that_are_open_or_ended_unpaid() => Assert.Equal(
        Enum.GetValues<AttemptStatus>().Where(status => Samples.Attempt(status) is { IsOpen: true } or { HasEndedUnpaid: true }),
        PaymentAttempt.StatusesToAskAbout);

    [Fact]
    public void A_session_leads_the_customer_to_the_gateway()
    {
        var attempt = Samples.Attempt();

        attempt.SessionOpened(new("key", new("https://gateway.example.com/pay")), Later);

        Assert.Equal(("key", "https://gateway.example.com/pay"), (attempt.SessionKey, attempt.CustomerUrl?.ToString()));
        Assert.Equal((Later, 1), (attempt.UpdatedAt, attempt.Version));
    }

    [Fact]
    public void A_receipt_is_kept_whole()
    {
        var attempt = Samples.Attempt(AttemptStatus.Open);

        attempt.Receive(
            Samples.Receipt() with
            {
                IsRisky = true,
                Charged = new(100, Currency.Of("USD")),
                Fee = null,
                Conversion = new(new(122_00, Currency.Bdt), 122.0000m)
            },
            AttemptStatus.Held, Later);

        Assert.Equal(
            ("val1", "bank1", "BKASH-BKash", true), (attempt.ValidationId, attempt.BankTransactionId, attempt.Channel, attempt.IsRisky));
        Assert.Equal(
            (new Money(100, Currency.Of("USD")), new Money(122_00, Currency.Bdt), "122.0000"),
            (attempt.Charged, attempt.Converted, attempt.ExchangeRate));
        Assert.Null(attempt.FeeMinor);
    }

    [Fact]
    public void What_was_not_charged_or_not_converted_is_no_money_at_all()
    {
        Assert.Null(Samples.Attempt(AttemptStatus.Failed).Charged);
        Assert.Null(Samples.Attempt(AttemptStatus.Paid).Converted);
        Assert.Equal(
            (new Money(100_00, Currency.Bdt), 2_50L),
            (Samples.Attempt(AttemptStatus.Paid).Charged, Samples.Attempt(AttemptStatus.Paid).FeeMinor));
    }

    [Fact]
    public void Suspended_money_goes_to_one_refund_at_a_time()
    {
        var attempt = Samples.Attempt(AttemptStatus.Surplus);
        attempt.ReturnDueAt = Later;

        attempt.ReturnBy(7, Later);

        Assert.Equal((7L, null, false), (attempt.ReturnedByRefundId, attempt.ReturnDueAt, attempt.HasSuspendedMoney));
        Assert.Throws<InvalidOperationException>(() => attempt.ReturnBy(8, Later));

        attempt.ReturnFailed(Later);

        Assert.True(attempt.HasSuspendedMoney);
        attempt.ReturnBy(8, Later);
        Assert.Equal((8L, 4), (attempt.ReturnedByRefundId, attempt.Version));
    }

    [Fact]
    public void Money_that_counts_is_not_suspended() =>
        Assert.Throws<InvalidOperationException>(() => Samples.Attempt(AttemptStatus.Paid).ReturnBy(7, Later));

    [Fact]
    public void Held_money_that_is_released_is_paid()
    {
        var attempt = Samples.Attempt(AttemptStatus.Held);

        attempt.Release(Later);

        Assert.Equal((AttemptStatus.Paid, false), (attempt.Status, attempt.HasSuspendedMoney));
    }

    [Fact]
    public void A_step_that_is_not_in_the_table_is_a_bug_and_changes_nothing()
    {
        var attempt = Samples.Attempt(AttemptStatus.Paid);

        Assert.Throws<InvalidOperationException>(() => attempt.SessionWentUnanswered(Later));

        Assert.Equal((AttemptStatus.Paid, 1), (attempt.Status, attempt.Version));
    }

    [Fact]
    public void The_first_word_that_it_is_paid_counts_until_the_gateway_denies_it()
    {
        var attempt = Samples.Attempt(AttemptStatus.Failed);
        Assert.Equal((false, false), (attempt.IsSaidToBePaid, attempt.MayHaveBeenPaid));

        attempt.SaidToBePaid(Samples.Now);
        attempt.SaidToBePaid(Later);
        Assert.Equal((Samples.Now, true, true), (attempt.ReturnedAt, attempt.IsSaidToBePaid, attempt.MayHaveBeenPaid));

        var version = attempt.Version;
        attempt.DeniedByGateway(Later);
        attempt.DeniedByGateway(Later);
        Assert.Equal((null, false, version + 1), (attempt.ReturnedAt, attempt.IsSaidToBePaid, attempt.Version));
    }

    [Fact]
    public void What_the_gateway_never_told_of_expires_when_it_is_given_up_and_what_it_told_of_stays()
    {
        var (open, failed) = (Samples.Attempt(AttemptStatus.Open), Samples.Attempt(AttemptStatus.Failed));
        open.SaidToBePaid(Samples.Now);

        open.GiveUp(Later);
        failed.GiveUp(Later);

        Assert.Equal((AttemptStatus.Expired, "The gateway never told an outcome.", null), (open.Status, open.Reason, open.ReturnedAt));
        Assert.Equal((AttemptStatus.Failed, "Declined."), (failed.Status, failed.Reason));
    }

    [Theory]
    [InlineData(PaymentAttempt.NoStore, true)]
    [InlineData(PaymentAttempt.NoGateway, true)]
    [InlineData(PaymentAttempt.StoreNotLetIn, true)]
    [InlineData("No such currency.", false)]
    public void A_refusal_is_our_fault_only_for_a_reason_of_ours(string reason, bool isOurs)
    {
        var (refused, failed) = (Samples.Attempt(), Samples.Attempt(AttemptStatus.Open));

        refused.Refuse(reason, Later);
        failed.EndWithout(AttemptEnding.Failed, reason, Later);

        Assert.Equal((isOurs, reason), (refused.IsOurFault, refused.Reason));
        Assert.False(failed.IsOurFault);
    }

    /// <summary>A gateway tells the same more than once.</summary>
    [Fact]
    public void Whoever_says_again_what_an_attempt_is_already_changes_nothing_but_its_version()
    {
        var failed = Samples.Attempt(AttemptStatus.Failed);
        var version = failed.Version;

        failed.EndWithout(AttemptEnding.Failed, "Declined.", Later);

        Assert.Equal((AttemptStatus.Failed, "Declined.", version + 1), (failed.Status, failed.Reason, failed.Version));
        Assert.Throws<InvalidOperationException>(() => failed.EndWithout(AttemptEnding.Cancelled, "Given up.", Later));
    }

    [Fact]
    public void A_reason_is_cut_to_what_its_column_holds()
    {
        var (fits, tooLong) = (Samples.Attempt(), Samples.Attempt());

        fits.Refuse(new('r', PaymentAttempt.MaxReasonLength), Later);
        tooLong.Refuse(new('r', PaymentAttempt.MaxReasonLength + 1), Later);

        Assert.Equal((PaymentAttempt.MaxReasonLength, PaymentAttempt.MaxReasonLength), (fits.Reason?.Length, tooLong.Reason?.Length));
    }

    /// <summary>PostgreSQL takes no half of a surrogate pair: what the gateway said could not be saved at all.</summary>
    [Fact]
    public void What_others_wrote_is_cut_between_characters()
    {
        var (attempt, callback, refund) = (Samples.Attempt(), Samples.Callback(), Refunds.Samples.Started());
        var (reason, note) = (new string('r', PaymentAttempt.MaxReasonLength - 1), new string('n', Refund.MaxNoteLength - 1));

        attempt.Refuse(reason + "😀", Later);
        callback.Conclude(CallbackOutcome.Ignored, reason + "😀");
        refund.Fail(note + "😀", note + "😀", Later);

        Assert.Equal((reason, reason, note, note), (attempt.Reason!, callback.Note!, refund.FailureMessage!, refund.Note!));
    }

    [Fact]
    public void It_never_changed_before_it_began()
    {
        var attempt = Samples.Attempt();

        attempt.SessionWentUnanswered(Samples.Now.AddSeconds(-3));

        Assert.Equal(Samples.Now, attempt.UpdatedAt);
    }

    [Fact]
    public void Questions_are_counted()
    {
        var attempt = Samples.Attempt();
        attempt.Asked();
        attempt.Asked();
        Assert.Equal(2, attempt.TimesAsked);
    }
}
