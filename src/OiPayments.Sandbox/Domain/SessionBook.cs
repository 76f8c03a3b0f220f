namespace OiPayments.Sandbox.Domain;

/// <summary>Every session the sandbox remembers, newest <c>MaxSessions</c> only. Safe to use from many threads.</summary>
internal sealed class SessionBook(SandboxOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Queue<PaymentSession> oldestFirst = new();
    private readonly Dictionary<string, PaymentSession> byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Store, string Validation), PaymentSession> byValidation = [];
    private readonly Dictionary<(string Store, string Bank), PaymentSession> byBank = [];
    private readonly Dictionary<(string Store, string Transaction), List<PaymentSession>> byTransaction = [];

    public PaymentSession Open(SandboxStore store, Order order, DateTimeOffset now)
    {
        var session = new PaymentSession(store, order, now, options.SessionLifetime);
        lock (gate)
        {
            byKey.Add(session.Key, session);
            if (!byTransaction.TryGetValue(TransactionOf(session), out var attempts))
                byTransaction[TransactionOf(session)] = attempts = [];
            attempts.Add(session);
            oldestFirst.Enqueue(session);
            while (oldestFirst.Count > options.MaxSessions) Forget(oldestFirst.Dequeue());
        }
        return session;
    }

    /// <summary>Ends a session and makes its validation id known; false when it had ended before.</summary>
    public bool TryEnd(PaymentSession session, Attempt attempt)
    {
        lock (gate)
        {
            if (!session.TryEnd(attempt)) return false;
            if (attempt.Outcome is Outcome.Paid && byKey.ContainsKey(session.Key))
            {
                byValidation[(session.Store.Id, attempt.ValidationId)] = session;
                byBank[(session.Store.Id, attempt.BankTransactionId)] = session;
            }
            return true;
        }
    }

    /// <summary>By session key in any case: links carry it in lower case, answers in upper case.</summary>
    public PaymentSession? Find(string key)
    {
        lock (gate) return byKey.GetValueOrDefault(key);
    }

    public PaymentSession? FindPaid(string storeId, string validationId)
    {
        lock (gate) return byValidation.GetValueOrDefault((storeId, validationId));
    }

    public PaymentSession? FindByBank(string storeId, string bankTransactionId)
    {
        lock (gate) return byBank.GetValueOrDefault((storeId, bankTransactionId));
    }

    /// <summary>All sessions a store opened under one <c>tran_id</c>, oldest first.</summary>
    public IReadOnlyList<PaymentSession> FindByTransaction(string storeId, string transactionId)
    {
        lock (gate) return byTransaction.TryGetValue((storeId, transactionId), out var found) ? [.. found] : [];
    }

    /// <summary>
    /// Of all the stores' sessions under one <c>tran_id</c>, the newest that is still open; where none is, the newest.
    /// </summary>
    public PaymentSession? FindNewest(string transactionId)
    {
        lock (gate)
        {
            var found = byTransaction.Where(known => known.Key.Transaction == transactionId).SelectMany(known => known.Value)
                .OrderBy(session => session.CreatedAt).ToList();
            return found.FindLast(session => session.Attempt is null) ?? found.LastOrDefault();
        }
    }

    public IReadOnlyList<PaymentSession> Newest(int count)
    {
        lock (gate) return [.. oldestFirst.Skip(oldestFirst.Count - count).Reverse()];
    }

    /// <summary>All that a store was paid, in the order in which the sessions were opened.</summary>
    public IReadOnlyList<PaymentSession> Paid(string storeId)
    {
        lock (gate)
            return [.. oldestFirst.Where(session => session.Store.Id == storeId && session.Attempt is { Outcome: Outcome.Paid })];
    }

    /// <summary>Open sessions whose time is over.</summary>
    public IReadOnlyList<PaymentSession> Overdue()
    {
        var now = clock.GetUtcNow();
        lock (gate) return [.. oldestFirst.Where(session => session.ExpiresAt <= now && session.Attempt is null)];
    }

    private static (string, string) TransactionOf(PaymentSession session) => (session.Store.Id, session.Order.TransactionId);

    private void Forget(PaymentSession session)
    {
        byKey.Remove(session.Key);
        if (session.Attempt is { } attempt)
        {
            byValidation.Remove((session.Store.Id, attempt.ValidationId));
            byBank.Remove((session.Store.Id, attempt.BankTransactionId));
        }
        if (!byTransaction.TryGetValue(TransactionOf(session), out var attempts)) return;
        attempts.Remove(session);
        if (attempts.Count == 0) byTransaction.Remove(TransactionOf(session));
    }
}
