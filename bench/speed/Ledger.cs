using Microsoft.EntityFrameworkCore;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Storage;

namespace OiPayments.Bench;

/// <summary>Posts journals in this process through the ledger's own API, one unit of work each, as a use case does.</summary>
internal sealed class LedgerPosting : IAsyncDisposable
{
    /// <summary>A capture moves money between two accounts of one application and mode.</summary>
    private const int AccountsOfAJournal = 2;

    private readonly ServiceProvider services;
    private readonly List<Scope> books;
    private int next;

    /// <param name="connection">Of the database.</param>
    /// <param name="shops">Whose books; enough of them for so many accounts.</param>
    /// <param name="accounts">Among how many accounts the journals are spread.</param>
    public LedgerPosting(string connection, IEnumerable<Shop> shops, int accounts)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Provider"] = "PostgreSql", ["ConnectionStrings:Database"] = connection }).Build();
        var collection = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IIdSource, IdBlocks>().AddScoped<Book>();
        collection.AddStorage(configuration, Path.GetTempPath());
        services = collection.BuildServiceProvider();
        books = [.. shops.SelectMany(shop => new[] { Mode.Test, Mode.Live }, (shop, mode) => new Scope(new(shop.Id), mode)).Take(accounts / AccountsOfAJournal)];
        if (books.Count * AccountsOfAJournal != accounts) throw new InvalidOperationException("There are too few applications for so many accounts.");
    }

    public async Task PostAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var number = Interlocked.Increment(ref next);
        var journal = new Journal(books[number % books.Count], $"{Guid.NewGuid():N}:capture", JournalKind.Capture, new Transfer(Account.GatewayClearing, Account.ApplicationPayable, new(FakeGateway.AmountMinor, Currency.Bdt)));
        await scope.ServiceProvider.GetRequiredService<Book>().PostAsync(journal, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().SaveAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
