using OiPayments.Reconciliation.Banks;
using OiPayments.Statements;

namespace OiPayments.UnitTests.Reconciliation.Banks;

/// <summary>Which statement may follow which.</summary>
public class BankAccountTests
{
    private readonly BankAccount account = new()
    {
        ApplicationId = ApplicationId.Nobody,
        Id = new(1),
        Mode = Mode.Live,
        Name = "City Bank",
        Currency = Currency.Bdt,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void By_the_banks_numbers_the_next_follows_an_older_repeats_and_a_gap_is_refused()
    {
        Assert.True(Read(Statement(7, 1, 0, 100)));
        Assert.True(Read(Statement(8, 2, 100, 150)));
        Assert.False(Read(Statement(7, 1, 0, 100)));
        Assert.False(Read(Statement(8, 2, 100, 150)));
        Assert.Contains("8, and this one has 10", Refused(Statement(10, 3, 150, 160)), StringComparison.Ordinal);
        Assert.Contains("goes on with", Refused(Statement(9, 3, 151, 160)), StringComparison.Ordinal);
        Assert.Equal((150, 8), (account.ClosingMinor, account.LastSequence));
    }

    [Fact]
    public void In_a_new_year_the_numbers_begin_anew()
    {
        Read(Statement(52, 1, 0, 100));

        Assert.True(Read(Statement(1, 1, 100, 120, year: 2027)));
        Assert.True(Read(Statement(2, 2, 120, 130, year: 2027)));
        Assert.Contains("has the number 2, and this one has 52", Refused(Statement(52, 9, 130, 100, year: 2027)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_numbers_a_later_one_has_to_begin_with_the_last_balance_and_one_that_overlaps_need_not()
    {
        Read(Statement(null, 5, 0, 100, opened: 1));

        Assert.False(Read(Statement(null, 7, 40, 130, opened: 5)));
        Assert.Equal(130, account.ClosingMinor);
        Assert.Contains("A statement between them is missing", Refused(Statement(null, 9, 140, 150, opened: 8)), StringComparison.Ordinal);
        Assert.True(Read(Statement(null, 9, 130, 150, opened: 8)));
        Assert.False(Read(Statement(null, 6, 100, 120, opened: 6)));
        Assert.Equal((150, new DateOnly(2026, 1, 9)), (account.ClosingMinor, account.ClosedOn));
    }

    [Theory]
    [InlineData("1501-2034", "15012034", true)]
    [InlineData("1501 2034", "1501-2034", true)]
    [InlineData("1501-2034", "1501-2035", false)]
    [InlineData(null, "1501-2035", true)]
    [InlineData("1501-2034", null, true)]
    public void An_account_is_known_by_its_letters_and_digits(string? saved, string? written, bool isNamed)
    {
        account.Set(saved, mapping: null, arrivalDays: 2, "operator:1", DateTimeOffset.UnixEpoch);

        Assert.Equal(isNamed, account.IsNamedBy(Statement(1, 1, 0, 1) with { Account = written }));
        Assert.False(account.IsNamedBy(Statement(1, 1, 0, 1) with { Account = written, Currency = Currency.Of("USD") }));
    }

    private bool Read(BankStatement statement)
    {
        var isNext = account.IsNext(statement);
        account.Follow(statement);
        return isNext;
    }

    private string Refused(BankStatement statement) => Assert.Throws<FileRefusedException>(() => account.IsNext(statement)).Message;

    private static BankStatement Statement(long? number, int day, long opening, long closing, int? opened = null, int year = 2026) => new()
    {
        Currency = Currency.Bdt,
        Sequence = number,
        OpenedOn = new(year, 1, opened ?? day),
        ClosedOn = new(year, 1, day),
        OpeningMinor = opening,
        ClosingMinor = closing,
        Lines = [new BankLine { Number = 1, BookedOn = new(year, 1, day), AmountMinor = closing - opening, Raw = "" }],
    };
}
