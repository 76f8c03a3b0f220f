using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// Asks SSLCOMMERZ what it settled, by a call that it does not document (see <see cref="SettlementQuestion"/>). Nobody has promised that
/// it stays, or that every store may make it, so it is switched off unless somebody switches it on.
/// </summary>
internal sealed partial class SslCommerzSettlements(
    SslCommerzClient client, IOptions<SslCommerzOptions> options, ILogger<SslCommerzSettlements> log) : ISettlementGateway
{
    public string Name => SslCommerzGateway.GatewayName;

    public string? WhyNoSettlements => options.Value.AsksForSettlements
        ? null
        : "SSLCOMMERZ is not asked what it settled: the call is not documented, and Gateways__SslCommerz__SettlementCall is not true.";

    public async Task<SettledPage> ListSettledAsync(GatewayAccount account, DateOnly day, int page, CancellationToken ct)
    {
        if (WhyNoSettlements is { } off) throw new InvalidOperationException(off);

        var question = new SettlementQuestion(account, day, page);
        if (!TrustedHosts.MayBeAsked(account)) throw Unavailable(account, new(SslCommerzGateway.Misplaced));

        var reply = await client.AskByFormAsync(account, SettlementQuestion.Path, question.Fields, ct);
        if (reply.Body is null) throw Unavailable(account, new(reply.Trouble, IsOurs: false), reply.Cause);

        return SettlementReading.Read(reply.Body, account, out var settled) is { } problem
            ? throw Unavailable(account, problem)
            : settled;
    }

    private GatewayUnavailableException Unavailable(GatewayAccount account, ConnectionProblem problem, Exception? cause = null)
    {
        ToldNothing(log, account.ToString(), SettlementQuestion.Path, problem.Reason);
        return new(Name, problem.Reason, cause) { IsStoresFault = problem.IsOurs };
    }

    // The account's text form, not the account: a log that takes objects apart would find the password.
    [LoggerMessage(LogLevel.Warning, "{Store} did not say at {Path} what it settled: {Reason}")]
    private static partial void ToldNothing(ILogger log, string store, string path, string reason);
}
