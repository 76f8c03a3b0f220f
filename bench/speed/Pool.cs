namespace OiPayments.Bench;

/// <summary>
/// Payments to operate on. One is made through the service, all the others are copies of its rows with ids and names of their own, so that
/// the bench knows nothing of the tables but their keys.
/// </summary>
internal sealed class Pool
{
    private int taken;

    private Pool(IReadOnlyList<PooledPayment> payments, long firstSpare) => (Payments, FirstSpare) = (payments, firstSpare);

    /// <summary>For the service.</summary>
    public IReadOnlyList<PooledPayment> Payments { get; }

    /// <summary>The id before the first of those that the floor operates on.</summary>
    public long FirstSpare { get; }

    /// <summary>The transaction of a payment of the floor's, as SQL.</summary>
    /// <param name="id">Its id, as SQL.</param>
    public static string SpareTransaction(string id) => $"'oi' || substr(md5(({id})::text), 1, 28)";

    public PooledPayment? Take() => Interlocked.Increment(ref taken) is var number && number <= Payments.Count ? Payments[number - 1] : null;

    /// <param name="db">Where.</param>
    /// <param name="template">The payment to copy, with its attempts.</param>
    /// <param name="shops">Whose the copies are, in turn; the floor's belong to the first.</param>
    /// <param name="firstId">The copies' ids are this one and what follows.</param>
    /// <param name="count">How many for the service.</param>
    /// <param name="spares">How many for the floor.</param>
    public static async Task<Pool> FillAsync(PostgreSql db, long template, IReadOnlyList<Shop> shops, long firstId, int count, int spares)
    {
        var payments = Enumerable.Range(0, count).Select(number => new PooledPayment(
            shops[number % shops.Count], firstId + number, Reference.New("oi", new(shops[number % shops.Count].Id)).Text)).ToList();
        await CopyAsync(db, template, "SELECT * FROM unnest(@owners, @ids, @transactions) AS made(owner, id, transaction)", [.. payments.Select(p => (long)p.Shop.Id)], [.. payments.Select(p => p.Id)], [.. payments.Select(p => p.Transaction)]);
        var firstSpare = firstId + count;
        var numbers = Enumerable.Range(1, spares).ToList();
        await CopyAsync(db, template, $"SELECT owner, id, {SpareTransaction("id")} AS transaction FROM unnest(@owners, @ids, @transactions) AS made(owner, id, t)",
            [.. numbers.Select(_ => (long)shops[0].Id)], [.. numbers.Select(number => firstSpare + number)], [.. numbers.Select(_ => "")]);
        return new(payments, firstSpare);
    }

    // None is due while the bench runs: following them up is no part of what is measured.
    private static async Task CopyAsync(PostgreSql db, long template, string made, long[] owners, long[] ids, string[] transactions)
    {
        var source = made.Replace("@owners", "$2").Replace("@ids", "$3").Replace("@transactions", "$4");
        await db.AskAsync($"""
            INSERT INTO payments SELECT (jsonb_populate_record(p, jsonb_build_object('application_id', m.owner, 'id', m.id, 'reference', 'pay_' || substr(md5('r' || m.id), 1, 25), 'due_at', CASE WHEN p.due_at IS NOT NULL THEN now() + interval '1 day' END))).*
            FROM payments AS p, ({source}) AS m WHERE p.id = $1
            """, template, owners, ids, transactions);
        await db.AskAsync($"""
            INSERT INTO payment_attempts SELECT (jsonb_populate_record(a, jsonb_build_object('application_id', m.owner, 'id', m.id, 'payment_id', m.id, 'transaction_id', m.transaction,
                'validation_id', CASE WHEN a.validation_id IS NULL THEN NULL ELSE 'val-' || m.transaction END, 'bank_transaction_id', CASE WHEN a.bank_transaction_id IS NULL THEN NULL ELSE 'B' || m.transaction END))).*
            FROM payment_attempts AS a, ({source}) AS m WHERE a.payment_id = $1
            """, template, owners, ids, transactions);
    }
}

/// <summary>A payment that waits to be operated on.</summary>
internal sealed record PooledPayment(Shop Shop, long Id, string Transaction);
