using OiPayments.Checkout;

namespace OiPayments.UnitTests.Checkout;

public class ShowingHostileTextTests
{
    private const string Script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    public static TheoryData<string, string> Matrix => Views.Matrix();

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Markup_in_anyones_words_stays_words(string state, string language)
    {
        var hostile = Views.Payment with { ApplicationName = Script, ProductName = Script, CustomerName = Script, GatewayName = Script };
        var view = Views.Named(state) is CheckoutView.Known known ? known with { Payment = hostile } : Views.Named(state);
        if (view is CheckoutView.Paid paid) view = paid with { Channel = Script };

        var page = await RenderedPage.OfAsync(view, $"?lang={language}");

        var html = page.Html.Replace($"<script src=\"{CheckoutAssets.ScriptUrl}\" defer></script>", "", StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page.Html, StringComparison.OrdinalIgnoreCase);
        if (view is CheckoutView.Known) Assert.Contains("&lt;script&gt;", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_cannot_turn_the_words_around_it_but_keeps_its_joiners()
    {
        const string rtlOverride = "\u202E";
        var payment = Views.Payment with
        {
            ApplicationName = $"Store{rtlOverride}front\u2067",
            ProductName = "line one\r\nline two\u2028three \u0000 👩\u200D👩\u200D👧 র\u200D্যাব",
        };

        var page = await RenderedPage.OfAsync(new CheckoutView.Open(payment));

        Assert.DoesNotMatch("[\u202A-\u202E\u2066-\u2069\u0000]", page.Html);
        Assert.Contains("<bdi>Storefront</bdi>", page.Html, StringComparison.Ordinal);
        Assert.Equal("line one  line two three   👩\u200D👩\u200D👧 র\u200D্যাব", payment.ProductName);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("\u202E\u200F")]
    public void Nothing_readable_is_nothing(string name) => Assert.Null((Views.Payment with { ProductName = name }).ProductName);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("/relative")]
    public async Task An_address_that_is_not_of_the_web_is_no_way_back(string address)
    {
        var payment = Views.Payment with { ReturnUrl = new(address, UriKind.RelativeOrAbsolute) };

        var page = await RenderedPage.OfAsync(new CheckoutView.Paid(payment, Views.Now));

        Assert.Null(payment.ReturnUrl);
        Assert.DoesNotContain("Continue to", page.Html, StringComparison.Ordinal);
        Assert.Contains("You can close this page now.", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("👩‍👩‍👧 Family shop", "👩‍👩‍👧")]
    [InlineData("কৃষি বাজার", "কৃ")]
    [InlineData("storefront", "S")]
    public async Task The_initial_is_a_whole_letter_of_any_script(string name, string initial)
    {
        var page = await RenderedPage.OfAsync(new CheckoutView.Open(Views.Payment with { ApplicationName = name }));

        Assert.Contains($"aria-hidden=\"true\">{initial}</span>", System.Net.WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
    }
}
