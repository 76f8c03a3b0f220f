using Microsoft.Playwright;
using OiPayments.BrowserTests.Support;

namespace OiPayments.BrowserTests.Checkout;

/// <summary>
/// Pictures of every state for people to look at, in <c>artifacts/screenshots/checkout</c>; taken when <c>SCREENSHOTS=1</c> asks for them.
/// </summary>
public class Screenshots(Browser browser, PageHost host)
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "artifacts", "screenshots", "checkout");

    public static bool AreAskedFor => Environment.GetEnvironmentVariable("SCREENSHOTS") == "1";

    [Theory(Skip = "Set SCREENSHOTS=1 to take pictures.", SkipUnless = nameof(AreAskedFor))]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    public async Task Show_every_state(int width, string scheme)
    {
        await using var context = await browser.OpenAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 800 },
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();

        foreach (var state in PageHost.States)
        {
            foreach (var language in (string[])["en", "bn"])
            {
                await page.GotoAsync(host.PageOf(state, language).AbsoluteUri);
                await page.EvaluateAsync("() => document.fonts.ready");
                var picture = await page.ScreenshotAsync(
                    new() { Path = Path.Combine(Folder, $"{state}-{language}-{width}-{scheme}.png"), FullPage = true });
                Assert.NotEmpty(picture);
            }
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OiPayments.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
    }
}
