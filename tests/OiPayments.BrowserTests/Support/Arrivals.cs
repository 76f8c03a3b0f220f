using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OiPayments.BrowserTests.Support;

internal static class Arrivals
{
    /// <summary>
    /// Waits until the browser is at an address and has loaded it. Asked of the page itself: Playwright's own wait can miss the event it
    /// waits for (https://github.com/microsoft/playwright-dotnet/issues/3364).
    /// </summary>
    /// <param name="page">Where the browser is.</param>
    /// <param name="address">The address, or its end; an asterisk stands for anything.</param>
    public static Task ArriveAsync(this IPage page, string address)
    {
        var pattern = string.Join(".*", address.Split('*').Select(Regex.Escape)).Replace("/", "\\/", StringComparison.Ordinal);
        var whole = address[0] == '/' ? $"{pattern}$" : $"^{pattern}$";
        return page.WaitForFunctionAsync("pattern => document.readyState === 'complete' && new RegExp(pattern).test(location.href)", whole);
    }

    /// <summary>
    /// Presses Back. Where that leads to what the gateway answered to a form, the browser shows its own page instead, as it does to a
    /// customer; whether such a step lies between depends on how fast the gateway's page sends its form on.
    /// </summary>
    public static async Task PressBackAsync(this IPage page)
    {
        try
        {
            await page.GoBackAsync();
        }
        catch (PlaywrightException failure) when (failure.Message.Contains(PageWatch.NotShownAgain, StringComparison.Ordinal))
        {
            // It shows that it cannot, and can still go further back.
        }
    }
}
