using OiPayments.Access;

namespace OiPayments.Bench;

/// <summary>Something that the service is asked for again and again.</summary>
/// <param name="Name">Its own and its floor's.</param>
/// <param name="Run">Asks once; false when there is nothing left to ask for.</param>
/// <param name="RunForFloor">Asks once, for something of the first application's, and answers what stands for its values in the floor, as
/// SQL over <c>:n</c>.</param>
internal sealed record Operation(string Name, Func<ApiClient, bool> Run, Func<ApiClient, IReadOnlyDictionary<string, string>> RunForFloor)
{
    public static Operation Create(Shop shop) => new("create", client => Asked(() => client.Create(shop)), client =>
    {
        client.Create(shop);
        return new Dictionary<string, string>();
    });

    /// <summary>
    /// Makes and issues invoices of these shops at random. The floor takes the shops in turn, and counts up and locks the very rows that
    /// count their numbers.
    /// </summary>
    public static Operation Issue(string name, IReadOnlyList<Shop> shops) => new(
        name,
        client => Asked(() => client.Issue(shops[Random.Shared.Next(shops.Count)])),
        client =>
        {
            // The last application's number is no other value's of the statements.
            client.Issue(shops[^1]);
            return shops.Count == 1
                ? new Dictionary<string, string>()
                : new() { [$"{shops[^1].Id}"] = $"(ARRAY[{string.Join(',', shops.Select(shop => shop.Id))}])[1 + :n % {shops.Count}]" };
        });

    /// <summary>Reads invoices of a shop at random; in the floor one of them again and again.</summary>
    public static Operation ReadInvoice(Shop shop, IReadOnlyList<long> invoices) => new(
        "read invoice",
        client => Asked(() => client.ReadInvoice(shop, invoices[Random.Shared.Next(invoices.Count)])),
        client =>
        {
            client.ReadInvoice(shop, invoices[0]);
            return new Dictionary<string, string>();
        });

    public static Operation Confirm(Pool pool)
    {
        var notices = pool.Payments.ToDictionary(payment => payment.Id, payment => ApiClient.NoticeOf(payment.Transaction));
        return Of("confirm", pool, (client, payment) => client.Notify(notices[payment.Id]));
    }

    public static Operation Refund(string name, Pool pool) => Of(name, pool, (client, payment) => client.Refund(payment.Shop, payment.Id));

    /// <summary>Reads any payment of the pool; in the floor any of its spares.</summary>
    public static Operation Read(Pool pool) => new(
        "read",
        client => Asked(() => Read(client, pool.Payments[Random.Shared.Next(pool.Payments.Count)])),
        client =>
        {
            var payment = pool.OfTheFirst[Random.Shared.Next(pool.OfTheFirst.Count)];
            Read(client, payment);
            return pool.SpareOf(payment, $"1 + :n % {pool.Spares}");
        });

    private static void Read(ApiClient client, PooledPayment payment) => client.Read(payment.Shop, payment.Id);

    private static Operation Of(string name, Pool pool, Action<ApiClient, PooledPayment> ask) => new(
        name,
        client => pool.Take() is { } payment && Asked(() => ask(client, payment)),
        client =>
        {
            var payment = pool.TakeOfTheFirst();
            ask(client, payment);
            return pool.SpareOf(payment, ":n");
        });

    private static bool Asked(Action ask)
    {
        ask();
        return true;
    }
}
