using OiPayments.Ledger;

namespace OiPayments.UnitTests.Ledger;

public class JournalCauseTests
{
    /// <summary>
    /// The books take each cause once, so these words are part of what is stored: money that is released takes the capture's, and a payment
    /// cannot bring its application its amount twice. A new kind fails here until someone decides.
    /// </summary>
    [Fact]
    public void Each_kind_has_its_word_and_a_release_takes_the_captures() => Assert.Equal(
        [
            "CAPTURE pay_1:capture", "GATEWAY_FEE pay_1:fee", "SURPLUS pay_1:surplus", "HOLD pay_1:held", "RELEASE pay_1:capture",
            "REFUND_START pay_1:start", "REFUND_SUCCESS pay_1:success", "REFUND_FAILURE pay_1:failure",
            "REFUND_CONTRADICTION pay_1:contradiction", "INVOICE_ISSUE pay_1:issue", "INVOICE_VOID pay_1:void",
            "INVOICE_PAYMENT pay_1:invoice", "INVOICE_REFUND pay_1:invoice", "INVOICE_REFUND_UNDONE pay_1:invoice-undone",
            "INVOICE_WITHHOLDING pay_1:withheld", "INVOICE_CREDIT pay_1:credit",
            "SETTLEMENT pay_1:settlement", "FEE_CORRECTION pay_1:fee-correction", "BANK_ARRIVAL pay_1:bank",
            "BANK_RETURN pay_1:bank-return", "MANUAL pay_1:manual",
        ],
        Enum.GetValues<JournalKind>().Select(kind => $"{WireNames<JournalKind>.Of(kind)} {JournalCause.Of(kind, "pay_1")}"));

    [Fact]
    public void A_journal_of_a_kind_is_booked_under_that_word()
    {
        var transfer = new Transfer(Account.GatewayClearing, Account.ApplicationPayable, new(100, Currency.Bdt));

        var journal = Journal.Of(new(new(1), Mode.Live), JournalKind.Hold, "oi1", transfer);

        Assert.Equal(
            (new Scope(new(1), Mode.Live), "oi1:held", JournalKind.Hold, Currency.Bdt),
            (journal.Scope, journal.Cause, journal.Kind, journal.Currency));
        Assert.Equal([transfer], journal.Transfers);
    }
}
