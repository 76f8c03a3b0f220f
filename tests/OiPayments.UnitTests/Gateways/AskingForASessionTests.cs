using OiPayments.Gateways;
using OiPayments.Gateways.SslCommerz;

namespace OiPayments.UnitTests.Gateways;

public class AskingForASessionTests
{
    private const string Derived = "payer-cc63239568@pay.example.com";

    [Theory]
    [InlineData("BDT", 9_99, ErrorCode.AmountOutOfBounds)]
    [InlineData("BDT", 10_00, null)]
    [InlineData("BDT", 500_000_00, null)]
    [InlineData("BDT", 500_000_01, ErrorCode.AmountOutOfBounds)]
    [InlineData("BDT", -10_00, ErrorCode.AmountOutOfBounds)]
    [InlineData("USD", 0, ErrorCode.AmountOutOfBounds)]
    [InlineData("USD", 1, ErrorCode.AmountOutOfBounds)]
    [InlineData("USD", 4, ErrorCode.AmountOutOfBounds)]
    [InlineData("USD", 5, null)]
    [InlineData("USD", 10, null)]
    [InlineData("USD", 8_196_00, null)]
    [InlineData("USD", 8_197_00, ErrorCode.AmountOutOfBounds)]
    [InlineData("JPY", 1, ErrorCode.AmountOutOfBounds)]
    [InlineData("JPY", 6, ErrorCode.AmountOutOfBounds)]
    [InlineData("JPY", 7, null)]
    [InlineData("JPY", 1_234_567, null)]
    [InlineData("JPY", 1_234_568, ErrorCode.AmountOutOfBounds)]
    [InlineData("IDR", 99_999_999_00, null)]
    [InlineData("IDR", 100_000_000_00, ErrorCode.AmountOutOfBounds)]
    [InlineData("JPY", long.MaxValue, ErrorCode.AmountOutOfBounds)]
    [InlineData("OMR", 1_250, null)]
    [InlineData("OMR", 1_255, ErrorCode.ValidationError)]
    [InlineData("CHF", 10_00, ErrorCode.ValidationError)]
    [InlineData("KWD", 10_000, ErrorCode.ValidationError)]
    public void Amounts_have_limits(string currency, long minorUnits, ErrorCode? refused)
    {
        Assert.Equal(refused, AmountLimits.Refuse(new(minorUnits, Currency.Of(currency)))?.Code);
    }

    /// <summary>Captured from the gateway: 0.10 USD became 12.34 taka. What it takes must not be refused before it is asked.</summary>
    [Fact]
    public void What_the_gateway_was_seen_to_take_is_taken() => Assert.Null(AmountLimits.Refuse(new(10, Currency.Of("USD"))));

    [Fact]
    public void A_refusal_says_what_would_do()
    {
        var outside = AmountLimits.Refuse(Examples.Taka(1));
        Assert.Contains("10.00 BDT", outside?.Message, StringComparison.Ordinal);
        Assert.Contains("500000.00 BDT", outside?.Message, StringComparison.Ordinal);

        Assert.Equal(["currency"], AmountLimits.Refuse(new(1, Currency.Of("CHF")))?.Fields?.Keys);
        Assert.Equal(["amountMinor"], AmountLimits.Refuse(new(1_255, Currency.Of("OMR")))?.Fields?.Keys);
    }

