using System.Runtime.CompilerServices;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>What the gateway says of one refund beside what is recorded here.</summary>
/// <param name="Verdict">Whether the two agree.</param>
/// <param name="Text">The difference, or why there is nothing to compare, naming the refund; null where they agree.</param>
internal sealed record ComparedRefund(ComparedRefund.Result Verdict, string? Text)
{
    internal enum Result
    {
        Agrees,

        /// <summary>The gateway knows an outcome that is not booked yet: the next question of the service books it.</summary>
        NotYetBooked,

        /// <summary>The books and the gateway say different things of money.</summary>
        Differs,

        /// <summary>The gateway gave no answer, or has no id to be asked by.</summary>
        CannotBeAsked,
    }
}

/// <summary>
/// Asks the gateway about every refund that it ever took and compares its answer with what is recorded here: <c>oi-server verify
/// --with-gateway</c>. Only reads, on both sides. One question after another, so that the gateway's own customers do not feel it.
/// </summary>
internal sealed class CompareRefunds(OiPaymentsDb db, AskAboutRefund ask)
{
    private const int BatchSize = 100;

    private static readonly RefundStatus[] AtTheGateway = [RefundStatus.Pending, RefundStatus.Succeeded, RefundStatus.Failed];

    public async IAsyncEnumerable<ComparedRefund> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var application in await db.Directory<Application>().Select(a => a.Id).ToListAsync(ct))
        {
            List<Refund> batch;
            var last = new Id<Refund>(0);
            do
            {
                var after = last;
                batch = await db.Of<Refund>(application).AsNoTracking().Where(r => r.Id > after && AtTheGateway.Contains(r.Status))
                    .OrderBy(r => r.Id).Take(BatchSize).ToListAsync(ct);
                foreach (var refund in batch) yield return await CompareAsync(refund, ct);
                if (batch.Count > 0) last = batch[^1].Id;
            }
            while (batch.Count == BatchSize);
        }
    }

    private async Task<ComparedRefund> CompareAsync(Refund refund, CancellationToken ct)
    {
        if (refund.GatewayRefundId is not { } id)
        {
            // Refused at the start, or on its way there: the gateway has nothing of it. A person's word is all there is of the others.
            return refund.ResolvedAt is null
                && refund.Status is not RefundStatus.Succeeded
                && refund.GatewayWord is not GatewayWord.IdWithheld
                ? new(ComparedRefund.Result.Agrees, null)
                : Tell(ComparedRefund.Result.CannotBeAsked, "the gateway gave no id to ask by");
        }

        return (refund.Status, await ask.LookAsync(refund, ct)) switch
        {
            (RefundStatus.Succeeded, RefundFinding.GivenBack) or (RefundStatus.Failed, RefundFinding.NotGivenBack)
                or (RefundStatus.Pending, RefundFinding.InProgress) =>
                new(ComparedRefund.Result.Agrees, null),
            (RefundStatus.Pending, RefundFinding.GivenBack) => Tell(ComparedRefund.Result.NotYetBooked, "the gateway gave it back"),
            (RefundStatus.Pending, RefundFinding.NotGivenBack) =>
                Tell(ComparedRefund.Result.NotYetBooked, "the gateway will not give it back"),
            (_, RefundFinding.GivenBack) => Tell(ComparedRefund.Result.Differs, $"the gateway gave it back under {id}"),
            (_, RefundFinding.NotGivenBack) => Tell(ComparedRefund.Result.Differs, $"the gateway did not give it back under {id}"),
            (_, RefundFinding.InProgress) => Tell(ComparedRefund.Result.Differs, $"the gateway is still processing it under {id}"),
            (_, RefundFinding.Open { Word: GatewayWord.IdUnknown }) =>
                Tell(ComparedRefund.Result.Differs, $"the gateway does not know {id}"),
            (_, RefundFinding.Open open) => Tell(ComparedRefund.Result.CannotBeAsked, open.Note),
            var other => throw new InvalidOperationException($"A finding nobody decided about: {other.GetType().Name}."),
        };

        ComparedRefund Tell(ComparedRefund.Result result, string what) => new(
            result, $"Application {refund.ApplicationId}: refund {refund.Reference} of {refund.Amount} is "
                + $"{WireNames<RefundStatus>.Of(refund.Status)}; {what}.");
    }
}
