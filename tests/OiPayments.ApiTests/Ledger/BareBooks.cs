using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.Storage;
using OiPayments.Storage.PostgreSql;
using OiPayments.Storage.Sqlite;
using OiPayments.TestSupport;
using OiPayments.Verification;

namespace OiPayments.ApiTests.Ledger;

/// <summary>Books in a database of their own and no server: nothing is sealed or counted that the test did not ask for.</summary>
internal sealed class BareBooks : IAsyncDisposable
{
    /// <summary>What the clock of these books shows, but for posting.</summary>
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;

    private BareBooks(ServiceProvider services) => this.services = services;

    public static async Task<BareBooks> CreateAsync()
    {
        var database = await TestDatabase.GetAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(database.Settings(await database.CreateAsync()), Path.GetTempPath());
        services.ConfigureDbContext<SqliteDb>(db => db.AddInterceptors(new Meanwhile()));
        services.ConfigureDbContext<PostgreSqlDb>(db => db.AddInterceptors(new Meanwhile()));
        services.AddBooks();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        return new(services.BuildServiceProvider());
    }

    /// <summary>Posts each journal at its time, all in one unit of work.</summary>
    public async Task PostAsync(params IEnumerable<(Journal Journal, DateTimeOffset At)> journals)
    {
        await using var unit = Begin();
        foreach (var (journal, at) in journals) await new Book(
            unit.Db, services.GetRequiredService<IIdSource>(), new FakeTimeProvider(at)).PostAsync(journal, CancellationToken.None);
        await unit.Db.SaveAsync(CancellationToken.None);
    }

    /// <summary>Seals the next batch; false when there is none, or another was faster.</summary>
    public async Task<bool> SealNextAsync(ApplicationId application)
    {
        await using var unit = Begin();
        return (await unit.Get<SealChain>().SealNextAsync(application, CancellationToken.None)).Count > 0
            && await unit.Db.TrySaveAsync(CancellationToken.None);
    }

    public async Task SealAsync(ApplicationId application)
    {
        while (await SealNextAsync(application))
        {
        }
    }

    /// <summary>Counts the next batch; false when there is none, or another was faster.</summary>
    public Task<bool> CountNextAsync(Scope scope) => CountAsync(turnovers => turnovers.CountNextAsync(scope, CancellationToken.None));

    public Task<bool> CountRestAsync(Scope scope) => CountAsync(turnovers => turnovers.CountRestAsync(scope, CancellationToken.None));

    private async Task<bool> CountAsync(Func<Turnovers, Task<bool>> count)
    {
        await using var unit = Begin();
        return await count(unit.Get<Turnovers>())
            && await unit.Db.TrySaveAsync(CancellationToken.None);
    }

    public async Task<IReadOnlyList<AccountBalance>> BalancesAsync(Scope scope, DateTimeOffset asOf)
    {
        await using var unit = Begin();
        return await unit.Get<Book>().BalancesAsync(scope, asOf, CancellationToken.None);
    }

    public async Task<Statement> StatementAsync(Scope scope, Account account, Currency currency, DateTimeOffset? from, DateTimeOffset? to)
    {
        await using var unit = Begin();
        return await unit.Get<Book>().StatementAsync(scope, account, currency, from, to, 0, 10_000, CancellationToken.None);
    }

    public async Task<List<TransferFact>> TransfersAsync()
    {
        await using var unit = Begin();
        return await unit.Get<LedgerFacts>().Transfers.ToListAsync();
    }

    public async Task<IReadOnlyList<Finding>> VerifyAsync()
    {
        await using var unit = Begin();
        var findings = new List<Finding>();
        await foreach (var finding in unit.Get<Verifier>().RunAsync(begins: null, CancellationToken.None)) findings.Add(finding);
        return findings;
    }

    public async Task<long> CountedAsync(Scope scope)
    {
        await using var unit = Begin();
        var mode = WireNames<Mode>.Of(scope.Mode);
        return await unit.Db.Database.SqlQuery<long>(
            $"""SELECT position AS "Value" FROM ledger_counted WHERE application_id = {(long)scope.ApplicationId.Value} AND mode = {mode}""")
                .SingleOrDefaultAsync();
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var unit = Begin();
        return await unit.Db.Database.ExecuteSqlRawAsync(sql);
    }

    public Unit Begin() => new(services.CreateAsyncScope());

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>A unit of work, as a request or a worker has one.</summary>
    internal sealed class Unit(AsyncServiceScope scope) : IAsyncDisposable
    {
        public OiPaymentsDb Db => Get<OiPaymentsDb>();

        public T Get<T>()
            where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }

    /// <summary>
    /// Does something before the second statement that is read in this flow of control, so that a test can come between two.
    /// </summary>
    internal sealed class Meanwhile : DbCommandInterceptor
    {
        private static readonly AsyncLocal<Between?> Waiting = new();

        /// <summary>What is to happen between the first and the second statement that are read from here on.</summary>
        public static void Do(Func<Task> act) => Waiting.Value = new(act);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            // What it does reads too.
            if (Waiting.Value is { } waiting && !waiting.IsDone && waiting.Statements++ == 1)
            {
                waiting.IsDone = true;
                await waiting.Act();
            }

            return result;
        }

        private sealed class Between(Func<Task> act)
        {
            public Func<Task> Act => act;

            public int Statements { get; set; }

            public bool IsDone { get; set; }
        }
    }
}
