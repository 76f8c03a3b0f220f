using OiPayments.BrowserTests.Support;

namespace OiPayments.BrowserTests.Dashboard;

public class SigningInTests(DashboardServer server, Browser browser)
{
    [Fact]
    public async Task A_passkey_is_made_signs_in_proves_and_is_taken_away()
    {
        var email = await server.OperatorAsync("Finance");
        await using var desk = await server.SignInAsync(browser, email, web: DashboardServer.NamedUrl);
        await desk.SettleAsync();
        await desk.AddAuthenticatorAsync();

        await desk.OpenAsync("/admin/profile?mode=test");
        await desk.Page.FillAsync("#passkey-name", "Work laptop");
        await desk.Page.ClickAsync("button:has-text('Add a passkey')");
        await desk.Page.WaitForSelectorAsync("[role=dialog] h2:has-text('Recovery codes')");
        await desk.Page.CheckAsync("#dialog-stored");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Close')");
        await desk.Page.WaitForSelectorAsync("main strong:has-text('Work laptop')");

        // What no authenticator wrote opens nothing, and breaks nothing.
        await desk.SignOutAsync();
        await desk.Page.EvaluateAsync(
            "() => { const form = document.querySelector('form[data-passkey]'); form.elements['Passkey.ChallengeId'].value = 'x'; "
                + "form.elements['Passkey.Credential'].value = '{'; form.submit(); }");
        await desk.Page.WaitForSelectorAsync("main > .note.bad:has-text('No passkey was used')");
        await desk.Page.ClickAsync("button:has-text('Sign in with a passkey')");
        await desk.SettleAsync();
        Assert.StartsWith("/admin", new Uri(desk.Page.Url).AbsolutePath, StringComparison.Ordinal);

        await server.LetProofGrowOldAsync(email);
        await desk.OpenAsync("/admin/profile?mode=test");
        await desk.Page.ClickAsync("button[aria-label='Take away Work laptop']");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Take away Work laptop')");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Use a passkey')");
        await desk.Page.Locator("main strong:has-text('Work laptop')")
            .WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        Assert.Empty(desk.Watch.Complaints);

        // It is offered by the browser still, and opens nothing here.
        await desk.SignOutAsync();
        await desk.Page.ClickAsync("button:has-text('Sign in with a passkey')");
        await desk.Page.WaitForSelectorAsync(".note.bad:visible:has-text('No passkey was used')");
    }

    [Fact]
    public async Task An_authenticator_app_is_set_up_and_asked_for_from_then_on()
    {
        var email = await server.OperatorAsync("Support");
        await using var desk = await server.SignInAsync(browser, email);
        await desk.SettleAsync();

        await desk.OpenAsync("/admin/profile?mode=test");
        await desk.Page.ClickAsync("button:has-text('Set up')");
        await desk.Page.WaitForFunctionAsync("() => document.querySelector('img.qr')?.naturalWidth > 0");
        var secret = await desk.Page.Locator("form:has(#totp-code) .ref code").TextContentAsync();
        await desk.Page.FillAsync("#totp-code", "000000");
        await desk.Page.ClickAsync("form:has(#totp-code) button.button");
        await desk.Page.WaitForSelectorAsync("#totp-code-wrong");
        await desk.Page.FillAsync("#totp-code", CodeNow(secret!));
        await desk.Page.ClickAsync("form:has(#totp-code) button.button");
        await desk.Page.WaitForSelectorAsync(".codes code");
        var codes = await desk.Page.Locator(".codes code").AllTextContentsAsync();
        Assert.Equal(10, codes.Count);
        await desk.Page.CheckAsync("#dialog-stored");
        await desk.Page.ClickAsync("[role=dialog] button:has-text('Close')");

        await desk.SignOutAsync();
        await desk.SignInAsync(email, DashboardServer.Password);
        await desk.Page.WaitForSelectorAsync(".note.bad:has-text('second factor')");
        await desk.SignInAsync(email, DashboardServer.Password, codes[0]);
        await desk.SettleAsync();
        await desk.OpenAsync("/admin/profile?mode=test");
        Assert.Contains("9 left", await desk.Page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_password_that_somebody_else_made_up_is_changed_before_anything_else()
    {
        const string chosen = "four words of my own";
        var email = await server.OperatorAsync("Viewer", mustChangePassword: true);
        await using var desk = await server.SignInAsync(browser, email);
        await desk.Page.ArriveAsync("/admin/password");

        await desk.Page.GotoAsync(new Uri(desk.Web, "/admin/payments?mode=live").ToString());
        Assert.EndsWith("/admin/password", desk.Page.Url, StringComparison.Ordinal);
        await desk.Page.FillAsync("#current", DashboardServer.Password);
        await desk.Page.FillAsync("#chosen", "short");
        await desk.Page.ClickAsync("main button.button");
        await desk.Page.WaitForSelectorAsync(".note.bad");
        await desk.Page.FillAsync("#current", DashboardServer.Password);
        await desk.Page.FillAsync("#chosen", chosen);
        await desk.Page.ClickAsync("main button.button");
        await desk.SettleAsync();

        await desk.SignOutAsync();
        await desk.SignInAsync(email, DashboardServer.Password);
        await desk.Page.WaitForSelectorAsync(".note.bad");
        await desk.SignInAsync(email, chosen);
        await desk.SettleAsync();
        Assert.Empty(desk.Watch.Complaints);
    }

    private static string CodeNow(string secret) =>
        new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);
}
