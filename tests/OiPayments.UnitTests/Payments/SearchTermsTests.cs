using OiPayments.Payments;

namespace OiPayments.UnitTests.Payments;

public class SearchTermsTests
{
    private static readonly Payment Rahimas = new()
    {
        ApplicationId = new(7),
        Id = new(14),
        Mode = Mode.Test,
        Reference = "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
        AmountMinor = 125050,
        Currency = Currency.Bdt,
        Gateway = "SSLCOMMERZ",
        CustomerReference = "customer-1001",
        CustomerName = "Rahima  Khatun-Ahmed",
        CustomerEmail = "Rahima@Example.com",
        CustomerPhone = "01711-234 567",
        Metadata = """{"orderId":"A-1001","table":"কেবিন ৪"}""",
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData("Rahima")]
    [InlineData("rah")]
    [InlineData("KHATUN rahima")]
    [InlineData("ahmed")]
    [InlineData("rahima@example.com")]
    [InlineData("RAHIMA@")]
    [InlineData("01711234567")]
    [InlineData("+88 01711-234567")]
    [InlineData("+8801711234567")]
    [InlineData("008801711234567")]
    [InlineData("০১৭১১ ২৩৪৫৬৭")]
    [InlineData("4567")]
    [InlineData("a-1001")]
    [InlineData("A-10")]
    [InlineData("কেবিন 4")]
    [InlineData("1250.50")]
    [InlineData("1250.5")]
    [InlineData("1,250.50")]
    [InlineData("৳1,250.50")]
    [InlineData("৳ ১,২৫০.৫০")]
    [InlineData("BDT 1250.50")]
    [InlineData("t7xe9p")]
    public void Whatever_a_caller_says_finds_the_payment(string text) => Assert.True(Finds(text, Rahimas), text);

    [Theory]
    [InlineData("Karim")]
    [InlineData("rahima karim")]
    [InlineData("ra")] // Two letters are no name.
    [InlineData("567")] // Nor are three digits a telephone.
    [InlineData("example.com")]
    [InlineData("12,50.50")]
    [InlineData("1250")]
    [InlineData("1001")]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("_")]
    public void Whatever_is_another_does_not(string text) => Assert.False(Finds(text, Rahimas), text);

    [Fact]
    public void A_short_word_is_found_whole() =>
        Assert.True(Finds("Md", With("Md Ali")) && Finds("ali", With("Md Ali")) && !Finds("m", With("Md Ali")));

    [Fact]
    public void A_bangla_name_is_found_whichever_keyboard_wrote_it() => Assert.All(
        (string[])["\u0986\u09DF\u09C7\u09B6\u09BE", "\u0986\u09AF\u09BC\u09C7\u09B6\u09BE"],
        name => Assert.True(Finds("\u0986\u09DF\u09C7", With(name)) && Finds("\u0986\u09AF\u09BC\u09C7\u09B6\u09BE", With(name)), name));

    [Fact]
    public void A_refund_is_found_by_its_reference_its_beginning_and_its_end()
    {
        var terms = SearchTerms.OfRefund("rfd_9Pq3Zr8bWw5nKc2LmYt7Xe1V");

        Assert.All(
            (string[])["rfd_9Pq3Zr8bWw5nKc2LmYt7Xe1V", "rfd_9Pq", "9Pq3Zr", "t7Xe1V"], text => Assert.True(Finds(text, terms), text));
        Assert.All((string[])["rfd_9P", "9Pq3Z", "Xe1V", "pay_9Pq3Zr8bWw5nKc2LmYt7Xe1V1"], text => Assert.False(Finds(text, terms), text));
    }

    [Fact]
    public void What_finds_people_says_so()
    {
        foreach (var text in (string[])["rahima", "rahima khatun", "rahima@example.com", "01711234567"])
            Assert.False(
                SearchTerms.Meant(text).Where(search => !search.IsPersonal).Any(search => Fits(search, SearchTerms.Of(Rahimas))), text);
    }

    [Fact]
    public void No_text_is_too_odd_to_look_for() =>
        Assert.All(
            (string[])["\ud800", "\udc00\ud800", "\0\u200d", "   ", "#", "৳", ","], text => Assert.False(Finds(text, Rahimas), text));

    [Fact]
    public void No_term_is_longer_than_its_column()
    {
        var name = string.Concat(Enumerable.Repeat("𝔞", 127));
        var terms = SearchTerms.Of(With(name, new string('e', 240) + "@example.com"));

        Assert.All(terms, term => Assert.True(term.Length <= SearchTerms.MaxTermLength, term));
        Assert.True(Finds(name, With(name)));
    }

    [Theory]
    [InlineData("Rahima Khatun", "rahima@example.com", "+8801711237890", "R••••• K•••••", "r••••@example.com", "••••••7890")]
    [InlineData("রহিমা", "র@example.com", "০১৭১১২৩৭৮৯০", "র•••••", "র••••@example.com", "••••••7890")]
    [InlineData("কিবরিয়া", "a@b@example.com", "7890", "কি•••••", "a••••@example.com", "••••••")]
    [InlineData(null, null, null, null, null, null)]
    public void Masked_is_enough_to_recognise_and_not_to_reach(
        string? name, string? email, string? phone, string? maskedName, string? maskedEmail, string? maskedPhone)
    {
        var payment = With(name, email, phone);

        Assert.Equal(new CustomerData(maskedName, maskedEmail, maskedPhone), CustomerData.Of(payment, CustomerView.Masked));
        Assert.Equal(new CustomerData(name, email, phone), CustomerData.Of(payment, CustomerView.Whole));
        Assert.Equal(default, CustomerData.Of(payment, CustomerView.Absent));
    }

    private static Payment With(string? name, string? email = null, string? phone = null) => new()
    {
        ApplicationId = new(7),
        Id = new(1),
        Mode = Mode.Test,
        Reference = "pay_1Vq3Zr8bWw5nKc2LmYt7Xe9P",
        AmountMinor = 100,
        Currency = Currency.Bdt,
        Gateway = "SSLCOMMERZ",
        CustomerReference = "customer-1",
        CustomerName = name,
        CustomerEmail = email,
        CustomerPhone = phone,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    private static bool Finds(string text, Payment payment) => Finds(text, SearchTerms.Of(payment));

    private static bool Finds(string text, IReadOnlyCollection<string> terms) => SearchTerms.Meant(text).Any(search => Fits(search, terms));

    /// <summary>As the database compares: by code points.</summary>
    private static bool Fits(SearchTerms.TermSearch search, IReadOnlyCollection<string> terms) => search.Others.Prepend(search.Range)
        .All(range => terms.Any(term => range.IsBeginning ? term.StartsWith(range.From, StringComparison.Ordinal) : term == range.From));
}
