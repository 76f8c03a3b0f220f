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
    private static readonly Mode[] Modes = [Mode.Test, Mode.Live];

    private readonly ServiceProvider services;
    private readonly IReadOnlyList<Scope> books;
    private int next;

    /// <param name="settings">Of the database, as the server has them.</param>
    /// <param name="books">Among which the journals are spread.</param>
    public LedgerPosting(IReadOnlyDictionary<string, string?> settings, IReadOnlyList<Scope> books)
    {
        this.books = books;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IIdSource, IdBlocks>()
            .AddScoped<Book>();
        collection.AddStorage(
            configuration, configuration["Data:Folder"] ?? throw new InvalidOperationException("Data:Folder is not set."));
        services = collection.BuildServiceProvider();
    }

    /// <summary>The books of both modes of so many applications that they have so many accounts.</summary>
    public static IReadOnlyList<Scope> BooksOf(IReadOnlyList<Shop> shops, int accounts)
    {
        var books = shops.SelectMany(shop => Modes, (shop, mode) => new Scope(new(shop.Id), mode))
            .Take(accounts / AccountsOfAJournal)
            .ToList();
        return books.Count * AccountsOfAJournal == accounts
            ? books
            : throw new InvalidOperationException("There are too few applications for so many accounts.");
    }

    /// <summary>
    /// What stands in the floor for the books of a journal that was captured: all of <paramref name="books"/> in turn, as SQL over
    /// <c>:n</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> InTurn(Scope captured, IReadOnlyList<Scope> books)
    {
        // Whose numbers follow each other, so that pgbench can count them.
        var first = books[0].ApplicationId.Value;
        if (books.Index().Any(book => book.Item.ApplicationId.Value != first + (book.Index / Modes.Length)
            || book.Item.Mode != Modes[book.Index % Modes.Length]))
            throw new InvalidOperationException("The applications' numbers do not follow each other.");

        return new Dictionary<string, string>
        {
            [$"{captured.ApplicationId}"] = $"{first} + :n % {books.Count} / {Modes.Length}",
            [Named(captured.Mode)] =
                $"CASE :n % {books.Count} % {Modes.Length} WHEN 0 THEN '{Named(Modes[0])}' ELSE '{Named(Modes[1])}' END",
        };

        static string Named(Mode mode) => mode.ToString().ToUpperInvariant();
    }

    public async Task PostAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var number = Interlocked.Increment(ref next);
        var journal = new Journal(
            books[number % books.Count], $"{Guid.NewGuid():N}:capture", JournalKind.Capture,
            new Transfer(Account.GatewayClearing, Account.ApplicationPayable, new(FakeGateway.AmountMinor, Currency.Bdt)));
        await scope.ServiceProvider.GetRequiredService<Book>().PostAsync(journal, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().SaveAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
