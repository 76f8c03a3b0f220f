using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Scenarios;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Notices;

/// <summary>Posts the signed notice (IPN) to the merchant's server, once; the real gateway documents no retry.</summary>
internal sealed partial class SendNotice(
    HttpClient merchant, Later later, SandboxOptions options, TimeProvider clock, ILogger<SendNotice> log)
{
    /// <summary>Sends it as <paramref name="plan"/> wants it; one that is to come later has not been sent when this returns.</summary>
    public async Task<NoticeReport> AboutAsync(PaymentSession session, Attempt attempt, Scenario plan)
    {
        var url = string.IsNullOrWhiteSpace(session.Order.IpnUrl) ? session.Store.IpnUrl : session.Order.IpnUrl;
        if (string.IsNullOrWhiteSpace(url)) return new(Delivered: false, Status: null, Copies: 0, "no ipn_url");
        if (plan.Ipn is NoticeFault.Drop) return new(Delivered: false, Status: null, Copies: 0, "dropped by a fault");
        if (plan.IpnDelaySeconds == 0) return await SendAsync(session, attempt, plan, url);

        later.Do(TimeSpan.FromSeconds(plan.IpnDelaySeconds), () => SendAsync(session, attempt, plan, url));
        return new(Delivered: false, Status: null, Copies: 0, $"comes in {plan.IpnDelaySeconds} seconds");
    }

    private async Task<NoticeReport> SendAsync(PaymentSession session, Attempt attempt, Scenario plan, string url)
    {
        var password = plan.Ipn is NoticeFault.Forge ? "not-the-store-password" : session.Store.Password;
        var fields = NoticeFields.ForNotice(session, attempt, password, plan.IpnWrong);
        var copies = plan.Ipn is NoticeFault.Duplicate ? plan.IpnCopies : 1;
        var reports = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostAsync(session, url, fields)));
        return reports[0] with { Copies = copies };
    }

    private async Task<NoticeReport> PostAsync(PaymentSession session, string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var patience = new CancellationTokenSource(options.IpnTimeout, clock);
        try
        {
            using var form = new FormUrlEncodedContent(fields);
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = form };
            using var answer = await merchant.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)answer.StatusCode;
            NoticeAnswered(log, session.Key, status);
            return new(answer.IsSuccessStatusCode, status, Copies: 1, answer.IsSuccessStatusCode ? null : $"answered {status}");
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or UriFormatException
            or NotSupportedException or InvalidOperationException)
        {
            var reason = problem is OperationCanceledException ? "no answer in time" : "could not connect";
            NoticeFailed(log, session.Key, reason);
            return new(Delivered: false, Status: null, Copies: 1, reason);
        }
    }

    // The URL stays out of the log: merchants put their own tokens into it.
    [LoggerMessage(LogLevel.Information, "Notice for session {SessionKey} was answered with {Status}")]
    private static partial void NoticeAnswered(ILogger log, string sessionKey, int status);

    [LoggerMessage(LogLevel.Warning, "Notice for session {SessionKey} was not delivered: {Reason}")]
    private static partial void NoticeFailed(ILogger log, string sessionKey, string reason);
}
