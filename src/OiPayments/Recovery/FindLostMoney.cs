using System.Text.RegularExpressions;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Recovery;

/// <summary>One of the gateway's transactions beside the records here.</summary>
/// <param name="TransactionId">Its id, one of ours.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Receipt">The money, where the gateway has some and nothing here knows of it.</param>
internal sealed record ComparedTransaction(Reference TransactionId, ComparedTransaction.Result Verdict, GatewayReceipt? Receipt = null)
{
    internal enum Result
    {
        /// <summary>It is recorded here: what is open of it, the service follows up itself.</summary>
        Known,

        /// <summary>Nothing here knows of it, and the gateway took the money.</summary>
        Lost,

        /// <summary>Nothing here knows of it, and the gateway has no money of it.</summary>
        Unpaid,

        /// <summary>Nothing here knows of it, and the gateway did not answer.</summary>
        CannotBeAsked,
    }
}

/// <summary>
/// Finds what a restore lost: transactions that the gateway took money for and that nothing here knows. It cannot be asked for a list, so
/// the ids come from outside: a list of its merchant panel, or a log. Only reads, on both sides, one question after another.
/// </summary>
internal sealed partial class FindLostMoney(OiPaymentsDb db, RegisteredGateways gateways, GatewayAccounts accounts)
{
    /// <param name="text">Any text with transaction ids of ours in it, such as a table.</param>
    /// <param name="mode">Of all of them.</param>
    /// <param name="ct">Ends the questions.</param>
    public async IAsyncEnumerable<ComparedTransaction> RunAsync(
        string text, Mode mode, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var word in Word().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            if (Reference.TryParse(word, PaymentAttempt.TransactionIdPrefix, out var transaction))
                yield return await CompareAsync(transaction, mode, ct);
        }
    }

    private async Task<ComparedTransaction> CompareAsync(Reference transaction, Mode mode, CancellationToken ct)
    {
        var scope = new Scope(transaction.ApplicationId, mode);
        if (await db.Of<PaymentAttempt>(scope).AnyAsync(attempt => attempt.TransactionId == transaction.Text, ct))
            return new(transaction, ComparedTransaction.Result.Known);

        // Which store it was made with is not known: those that the application has, or had, and the service's own.
        List<GatewayOverride?> stores = [null, .. await db.Of<GatewayOverride>(scope).AsNoTracking().ToListAsync(ct)];
        var isAnswered = false;
        foreach (var gateway in gateways.All)
        {
            foreach (var own in stores.Where(own => own is null || own.Gateway == gateway.Name))
            {
                if (accounts.Find(gateway.Name, scope, own) is not { } account) continue;
                var answer = await gateway.QueryAsync(account, transaction.Text, ct);
                if (answer is GatewayAnswer.Paid paid) return new(transaction, ComparedTransaction.Result.Lost, paid.Receipt);
                isAnswered |= answer is not GatewayAnswer.Unknown;
            }
        }

        return new(transaction, isAnswered ? ComparedTransaction.Result.Unpaid : ComparedTransaction.Result.CannotBeAsked);
    }

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();
}
