using System.Text.Json.Nodes;

namespace OiPayments.Bench;

/// <summary>
/// Payments to operate on. One is made through the service, all the others are copies of its rows with ids and names of their own, so that
/// the bench knows nothing of the tables but their keys.
/// </summary>
internal sealed class Pool
{
    private readonly long firstSpare;
    private int taken;

    private Pool(IReadOnlyList<PooledPayment> payments, long firstSpare, int spares)
    {
        (Payments, Spares, this.firstSpare) = (payments, spares, firstSpare);
        OfTheFirst = [.. payments.Where(payment => payment.Shop == payments[0].Shop)];
    }

    /// <summary>For the service.</summary>
    public IReadOnlyList<PooledPayment> Payments { get; }

    /// <summary>Those of the application whose the floor's payments are.</summary>
    public IReadOnlyList<PooledPayment> OfTheFirst { get; }

    /// <summary>How many there are for the floor.</summary>
    public int Spares { get; }

    public PooledPayment? Take() =>
        Interlocked.Increment(ref taken) is var number && number <= Payments.Count ? Payments[number - 1] : null;

    /// <summary>The floor's payments are all the first application's, and so must be those that its statements are captured from.</summary>
    public PooledPayment TakeOfTheFirst()
    {
        while (true)
        {
            var payment = Take() ?? throw new InvalidOperationException("The pool is empty.");
            if (payment.Shop == Payments[0].Shop) return payment;
        }
    }

    /// <summary>What stands for a payment's id and transaction in the floor.</summary>
    /// <param name="payment">The one that was captured.</param>
    /// <param name="number">Which spare one, from 1, as SQL.</param>
    public IReadOnlyDictionary<string, string> SpareOf(PooledPayment payment, string number)
    {
        var id = $"{firstSpare}::int8 + ({number})::int8";
        return new Dictionary<string, string> { [$"{payment.Id}"] = id, [payment.Transaction] = SpareTransaction(id) };
    }

    /// <summary>Payments that are there already, and none for the floor.</summary>
    public static Pool Of(IReadOnlyList<PooledPayment> payments) => new(payments, 0, 0);

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
        await CopyAsync(
            db, template, "SELECT * FROM unnest(@owners, @ids, @transactions) AS made(owner, id, transaction)",
            [.. payments.Select(p => (long)p.Shop.Id)], [.. payments.Select(p => p.Id)], [.. payments.Select(p => p.Transaction)]);
        var firstSpare = firstId + count;
        var numbers = Enumerable.Range(1, spares).ToList();
        await CopyAsync(
            db, template,
            $"SELECT owner, id, {SpareTransaction("id")} AS transaction FROM unnest(@owners, @ids, @transactions) AS made(owner, id, t)",
            [.. numbers.Select(_ => (long)shops[0].Id)], [.. numbers.Select(number => firstSpare + number)], [.. numbers.Select(_ => "")]);
        return new(payments, firstSpare, spares);
    }

    /// <summary>A payment, made through the service, whose customer is at the gateway.</summary>
    public static async Task<(long Id, string Transaction)> OpenAttemptAsync(PostgreSql db, ApiClient client, Shop shop, Uri web)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = web };
        var id = await OpenAttemptAsync(client, shop, browser);
        return (id, (string)(await db.AskAsync("SELECT transaction_id FROM payment_attempts WHERE payment_id = $1", id))!);
    }

    /// <summary>The same; answers the payment's id.</summary>
    /// <param name="client">Who creates it.</param>
    /// <param name="shop">Whose it is.</param>
    /// <param name="browser">Of the customer, who follows no redirect.</param>
    public static async Task<long> OpenAttemptAsync(ApiClient client, Shop shop, HttpClient browser)
    {
        var payment = JsonNode.Parse(client.Create(shop))!["data"]!;
        using var answer = await browser.PostAsync($"checkout/{payment["reference"]}/pay", new FormUrlEncodedContent([]));
        return (int)answer.StatusCode == 303
            ? (long)payment["id"]!
            : throw new InvalidOperationException($"Starting to pay was answered with {(int)answer.StatusCode}.");
    }

    /// <summary>The transaction of a payment of the floor's, as SQL.</summary>
    /// <param name="id">Its id, as SQL.</param>
    private static string SpareTransaction(string id) => $"'oi' || substr(md5(({id})::text), 1, 28)";

    // None is due while the bench runs: following them up is no part of what is measured. The template is looked for once, not once per
    // copy.
    private static async Task CopyAsync(PostgreSql db, long template, string made, long[] owners, long[] ids, string[] transactions)
    {
        var source = made.Replace("@owners", "$2").Replace("@ids", "$3").Replace("@transactions", "$4");
        await db.AskAsync($"""
            WITH template AS MATERIALIZED (SELECT * FROM payments WHERE id = $1)
            INSERT INTO payments SELECT copy.* FROM template AS p, ({source}) AS m, jsonb_populate_record(NULL::payments, to_jsonb(p) || jsonb_build_object(
                'application_id', m.owner, 'id', m.id, 'reference', 'pay_' || substr(md5('r' || m.id), 1, 25), 'due_at', CASE WHEN p.due_at IS NOT NULL THEN now() + interval '1 day' END)) AS copy
            """, template, owners, ids, transactions);
        await db.AskAsync($"""
            WITH template AS MATERIALIZED (SELECT * FROM payment_attempts WHERE payment_id = $1)
            INSERT INTO payment_attempts SELECT copy.* FROM template AS a, ({source}) AS m, jsonb_populate_record(NULL::payment_attempts, to_jsonb(a) || jsonb_build_object(
                'application_id', m.owner, 'id', m.id, 'payment_id', m.id, 'transaction_id', m.transaction,
                'validation_id', CASE WHEN a.validation_id IS NOT NULL THEN 'val-' || m.transaction END, 'bank_transaction_id', CASE WHEN a.bank_transaction_id IS NOT NULL THEN 'B' || m.transaction END)) AS copy
            """, template, owners, ids, transactions);
    }
}

/// <summary>A payment that waits to be operated on.</summary>
internal sealed record PooledPayment(Shop Shop, long Id, string Transaction);
