using System.Net;
using System.Text.RegularExpressions;
using OiPayments.Checkout;

namespace OiPayments.UnitTests.Checkout;

public partial class ShowingAPaymentTests
{
    public static TheoryData<string, string> Matrix => Views.Matrix();

    [Fact]
    public void Every_state_has_an_example_here()
    {
        var states = typeof(CheckoutView).GetNestedTypes().Where(type => !type.IsAbstract).Select(type => type.Name);

        Assert.Equal(states.Order(StringComparer.Ordinal), Views.All.Select(view => view.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Every_state_is_a_whole_page_in_either_language(string state, string language)
    {
        var page = await RenderedPage.OfAsync(Views.Named(state), $"?lang={language}");

        Assert.StartsWith("<!DOCTYPE html>", page.Html.TrimStart(), StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\">", page.Html, StringComparison.Ordinal);
        Assert.EndsWith("</html>", page.Html.TrimEnd(), StringComparison.Ordinal);
        Assert.Single(Heading().Matches(page.Html));
        Assert.Equal(language, page.Headers.ContentLanguage);
        Assert.Contains(language == "en" ? "?lang=bn" : "?lang=en", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page.Html, StringComparison.Ordinal);
        Assert.Equal(
            [$"<script src=\"{CheckoutAssets.ScriptUrl}\" defer></script>"], Script().Matches(page.Html).Select(match => match.Value));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Each_language_keeps_to_its_own_letters_and_digits(string state, string language)
    {
        var page = await RenderedPage.OfAsync(Views.Named(state), $"?lang={language}");

        var body = Head().Replace(page.Html, "").Replace(">S<", "><", StringComparison.Ordinal);
        var words = WebUtility.HtmlDecode(Tag().Replace(body, " "))
            .Replace(Views.Payment.Reference.Text, "", StringComparison.Ordinal)
            .Replace("Storefront", "", StringComparison.Ordinal).Replace("SSLCOMMERZ", "", StringComparison.Ordinal)
            .Replace("Two panjabis", "", StringComparison.Ordinal).Replace("Rahima Akter", "", StringComparison.Ordinal)
            .Replace("English", "", StringComparison.Ordinal)
            .Replace("OI Payments", "", StringComparison.Ordinal).Replace("API", "", StringComparison.Ordinal);
        if (language == "bn") Assert.DoesNotMatch("[A-Za-z0-9]", words);
        else Assert.DoesNotMatch("[ঀ-৲৴-৿]", words.Replace("বাংলা", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bangla_is_sent_as_letters_not_as_numbers()
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Open(Views.Payment with { ProductName = "দুটি পাঞ্জাবি" }), "?lang=bn");

        Assert.Contains("দুটি পাঞ্জাবি", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("&#x9", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(nameof(CheckoutView.Open), true)]
    [InlineData(nameof(CheckoutView.Sent), true)]
    [InlineData(nameof(CheckoutView.Declined), true)]
    [InlineData(nameof(CheckoutView.NotPaidYet), true)]
    [InlineData(nameof(CheckoutView.GatewayUnavailable), true)]
    [InlineData(nameof(CheckoutView.CannotTakePayments), true)]
    [InlineData(nameof(CheckoutView.Waiting), false)]
    [InlineData(nameof(CheckoutView.Paid), false)]
    [InlineData(nameof(CheckoutView.Failed), false)]
    [InlineData(nameof(CheckoutView.Expired), false)]
    [InlineData(nameof(CheckoutView.Cancelled), false)]
    [InlineData(nameof(CheckoutView.Held), false)]
    [InlineData(nameof(CheckoutView.NotOwed), false)]
    [InlineData(nameof(CheckoutView.ShopClosed), false)]
    [InlineData(nameof(CheckoutView.NotFound), false)]
    [InlineData(nameof(CheckoutView.NoSuchPage), false)]
    [InlineData(nameof(CheckoutView.LostReturn), false)]
    [InlineData(nameof(CheckoutView.Front), false)]
    public async Task Only_what_can_be_paid_has_forms_and_they_keep_the_language(string state, bool isPayable)
    {
        var page = await RenderedPage.OfAsync(Views.Named(state), acceptLanguage: "bn-BD");

        var actions = FormAction().Matches(page.Html).Select(match => match.Groups["path"].Value);
        var reference = Views.Payment.Reference;
        Assert.Equal(isPayable ? [$"/checkout/{reference}/pay?lang=bn", $"/checkout/{reference}/cancel?lang=bn"] : [], actions);
    }

    [Fact]
    public async Task A_payment_that_is_not_there_answers_404_and_names_nobody()
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.NotFound());

        Assert.Equal(404, page.Status);
        Assert.Contains("We cannot find this payment", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("pay_", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_down_answers_503_and_its_language_link_leads_to_a_page_and_not_to_the_form()
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.GatewayUnavailable(Views.Payment), method: "POST");

        Assert.Equal(503, page.Status);
        Assert.Contains($"href=\"/checkout/{Views.Payment.Reference}?lang=bn\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_page_reloads_itself_until_it_is_told_to_stop()
    {
        var waiting = new CheckoutView.Waiting(Views.Payment, Views.Now.AddSeconds(-20), Views.Now);

        var running = await RenderedPage.OfAsync(waiting);
        var stopped = await RenderedPage.OfAsync(waiting, "?auto=off");

        Assert.Contains("<meta http-equiv=\"refresh\" content=\"5\"", running.Html, StringComparison.Ordinal);
        Assert.Contains("auto=off", running.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", stopped.Html, StringComparison.Ordinal);
        Assert.Contains("has stopped checking", stopped.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paid_page_opened_again_says_that_nothing_more_was_charged()
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Paid(Views.Payment, Views.Now, IsRevisit: true));

        Assert.Contains("You have not been charged again.", page.Html, StringComparison.Ordinal);
        Assert.Contains("<time datetime=\"2026-11-22T15:12:00Z\">", page.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://store.example/orders/1?reference=pay_x\"", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Mode.Test, true)]
    [InlineData(Mode.Live, false)]
    public async Task Test_mode_says_that_no_money_moves(Mode mode, bool says)
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Open(Views.Payment with { Mode = mode }));

        Assert.Equal(says, page.Html.Contains("Test mode: no money moves", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_small()
    {
        var page = await RenderedPage.OfAsync(Views.Named(nameof(CheckoutView.Sent)), "?lang=bn");

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Html), 1, 12 * 1024);
    }

    [Theory]
    [InlineData(MoneyKnown.None, "No payment was received", "start again at Storefront")]
    [InlineData(MoneyKnown.MayHaveBeenTaken, "do not pay again", "If you approved nothing and still want to pay")]
    [InlineData(MoneyKnown.GoesBack, "goes back to you", "start again at Storefront")]
    public async Task A_payment_that_is_over_says_of_money_only_what_is_known(MoneyKnown money, string meaning, string next)
    {
        foreach (var view in (CheckoutView[])[
            new CheckoutView.Failed(Views.Payment, money), new CheckoutView.Expired(Views.Payment, money),
            new CheckoutView.Cancelled(Views.Payment, money)
        ])
        {
            var page = await RenderedPage.OfAsync(view);

            Assert.Contains(meaning, page.Html, StringComparison.Ordinal);
            Assert.Equal(money is MoneyKnown.None, page.Html.Contains("No payment was received", StringComparison.Ordinal));
            if (money is not MoneyKnown.None || view is not CheckoutView.Cancelled)
                Assert.Contains(next, page.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(MoneyKnown.None, true)]
    [InlineData(MoneyKnown.MayHaveBeenTaken, false)]
    [InlineData(MoneyKnown.GoesBack, false)]
    public async Task A_paid_page_promises_that_nothing_more_was_charged_only_when_that_is_known(MoneyKnown beside, bool promises)
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Paid(Views.Payment, Views.Now, IsRevisit: true, Beside: beside));

        Assert.Equal(promises, page.Html.Contains("You have not been charged again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_ends_with_a_full_stop_gets_no_second_one()
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Expired(Views.Payment with { ApplicationName = "Tea Traders Ltd." }));

        Assert.Contains("start again at Tea Traders Ltd.</p>", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "in Bangladeshi taka (BDT), at its own exchange rate")]
    [InlineData("bn", "বাংলাদেশি টাকায়")]
    public async Task What_is_charged_in_another_currency_is_announced_before_paying(string language, string words)
    {
        var dollars = Views.Payment with { Amount = new(10_000, Currency.Of("USD")), ChargedIn = Currency.Bdt };

        var page = await RenderedPage.OfAsync(new CheckoutView.Open(dollars), $"?lang={language}");
        var plain = await RenderedPage.OfAsync(new CheckoutView.Open(Views.Payment), $"?lang={language}");

        Assert.Contains(words, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(words, plain.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline, 1000)]
    private static partial Regex Script();

    [GeneratedRegex("<h1", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<head>.*?</head>", RegexOptions.Singleline, 1000)]
    private static partial Regex Head();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("<form method=\"post\" action=\"(?<path>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormAction();
}
