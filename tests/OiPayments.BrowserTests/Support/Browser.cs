using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(OiPayments.BrowserTests.Support.Browser))]

namespace OiPayments.BrowserTests.Support;

/// <summary>
/// One Chromium for the whole run, the machine's own. Each test opens its own context: a browser without cookies, cache
/// or memory of another test.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private const string PathVariable = "CHROMIUM_PATH";
    private const string DebianPath = "/usr/bin/chromium";

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable) ?? DebianPath;
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"Browser tests need Chromium and found none at {path}. Install it ('apt-get install chromium'), "
                + $"or set {PathVariable} to the one you have.",
                path);
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Flags });
    }

    /// <summary>A fresh browser, 390 pixels wide (a phone) and light unless <paramref name="options"/> say otherwise.</summary>
    public Task<IBrowserContext> OpenAsync(BrowserNewContextOptions? options = null)
    {
        if (browser is null) throw new InvalidOperationException("The browser has not been started.");
        options ??= new();
        options.ViewportSize ??= new() { Width = 390, Height = 844 };
        options.Locale ??= "en";
        return browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
