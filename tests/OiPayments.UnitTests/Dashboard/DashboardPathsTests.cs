using OiPayments.Dashboard.Shell;

namespace OiPayments.UnitTests.Dashboard;

public class DashboardPathsTests
{
    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin?mode=live")]
    [InlineData("/admin/payments?mode=live&q=a%20b&open=7")]
    [InlineData("/admin/payments?mode=test&q=a..b")]
    [InlineData("/admin/payments?mode=test&q=../../etc")]
    [InlineData("/admin/payments?mode=test&q=%2e%2e%2f")]
    [InlineData("/admin/payments?mode=test&q=//evil.example")]
    public void After_signing_in_one_comes_back_to_a_page_of_these(string here) => Assert.Equal(here, DashboardPaths.LocalOrHome(here));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example/admin")]
    [InlineData("//evil.example/admin")]
    [InlineData("/\\evil.example")]
    [InlineData("/admin/\\evil.example")]
    [InlineData("/admin@evil.example")]
    [InlineData("/administer")]
    [InlineData("/admin/../checkout/x")]
    [InlineData("/admin/..?q=1")]
    [InlineData("/admin/..//evil.example?q=..")]
    [InlineData("/admin/%2e%2e/checkout/x")]
    [InlineData("/admin/%2E%2E//evil.example")]
    [InlineData("/admin/..#/x")]
    [InlineData("/admin/payments?q=\\..")]
    [InlineData("?/admin/payments")]
    [InlineData("#/admin/")]
    [InlineData("/admin/\t/evil.example")]
    [InlineData("javascript:alert(1)//admin")]
    [InlineData("/admin/sign-in?returnUrl=/admin/sign-in")]
    [InlineData("/admin/sign-out")]
    [InlineData("/checkout/x")]
    public void And_to_nothing_else(string? elsewhere) => Assert.Equal("/admin", DashboardPaths.LocalOrHome(elsewhere));

    [Fact]
    public void A_link_says_its_mode() =>
        Assert.Equal("/admin/payments?q=a%20%26%20b&mode=live", DashboardPaths.To("payments", Mode.Live, ("q", "a & b"), ("status", null)));

    [Theory]
    [InlineData("http://localhost/admin?mode=live", Mode.Live)]
    [InlineData("http://localhost/admin?mode=test", Mode.Test)]
    [InlineData("http://localhost/admin", Mode.Test)]
    [InlineData("http://localhost/admin?mode=other", Mode.Test)]
    public void Without_a_word_it_is_the_harmless_mode(string uri, Mode mode) => Assert.Equal(mode, DashboardPaths.ModeOf(uri));

    [Fact]
    public void A_filter_is_changed_and_the_others_stay() => Assert.Equal(
        "/admin/payments?mode=live&q=x",
        DashboardPaths.With("http://localhost/admin/payments?mode=live&status=FAILED&open=3", ("q", "x"), ("status", null), ("open", "")));
}
