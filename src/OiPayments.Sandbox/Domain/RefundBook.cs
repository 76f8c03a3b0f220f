using OiPayments.Sandbox.Scenarios;

namespace OiPayments.Sandbox.Domain;

/// <summary>What became of the wish for a refund.</summary>
internal abstract record RefundStart
{
    private RefundStart()
    {
    }

    public sealed record Begun(Refund Refund) : RefundStart;

    /// <summary>It was begun by an earlier call.</summary>
    public sealed record Repeated(Refund Refund) : RefundStart;

    /// <summary>More than is left of the payment.</summary>
    public sealed record TooMuch(decimal Left) : RefundStart;
}

/// <summary>Every refund the sandbox remembers. Safe to use from many threads.</summary>
internal sealed class RefundBook(SandboxOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Queue<Refund> oldestFirst = new();
    private readonly Dictionary<string, Refund> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Store, string MerchantId), Refund> byMerchantId = [];
    private readonly Dictionary<PaymentSession, List<Refund>> bySession = [];

    /// <summary>
    /// Begins a refund, at most one per <paramref name="merchantId"/>, and together never more than was paid. Without an id of
    /// the merchant, one that is still processing counts as the same.
    /// </summary>
    public RefundStart Begin(
        PaymentSession session, string merchantId, decimal amount, TimeSpan takes, RefundEnding ending, DateTimeOffset now)
    {
        lock (gate)
        {
            var earlier = bySession.GetValueOrDefault(session) ?? [];
            var same = merchantId.Length > 0
                ? byMerchantId.GetValueOrDefault((session.Store.Id, merchantId))
                : earlier.Find(refund => refund.MerchantId.Length == 0 && refund.EndedAt(now) is null);
            if (same is not null) return new RefundStart.Repeated(same);

            var left = session.Order.Amount - earlier.Where(refund => refund.StatusAt(now) != "cancelled").Sum(refund => refund.Amount);
            if (amount > left) return new RefundStart.TooMuch(left);

            var refund = new Refund(NewId(), merchantId, session, amount, now, takes, ending);
            byId.Add(refund.Id, refund);
            if (merchantId.Length > 0) byMerchantId.Add((session.Store.Id, merchantId), refund);
            bySession[session] = [.. earlier, refund];
            oldestFirst.Enqueue(refund);
            while (oldestFirst.Count > options.MaxSessions) Forget(oldestFirst.Dequeue());
            return new RefundStart.Begun(refund);
        }
    }

    public Refund? Find(string id)
    {
        lock (gate) return byId.GetValueOrDefault(id);
    }

    public Refund? Find(string storeId, string id) => Find(id) is { } refund && refund.Session.Store.Id == storeId ? refund : null;

    /// <summary>Ends a refund here and now; false when it has ended before.</summary>
    public bool TryEnd(Refund refund, RefundEnding ending)
    {
        lock (gate) return refund.TryEnd(ending, clock.GetUtcNow());
    }

    public IReadOnlyList<Refund> Newest(int count)
    {
        lock (gate) return [.. oldestFirst.Skip(oldestFirst.Count - count).Reverse()];
    }

    /// <summary>All that a store asked for, whatever became of it, in that order.</summary>
    public IReadOnlyList<Refund> Of(string storeId)
    {
        lock (gate) return [.. oldestFirst.Where(refund => refund.Session.Store.Id == storeId)];
    }

    private string NewId()
    {
        string id;
        do id = GatewayIds.RefundReference();
        while (byId.ContainsKey(id));
        return id;
    }

    private void Forget(Refund refund)
    {
        byId.Remove(refund.Id);
        byMerchantId.Remove((refund.Session.Store.Id, refund.MerchantId));
        bySession.Remove(refund.Session);
    }
}
