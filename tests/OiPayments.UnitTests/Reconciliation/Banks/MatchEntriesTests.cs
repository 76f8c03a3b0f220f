using OiPayments.Reconciliation;
using OiPayments.Reconciliation.Banks;
using OiPayments.Statements;

namespace OiPayments.UnitTests.Reconciliation.Banks;

public class MatchEntriesTests
{
    private static readonly DateOnly Day = new(2026, 1, 15);

    [Theory]
    [InlineData("B-20260115", 100_00, "ARRIVED")]
    [InlineData("beftn ssl b20260115 dhaka", 100_00, "ARRIVED")]
    [InlineData("b 2026 01 15", 100_00, "ARRIVED")]
    [InlineData("B-20260115", 100_01, "FLAGGED AMOUNT_MISMATCH")]
    [InlineData("B-20260115", -100_00, "FLAGGED NOTHING_TO_RETURN")]
    [InlineData("SALARY", 100_00, "FLAGGED UNNAMED")]
    [InlineData("SALARY", 99_00, "OTHER")]
    [InlineData("SALARY", -100_00, "OTHER")]
    public void A_line_is_a_payout_by_name_and_amount_together(string text, long amount, string expected) =>
        Assert.Equal(expected, Told(new MatchEntries([Payout("B-20260115", 100_00)]).Find(Line(text, amount))));

    [Fact]
    public void The_longest_name_that_the_line_has_counts()
    {
        var (shorter, longer) = (Payout("B-2026", 100_00), Payout("B-2026-11", 100_00, id: 2));

        Assert.Equal(longer.Id, new MatchEntries([shorter, longer]).Find(Line("B-2026-11", 100_00))!.Payout.Id);
        Assert.Equal(shorter.Id, new MatchEntries([shorter, longer]).Find(Line("B-2026-12", 100_00))!.Payout.Id);
    }

    [Fact]
    public void A_reference_that_is_too_short_names_nothing() =>
        Assert.Equal("FLAGGED UNNAMED", Told(new MatchEntries([Payout("17", 100_00)]).Find(Line("INVOICE 1790", 100_00))));

    [Fact]
    public void A_line_before_the_payout_went_out_is_shown_and_one_of_the_night_before_is_not()
    {
        var match = new MatchEntries([Payout("B-20260115", 100_00)]);

        Assert.Equal("FLAGGED TOO_EARLY", Told(match.Find(Line("B-20260115", 100_00, Day.AddDays(-2)))));
        Assert.Equal("ARRIVED", Told(match.Find(Line("B-20260115", 100_00, Day.AddDays(-1)))));
    }

    [Fact]
    public void Of_two_payouts_of_one_name_the_one_of_the_amount_is_meant_and_then_the_older()
    {
        var (first, second, third) = (
            Payout("BATCH7", 100_00), Payout("BATCH7", 200_00, id: 2), Payout("BATCH7", 200_00, id: 3, on: Day.AddDays(-3)));
        var match = new MatchEntries([first, second, third]);

        Assert.Equal(first.Id, match.Find(Line("BATCH7", 100_00))!.Payout.Id);
        Assert.Equal(third.Id, match.Find(Line("BATCH7", 200_00))!.Payout.Id);
    }

    [Fact]
    public void What_has_arrived_can_come_back_and_arrive_once_more_and_not_twice()
    {
        var payout = Payout("B-20260115", 100_00);
        var match = new MatchEntries([payout]);
        payout.Arrive(Day, "FT1");

        Assert.Equal("FLAGGED ARRIVED_TWICE", Told(match.Find(Line("B-20260115", 100_00))));
        Assert.Equal("RETURNED", Told(match.Find(Line("RETURN B-20260115", -100_00))));
        payout.ComeBack("Account closed");
        Assert.Equal("ARRIVED", Told(match.Find(Line("B-20260115", 100_00))));
    }

    private static string Told(MatchEntries.Found? found) => found is null ? "OTHER"
        : found.Status is BankEntryStatus.Flagged ? $"FLAGGED {WireNames<BankEntryReason>.Of(found.Reason)}"
        : WireNames<BankEntryStatus>.Of(found.Status);

    private static Payout Payout(string reference, long amount, long id = 1, DateOnly? on = null)
    {
        var payout = new Payout
        {
            ApplicationId = ApplicationId.Nobody,
            Id = new(id),
            Mode = Mode.Live,
            Gateway = "SSLCOMMERZ",
            Reference = reference,
            SettledOn = on ?? Day,
            Currency = Currency.Bdt,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        payout.Grow(amount, amount);
        return payout;
    }

    private static BankEntry Line(string text, long amount, DateOnly? on = null)
    {
        var account = Account();
        var file = ImportBankFile.Describe(
            account, new(1), new("statement.sta", 1, new('0', BankFile.DigestLength)), [], 0, "operator:1", DateTimeOffset.UnixEpoch);
        var line = new BankLine { Number = 1, BookedOn = on ?? Day, AmountMinor = amount, Text = text, Raw = text };
        return BankEntry.Of(file, new(1), line, Currency.Bdt, BankEntry.FingerprintOf(line), 1);
    }

    private static BankAccount Account() => new()
    {
        ApplicationId = ApplicationId.Nobody,
        Id = new(1),
        Mode = Mode.Live,
        Name = "City Bank",
        Currency = Currency.Bdt,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
