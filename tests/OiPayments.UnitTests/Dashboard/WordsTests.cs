using System.Reflection;
using OiPayments.Cases;
using OiPayments.Checkout;
using OiPayments.Dashboard.Texts;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Refunds;

namespace OiPayments.UnitTests.Dashboard;

public class WordsTests
{
    private static readonly Words English = Words.For(CheckoutLanguage.English);
    private static readonly Words Bangla = Words.For(CheckoutLanguage.Bangla);

    public static TheoryData<string> Sentences => [.. typeof(Words).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Every_sentence_is_in_both_languages(string name)
    {
        var sentence = typeof(Words).GetProperty(name);
        var (english, bangla) = ((string?)sentence?.GetValue(English), (string?)sentence?.GetValue(Bangla));

        // The other language's name is written in that language.
        if (name == nameof(Words.OtherLanguageName)) (english, bangla) = (bangla, english);
        Assert.Contains(english ?? "", letter => letter is >= 'A' and <= 'z');
        Assert.DoesNotContain(english ?? "", IsBangla);
        Assert.Contains(bangla ?? "", IsBangla);
    }

    [Fact]
    public void Every_value_of_every_status_has_a_word_in_both_languages()
    {
        var named = typeof(Words).GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.Name == "Of" && method.GetParameters() is [{ ParameterType.IsEnum: true }])
            .SelectMany(method => Enum.GetValues(method.GetParameters()[0].ParameterType).Cast<object>().Select(value => (method, value))).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, pair => Assert.DoesNotContain((string?)pair.method.Invoke(English, [pair.value]) ?? "", IsBangla));
        Assert.All(named, pair => Assert.Contains((string?)pair.method.Invoke(Bangla, [pair.value]) ?? "", IsBangla));
    }

    [Fact]
    public void Every_step_of_a_payments_story_is_told_in_both_languages()
    {
        var taka = new Money(125050, Currency.Bdt);
        CaseFact[] story =
        [
            new CaseFact.Created("Tea shop", "guest", taka), new CaseFact.NoStore(Mode.Live, IsStill: true), new CaseFact.NoStore(Mode.Live, IsStill: false), new CaseFact.Started(true, AttemptStatus.Open), new CaseFact.Started(false, AttemptStatus.Refused), new CaseFact.Started(false, AttemptStatus.Open),
            .. Enum.GetValues<AttemptStatus>().Select(status => new CaseFact.EndedWithout(status, "Declined")),
            .. Enum.GetValues<AttemptStatus>().SelectMany(status => new[] { true, false }.Select(wasHeld => new CaseFact.Received(taka, taka, "VISA", status, wasHeld))),
            new CaseFact.Released(),
            .. Enum.GetValues<CallbackKind>().SelectMany(kind => Enum.GetValues<CallbackOutcome>().Select(outcome => new CaseFact.CameBack(kind, outcome, "Note"))),
            .. Enum.GetValues<JournalKind>().Select(kind => new CaseFact.Booked(kind, [new(Account.GatewayClearing, Account.ApplicationPayable, 125050, "BDT")])),
            new CaseFact.Requested("operator:3", taka, "Cold tea", true), new CaseFact.Requested("application", taka, null, false),
            new CaseFact.OnItsWay(taka, "operator:3", "operator:4"), new CaseFact.OnItsWay(taka, null, null),
            .. Enum.GetValues<RefundStatus>().Select(status => new CaseFact.Ended(status, taka, "operator:3", "No")),
            .. Enum.GetValues<RefundStatus>().Select(status => new CaseFact.Resolved(status, taka, "operator:3", "operator:4", "Seen in the panel")),
            .. Enum.GetValues<RefundStatus>().SelectMany(status => new[] { 0, 50 }.Select(twice => new CaseFact.Contradicted(status, taka, new(twice, Currency.Bdt)))),
            new CaseFact.Told("payment.succeeded"), new CaseFact.Told("something.new"),
            new CaseFact.Delivered("payment.succeeded", 204, null), new CaseFact.Delivered("payment.succeeded", 500, "500"), new CaseFact.Delivered("payment.succeeded", null, "Refused"),
        ];

        Assert.Equal(typeof(CaseFact).GetNestedTypes().ToHashSet(), [.. story.Select(fact => fact.GetType())]);
        foreach (var step in story.Select(fact => Happening.Of(DateTimeOffset.UnixEpoch, HappeningKind.Event, fact)))
        {
            Assert.Equal(step.Text, English.Tell(step));
            Assert.EndsWith("।", Bangla.Tell(step), StringComparison.Ordinal);
            Assert.DoesNotContain(Bangla.Tell(step), char.IsAsciiDigit);
            Assert.DoesNotContain("BDT", Bangla.Tell(step), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(30, "just now", "এইমাত্র")]
    [InlineData(180, "3 min ago", "৩ মিনিট আগে")]
    [InlineData(7200, "2 h ago", "২ ঘণ্টা আগে")]
    [InlineData(172800, "2 d ago", "২ দিন আগে")]
    [InlineData(-300, "in 5 min", "৫ মিনিট পরে")]
    public void Times_are_told_from_now(int seconds, string english, string bangla)
    {
        var now = new DateTimeOffset(2026, 6, 4, 10, 0, 0, TimeSpan.Zero);

        Assert.Equal(english, English.Ago(now.AddSeconds(-seconds), now));
        Assert.Equal(bangla, Bangla.Ago(now.AddSeconds(-seconds), now));
    }

    private static bool IsBangla(char letter) => letter is >= '\u0980' and <= '\u09FF';
}
