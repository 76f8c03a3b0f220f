using System.Reflection;
using System.Text.RegularExpressions;
using OiPayments.Access;
using OiPayments.Cases;
using OiPayments.Dashboard.Texts;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Presentation;
using OiPayments.Privacy;
using OiPayments.Refunds;

namespace OiPayments.UnitTests.Dashboard;

public partial class WordsTests
{
    private static readonly Words English = Words.For(PageLanguage.English);
    private static readonly Words Bangla = Words.For(PageLanguage.Bangla);

    public static TheoryData<string> Sentences =>
        [.. typeof(Words).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name)];

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
            .SelectMany(method => Enum.GetValues(method.GetParameters()[0].ParameterType).Cast<object>().Select(value => (method, value)))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, pair => Assert.DoesNotContain((string?)pair.method.Invoke(English, [pair.value]) ?? "", IsBangla));
        Assert.All(named, pair => Assert.Contains((string?)pair.method.Invoke(Bangla, [pair.value]) ?? "", IsBangla));
    }

    [Fact]
    public void Every_reason_why_a_mail_was_not_sent_is_told_in_Bangla()
    {
        var reasons = Directory.EnumerateFiles(Path.Combine(Repository.Product, "Mail"), "*Mail*.cs")
            .SelectMany(file => MailReason().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["text"].Value.Replace("{code}", "550", StringComparison.Ordinal)).ToList();

        Assert.InRange(reasons.Count, 15, 30);
        Assert.All(reasons, reason => Assert.Equal(reason, English.MailProblem(reason)));
        Assert.All(reasons, reason => Assert.DoesNotContain(reason, Bangla.MailProblem(reason), StringComparison.Ordinal));
        Assert.Contains("৫৫০", Bangla.MailProblem("The mail server refused the recipient (550)."), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_a_customers_records_and_all_that_keeps_them_from_being_erased_has_words()
    {
        string[] kinds = [.. PersonalData.Tables.Select(table => table.Kind), PersonalData.KeptAnswersKind];
        var open = OpenKind().Matches(File.ReadAllText(Path.Combine(Repository.Product, "Privacy", "OpenBusiness.cs")))
            .Select(match => new OpenBusinessDto(match.Groups["kind"].Value, 1, "Wait.")).ToList();

        Assert.All(kinds, kind => Assert.DoesNotContain($"{English.OfRecords(kind)}", IsBangla));
        Assert.All(kinds, kind => Assert.NotEqual(kind, English.OfRecords(kind).Name));
        Assert.All(kinds, kind => Assert.Contains(Bangla.OfRecords(kind).Name, IsBangla));
        Assert.All(kinds, kind => Assert.Contains(Bangla.OfRecords(kind).Goes, IsBangla));
        Assert.Equal(8, open.Count);
        Assert.All(open, one => Assert.Equal("Wait.", English.Of(one).ToDo));
        Assert.All(open, one => Assert.NotEqual(one.Kind, English.Of(one).Name));
        Assert.All(open, one => Assert.Contains(Bangla.Of(one).Name, IsBangla));
        Assert.All(open, one => Assert.Contains(Bangla.Of(one).ToDo, IsBangla));
    }

    [Fact]
    public void Every_step_of_a_payments_story_is_told_in_both_languages()
    {
        var taka = new Money(125050, Currency.Bdt);
        CaseFact[] story =
        [
            new CaseFact.Created("Tea shop", "guest", taka), new CaseFact.NoStore(Mode.Live, IsStill: true),
            new CaseFact.NoStore(Mode.Live, IsStill: false), new CaseFact.Started(true, AttemptStatus.Open),
            new CaseFact.Started(false, AttemptStatus.Refused), new CaseFact.Started(false, AttemptStatus.Open),
            .. Enum.GetValues<AttemptStatus>().Select(status => new CaseFact.EndedWithout(status, "Declined")),
            new CaseFact.EndedWithout(AttemptStatus.Refused, PaymentAttempt.NoStore),
            new CaseFact.EndedWithout(AttemptStatus.Refused, PaymentAttempt.StoreNotLetIn),
            .. Enum.GetValues<AttemptStatus>()
                .SelectMany(status => new[] { true, false }.Select(wasHeld => new CaseFact.Received(taka, taka, "VISA", status, wasHeld))),
            new CaseFact.Released(),
            .. Enum.GetValues<CallbackKind>()
                .SelectMany(kind => Enum.GetValues<CallbackOutcome>().Select(outcome => new CaseFact.CameBack(kind, outcome, "Note"))),
            .. Enum.GetValues<JournalKind>()
                .Select(kind => new CaseFact.Booked(kind, [new(Account.GatewayClearing, Account.ApplicationPayable, 125050, "BDT")])),
            new CaseFact.Requested("operator:3", taka, "Cold tea", true), new CaseFact.Requested("application", taka, null, false),
            new CaseFact.OnItsWay(taka, "operator:3", "operator:4"), new CaseFact.OnItsWay(taka, null, null),
            .. Enum.GetValues<RefundStatus>().Select(status => new CaseFact.Ended(status, taka, "operator:3", "No")),
            .. Enum.GetValues<RefundStatus>()
                .Select(status => new CaseFact.Resolved(status, taka, "operator:3", "operator:4", "Seen in the panel")),
            .. Enum.GetValues<RefundStatus>()
                .SelectMany(status => new[] { 0, 50 }.Select(twice => new CaseFact.Contradicted(status, taka, new(twice, Currency.Bdt)))),
            new CaseFact.Told("payment.succeeded"), new CaseFact.Told("something.new"),
            new CaseFact.Delivered("payment.succeeded", 204, null), new CaseFact.Delivered("payment.succeeded", 500, "500"),
            new CaseFact.Delivered("payment.succeeded", null, "Refused"),
        ];

        Assert.Equal(typeof(CaseFact).GetNestedTypes().ToHashSet(), [.. story.Select(fact => fact.GetType())]);
        foreach (var step in story.Select(fact => Happening.Of(DateTimeOffset.UnixEpoch, HappeningKind.Event, fact)))
        {
            Assert.Equal(step.Text.Replace("1250.50 BDT", "৳1,250.50", StringComparison.Ordinal).Replace(
                "0.50 BDT", "৳0.50", StringComparison.Ordinal), English.Tell(step));
            Assert.DoesNotMatch("[A-Z]{2,}_[A-Z]", English.Tell(step));
            Assert.EndsWith("।", Bangla.Tell(step), StringComparison.Ordinal);
            Assert.DoesNotContain(Bangla.Tell(step), char.IsAsciiDigit);
            Assert.DoesNotContain("BDT", Bangla.Tell(step), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_refusal_is_told_in_Bangla_and_an_account_has_one_English_name()
    {
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.Matches("^[\u0980-\u09FF]", Bangla.Of(new Refusal(code, "Some reason."))));
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.DoesNotContain(English.Of(new Refusal(code, "Some reason.")), IsBangla));
        Assert.All(Enum.GetValues<Account>(), account => Assert.Equal(CaseText.NameOf(account), English.Of(account), ignoreCase: true));
        Assert.All(BuiltInRoles.All, role => Assert.Contains(Bangla.RoleName(role.Name), IsBangla));
        Assert.All(
            BuiltInRoles.All,
            role => Assert.Contains(Bangla.RoleDescription(role.Name, role.Description, isBuiltIn: true) ?? "", IsBangla));
        Assert.Equal("Support", Bangla.RoleName("Support", isBuiltIn: false));
    }

    [Theory]
    [InlineData("The receiver answered 500.", "গ্রাহক-প্রোগ্রাম ৫০০ উত্তর দিয়েছে।")]
    [InlineData("No answer within 15 seconds.", "১৫ সেকেন্ডে কোনো উত্তর আসেনি।")]
    [InlineData("Could not connect: ConnectionRefused.", "গ্রাহক-প্রোগ্রামের সঙ্গে সংযোগ করা যায়নি।")]
    public void Why_an_event_was_not_taken_is_told_in_Bangla(string error, string bangla)
    {
        Assert.Equal(bangla, Bangla.DeliveryError(error));
        Assert.Equal(error, English.DeliveryError(error));
    }

    [Theory]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Chrome on Windows", "Windows-এ Chrome")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
        "Edge on Windows", "Windows-এ Edge")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile "
            + "Safari/537.36",
        "Samsung Internet on Android", "Android-এ Samsung Internet")]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 "
            + "Safari/604.1",
        "Safari on iPhone", "iPhone-এ Safari")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux", "Linux-এ Firefox")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "Safari on macOS", "macOS-এ Safari")]
    [InlineData("curl/8.14.1", "curl", "curl")]
    [InlineData("", "An unnamed program", "নামহীন প্রোগ্রাম")]
    [InlineData(null, "An unnamed program", "নামহীন প্রোগ্রাম")]
    public void A_session_is_called_by_its_browser_and_system(string? userAgent, string english, string bangla)
    {
        Assert.Equal(english, English.BrowserOf(userAgent));
        Assert.Equal(bangla, Bangla.BrowserOf(userAgent));
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

    [GeneratedRegex(@"new( MailOutcome\.\w+)?\(\$?""(?<text>[^""]+)""\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MailReason();

    [GeneratedRegex(@"new(?: OpenBusinessDto)?\(\s*""(?<kind>\w+)"", await", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpenKind();
}
