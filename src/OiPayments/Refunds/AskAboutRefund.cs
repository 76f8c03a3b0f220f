using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>What asking the gateway about a refund came to.</summary>
internal abstract record RefundFinding
{
    private RefundFinding()
    {
    }

    /// <summary>The gateway says that it gave the money back.</summary>
    public sealed record GivenBack : RefundFinding;

    /// <summary>The gateway says, in words that leave no doubt, that it will not.</summary>
    public sealed record NotGivenBack(string Message) : RefundFinding;

    /// <summary>The gateway has it, and can be asked about it by this id.</summary>
    public sealed record InProgress(string GatewayRefundId) : RefundFinding;

    /// <summary>The outcome is open.</summary>
    public sealed record Open(GatewayWord Word, string Note) : RefundFinding;
}

/// <summary>
/// Asks the gateway about one refund, in the store that took the money, for whoever wants to know: the worker that follows it up, or an
/// operator who wants to say what became of it. A refund without an id at the gateway is asked about by the call that begins it, which
/// has the same id of ours every time. That a call is made is saved before it, so that one at a time calls and a lost answer leaves a
/// trace.
/// </summary>
internal sealed class AskAboutRefund(
    OiPaymentsDb db, ThisNode self, RegisteredGateways gateways, GatewayAccounts accounts, CrashPoints crash, IBusinessClock clock)
{
    /// <summary>Longer than one call to the gateway may take; then another takes it over.</summary>
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Null when another was first: then nobody was asked. Afterwards <paramref name="refund"/> has the version to judge the answer by.
    /// </summary>
    /// <param name="refund">As it was read.</param>
    /// <param name="underId">An id to ask about instead of its own; null for its own.</param>
    /// <param name="ct">Ends the call; the answer is unknown then.</param>
    public async Task<RefundFinding?> AskAsync(Refund refund, string? underId, CancellationToken ct)
    {
        var id = underId ?? refund.GatewayRefundId;

        // What ended is only ever asked about: the call that begins a refund would begin one that nobody wants.
        if (id is null && refund.Status is not RefundStatus.Pending)
            throw new InvalidOperationException($"Refund {refund.Id} has ended; it is not begun again.");

        var now = clock.Now(refund.Scope);
        var mayHaveBegun = refund.UnansweredCalls > 0;
        refund.BeginCall(self.Number, now + LeaseFor, mayStartIt: id is null, now);
        if (!await db.TrySaveAsync(ct)) return null;

        var finding = await FindOutAsync(refund, id, mayHaveBegun, ct);
        crash.Reached(CrashPoints.AfterRefundAtGateway);
        return finding;
    }

    /// <summary>As <see cref="AskAsync"/>, of a refund that the gateway has an id for, and without leaving a trace.</summary>
    public async Task<RefundFinding> LookAsync(Refund refund, CancellationToken ct) => await FindOutAsync(
        refund, refund.GatewayRefundId ?? throw new InvalidOperationException($"Refund {refund.Id} has no id at the gateway to ask by."),
        mayHaveBegun: true, ct);

    private async Task<RefundFinding> FindOutAsync(Refund refund, string? id, bool mayHaveBegun, CancellationToken ct)
    {
        var took = await db.Of<PaymentAttempt>(refund.Scope).AsNoTracking().Where(a => a.Id == refund.AttemptId)
            .Join(db.Of<Payment>(refund.Scope), a => a.PaymentId, p => p.Id, (a, p) => new { p.Gateway, a.Override }).SingleAsync(ct);
        if (gateways.GivingBack(took.Gateway) is not { } gateway)
            return new RefundFinding.Open(GatewayWord.NoStore, RegisteredGateways.Missing(took.Gateway));
        if (accounts.Find(took.Gateway, refund.Scope, took.Override) is not { } account)
            return new RefundFinding.Open(GatewayWord.NoStore, "No store is configured for this mode.");
        return id is null
            ? await StartAsync(gateway, account, refund, mayHaveBegun, ct)
            : await QueryAsync(gateway, account, refund, id, ct);
    }

    private static async Task<RefundFinding> StartAsync(
        IRefundGateway gateway, GatewayAccount account, Refund refund, bool mayHaveBegun, CancellationToken ct)
    {
        var request = new GatewayRefund(
            refund.GatewayReference, refund.BankTransactionId, refund.GatewayAmount, $"Refund {refund.Reference}");
        return await gateway.RefundAsync(account, request, ct) switch
        {
            RefundAnswer.Accepted accepted => new RefundFinding.InProgress(accepted.GatewayRefundId),
            RefundAnswer.AlreadyStarted { GatewayRefundId: { } known } => new RefundFinding.InProgress(known),
            RefundAnswer.AlreadyStarted => new RefundFinding.Open(
                GatewayWord.IdWithheld,
                "The gateway has this refund and does not say under which id: find it in the merchant panel, and resolve it here."),
            RefundAnswer.Refused refused when mayHaveBegun => new RefundFinding.Open(
                GatewayWord.RefusedAfterLostCall,
                $"The gateway says no ({refused.Reason}), but an earlier call may have begun the refund: look in the merchant panel, and "
                    + "resolve it here."),
            RefundAnswer.Refused refused => new RefundFinding.NotGivenBack($"The gateway refused: {refused.Reason}"),
            RefundAnswer.NotAllowed notAllowed =>
                new RefundFinding.Open(GatewayWord.NotAllowed, $"The gateway does not let us ask: {notAllowed.Reason}"),
            RefundAnswer.Unclear unclear =>
                new RefundFinding.Open(GatewayWord.Unclear, $"{unclear.Reason} Look in the merchant panel, and resolve it here."),
            RefundAnswer.Unknown unknown => new RefundFinding.Open(GatewayWord.NoAnswer, $"No answer yet: {unknown.Reason}"),
            var other => throw new InvalidOperationException($"An answer nobody decided about: {other.GetType().Name}."),
        };
    }

    private static async Task<RefundFinding> QueryAsync(
        IRefundGateway gateway, GatewayAccount account, Refund refund, string id, CancellationToken ct) =>
        await gateway.QueryRefundAsync(account, id, refund.BankTransactionId, ct) switch
        {
            RefundProgress.Refunded => new RefundFinding.GivenBack(),
            RefundProgress.Processing => new RefundFinding.InProgress(id),
            RefundProgress.Cancelled cancelled => new RefundFinding.NotGivenBack(
                cancelled.Reason.Length > 0 ? $"The gateway cancelled it: {cancelled.Reason}" : "The gateway cancelled it."),
            RefundProgress.NotFound => new RefundFinding.Open(
                GatewayWord.IdUnknown,
                "The gateway does not know the id that it gave: look in the merchant panel, and resolve it here if this stays so."),
            RefundProgress.NotAllowed notAllowed =>
                new RefundFinding.Open(GatewayWord.NotAllowed, $"The gateway does not let us ask: {notAllowed.Reason}"),
            RefundProgress.Unclear unclear =>
                new RefundFinding.Open(GatewayWord.Unclear, $"{unclear.Reason} Look in the merchant panel, and resolve it here."),
            RefundProgress.Unknown unknown => new RefundFinding.Open(GatewayWord.NoAnswer, $"No answer yet: {unknown.Reason}"),
            var other => throw new InvalidOperationException($"An answer nobody decided about: {other.GetType().Name}."),
        };
}