    [Theory]
    [InlineData("BDT", 1_250_50, "1250.50")]
    [InlineData("BDT", 10_00, "10.00")]
    [InlineData("JPY", 100, "100.00")]
    [InlineData("OMR", 1_250, "1.25")]
    public void Amounts_are_written_with_two_digits(string currency, long minorUnits, string written)
    {
        Assert.Equal(written, Field(Charge() with { Amount = new(minorUnits, Currency.Of(currency)) }, "total_amount"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567890123456789012345678901")]
    [InlineData("with blank")]
    [InlineData("লেনদেন")]
    public void A_transaction_id_the_gateway_would_cut_is_our_mistake(string id)
    {
        Assert.Throws<ArgumentException>(() => Fields(Charge() with { TransactionId = id }));
    }

    [Fact]
    public void So_is_an_address_it_would_cut()
    {
        var urls = Charge().Urls;

        Assert.Throws<ArgumentException>(() => Fields(Charge() with { Urls = urls with { Notice = new("/relative", UriKind.Relative) } }));
        Assert.Throws<ArgumentException>(
            () => Fields(Charge() with { Urls = urls with { Cancel = new("https://x.example/" + new string('a', 250)) } }));
    }

    [Theory]
    [InlineData(null, "Customer")]
    [InlineData("", "Customer")]
    [InlineData(" \t\r\n", "Customer")]
    [InlineData(" Rahim ", "Rahim")]
    [InlineData("Rahim\nUddin\0", "Rahim Uddin")]
    [InlineData("রহিম উদ্দিন 🎉 عبد الرحيم", "রহিম উদ্দিন 🎉 عبد الرحيم")]
    [InlineData("1234567890123456789012345678901234567890123456789🎉", "1234567890123456789012345678901234567890123456789")]
    [InlineData("12345678901234567890123456789012345678901234567👩‍👧", "12345678901234567890123456789012345678901234567")]
    [InlineData("1234567890123456789012345678901234567890123456789কি!", "1234567890123456789012345678901234567890123456789")]
    [InlineData("12345678901234567890123456789012345678901234567890x", "12345678901234567890123456789012345678901234567890")]
    public void Names_are_one_line_and_whole_letters(string? name, string sent)
    {
        Assert.Equal(sent, Field(Charge() with { Customer = new(name, null, null) }, "cus_name"));
    }

    [Fact]
    public void A_letter_of_too_many_marks_is_cut_between_surrogate_pairs()
    {
        Assert.Equal("e" + new string('\u0301', 49), FieldText.Fit("e" + new string('\u0301', 500), 50));
        Assert.Equal(49, FieldText.Fit("e" + string.Concat(Enumerable.Repeat("\U000E0100", 500)), 50).Length);
        Assert.Equal(new string('\ufffd', 50), FieldText.Fit(new string('\ud800', 500), 50));
    }

    [Fact]
    public void Each_charge_gets_an_address_of_its_own_that_fits()
    {
        var longest = new string('x', 29) + ".com";
        Assert.True(DerivedEmail.IsDomain(longest));
        Assert.Equal(50, DerivedEmail.Of("att_1", longest).Length);
        Assert.Equal(DerivedEmail.Of("att_1", longest), DerivedEmail.Of("att_1", longest));
        Assert.NotEqual(DerivedEmail.Of("att_1", longest), DerivedEmail.Of("att_2", longest));
        Assert.All(
            ["", "x" + longest, "localhost", "pay@company.example", "https://pay.company.example", "pay.company.example.", "pay..example"],
            text => Assert.False(DerivedEmail.IsDomain(text), text));
    }

    [Theory]
    [InlineData(null, Derived)]
    [InlineData("", Derived)]
    [InlineData("rahim", Derived)]
    [InlineData("rahim@localhost", Derived)]
    [InlineData("@example.com", Derived)]
    [InlineData("a@b@example.com", Derived)]
    [InlineData("a b@example.com", Derived)]
    [InlineData("rahim@.com", Derived)]
    [InlineData("rahim@example.", Derived)]
    [InlineData("a-name-that-is-too-long-to-be-sent-whole@example.com", Derived)]
    [InlineData(" rahim@example.com ", "rahim@example.com")]
    [InlineData("রহিম@example.com", "রহিম@example.com")]
    public void An_address_is_sent_whole_or_not_at_all(string? email, string sent)
    {
        Assert.Equal(sent, Field(Charge() with { Customer = new(null, email, null) }, "cus_email"));
    }

    [Theory]
    [InlineData(null, "00000000000")]
    [InlineData("call me", "00000000000")]
    [InlineData("+8801711000000+8801711000000", "00000000000")]
    [InlineData(" +880 1711-000000 ", "+880 1711-000000")]
    public void A_telephone_number_is_sent_whole_or_not_at_all(string? phone, string sent)
    {
        Assert.Equal(sent, Field(Charge() with { Customer = new(null, null, phone) }, "cus_phone"));
    }

    [Fact]
    public void What_is_not_sent_as_it_is_is_told_beforehand()
    {
        Assert.Empty(SessionRequest.ChangesTo(new("Rahim", "rahim@example.com", "+8801711000000")));
        Assert.Empty(SessionRequest.ChangesTo(new(null, null, null)));
        Assert.Equal(
            [CustomerDetail.Name, CustomerDetail.Email, CustomerDetail.Phone],
            SessionRequest.ChangesTo(new(new('x', 51), "rahim@localhost", "call me")).Select(change => change.Detail));
    }

    [Fact]
    public void No_field_is_empty_or_sent_twice_when_nothing_is_known()
    {
        var fields = Fields(Charge() with { Customer = new(null, null, null), ProductName = " " });

        Assert.All(fields, field => Assert.NotEmpty(field.Value));
        Assert.Equal(fields.Count, fields.Select(field => field.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_product_name_is_cut_at_255()
    {
        Assert.Equal(new string('x', 255), Field(Charge() with { ProductName = new('x', 300) }, "product_name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("att&refund_amount=10")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public void A_question_is_about_an_id_and_nothing_else(string id)
    {
        Assert.Throws<ArgumentException>(() => new TransactionQuery(Examples.Sandbox, id));
        Assert.Throws<ArgumentException>(() => new ValidationRequest(Examples.Sandbox, id));
    }

    private static GatewayCharge Charge() => new(
        "att_1",
        Examples.Taka(1_250_50),
        "Tea",
        new("Rahim", "rahim@example.com", "01711000000"),
        new(new("https://x.example/s"), new("https://x.example/f"), new("https://x.example/c"), new("https://x.example/n")));

    private static IReadOnlyList<KeyValuePair<string, string>> Fields(GatewayCharge charge) =>
        new SessionRequest(Examples.Sandbox, charge, "pay.example.com").Fields;

    private static string Field(GatewayCharge charge, string name) => Fields(charge).Single(field => field.Key == name).Value;
}
