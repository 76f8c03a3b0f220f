using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using OiPayments.Cli.Invocation;
using OiPayments.Client;

namespace OiPayments.Cli.Triggering;

/// <summary>
/// A customer in a hurry: presses what the checkout page's buttons press, and has the sandbox end its page as a card would. Works where the
/// service's TEST payments go to the built-in sandbox.
/// </summary>
internal sealed partial class SandboxCustomer : IDisposable
{
    private const string NotTheSandbox =
        "TEST payments of this service do not go to the built-in sandbox, so nobody but you can pay them. Open the payment's checkout page "
        + "in a browser, pay there with one of the gateway's test cards, and watch it with 'oi listen'.";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private Uri? sandbox;

    /// <summary>Pays, or does not, as the sandbox calls it: success, risk, failed, cancelled.</summary>
    /// <returns>False when the payment could not be started any more.</returns>
    public async Task<bool> PayAsync(Payment payment, string outcome, CancellationToken ct)
    {
        if (payment.RedirectUrl is not { } pay)
            throw CommandFailure.DidNotHappen($"{payment.Reference} is {payment.Status}: it cannot be paid.");
        using var pressed = await AskAsync(() => http.PostAsync(pay, null, ct));
        var page = pressed.Headers.Location is { } location ? new Uri(pay, location) : null;
        if (pressed.StatusCode is not HttpStatusCode.SeeOther || page is null) throw CommandFailure.DidNotHappen(
            $"The checkout page could not start the payment: it answered {(int)pressed.StatusCode}. Look at {payment.CheckoutUrl}.");
        if (page.Host == pay.Host && page.Port == pay.Port) return false;
        if (Session().Match(page.AbsoluteUri) is not { Success: true } session) throw CommandFailure.DidNotHappen(NotTheSandbox);
        sandbox = new(session.Groups["sandbox"].Value);
        await ControlAsync($"control/sessions/{session.Groups["key"].Value}/outcome", outcome, ct);
        return true;
    }

    /// <summary>Presses the button that gives up.</summary>
    public async Task GiveUpAsync(Payment payment, CancellationToken ct)
    {
        using var pressed = await AskAsync(() => http.PostAsync($"{payment.CheckoutUrl}/cancel", null, ct));
    }

    /// <summary>Lets the gateway's bank do at once what takes it days: refunded, or cancelled.</summary>
    public Task EndRefundAsync(string gatewayRefundId, string outcome, CancellationToken ct) =>
        ControlAsync($"control/refunds/{Uri.EscapeDataString(gatewayRefundId)}/outcome", outcome, ct);

    public void Dispose() => http.Dispose();

    private async Task ControlAsync(string path, string outcome, CancellationToken ct)
    {
        using var done = await AskAsync(() => http.PostAsJsonAsync(new Uri(sandbox!, path), new { outcome }, ct));
        if (done.StatusCode is HttpStatusCode.NotFound) throw CommandFailure.DidNotHappen(NotTheSandbox);
        if (!done.IsSuccessStatusCode) throw CommandFailure.DidNotHappen(
            $"The sandbox answered {(int)done.StatusCode}: {await done.Content.ReadAsStringAsync(ct)}");
    }

    private static async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException failure)
        {
            throw new CommandFailure(
                ExitCodes.NotReachable, $"The checkout page or the sandbox cannot be reached from here. {failure.Message}");
        }
    }

    [GeneratedRegex(
        "^(?<sandbox>.+/)EasyCheckOut/testcde(?<key>[0-9A-Za-z]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Session();
}
