using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Ledger;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>Posting and sealing as the service does, one step at a time.</summary>
internal static class Sealing
{
    extension(TestServer server)
    {
        /// <summary>Lets the service seal what was posted, and waits until it has.</summary>
        public async Task SealAsync()
        {
            // What other workers post meanwhile waits for another tick.
            var looks = 0;
            await Eventually.BecomesAsync(
                () =>
                {
                    if (looks++ % 50 == 0) server.Clock.Advance(TimeSpan.FromSeconds(1));
                    return server.CountUnsealedAsync();
                },
                count => count == 0);
        }

        public Task<int> CountUnsealedAsync() => server.WithDbAsync(db =>
            db.Database.SqlQueryRaw<int>("SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM ledger_unsealed").SingleAsync());

        /// <summary>Up to which position journals are counted, in the one chain that is long enough; zero when there is none.</summary>
        public Task<long> CountedAsync() => server.WithDbAsync(
            db => db.Database.SqlQueryRaw<long>("SELECT position AS \"Value\" FROM ledger_counted").SingleOrDefaultAsync());

        /// <summary>Seals one batch as another node would; false when that node lost a race.</summary>
        public async Task<bool> SealOnceAsync(Scope scope)
        {
            await using var services = server.Services.CreateAsyncScope();
            await services.ServiceProvider.GetRequiredService<SealChain>().SealNextAsync(scope.ApplicationId, CancellationToken.None);
            return await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().TrySaveAsync(CancellationToken.None);
        }

        public async Task PostAsync(params IReadOnlyList<Journal> journals)
        {
            await using var unit = await server.BeginPostingAsync(journals);
            await unit.CommitAsync();
        }

        /// <summary>A unit of work that has its journals, and their ids, and is not committed.</summary>
        public async Task<Posting> BeginPostingAsync(params IReadOnlyList<Journal> journals)
        {
            var services = server.Services.CreateAsyncScope();
            foreach (var journal in journals)
                await services.ServiceProvider.GetRequiredService<Book>().PostAsync(journal, CancellationToken.None);
            return new(services);
        }

        public async Task<ChainVerdict> VerifyChainAsync(Scope scope)
        {
            await using var services = server.Services.CreateAsyncScope();
            return await services.ServiceProvider.GetRequiredService<SealChain>().VerifyAsync(scope, CancellationToken.None);
        }

        /// <summary>The causes in the order of the chain.</summary>
        public Task<List<string>> SealedCausesAsync(Scope scope)
        {
            var mode = WireNames<Mode>.Of(scope.Mode);
            return server.WithDbAsync(db => db.Database.SqlQuery<string>(
                $"""
                SELECT j.cause AS "Value" FROM ledger_seals s JOIN ledger_journals j ON j.application_id = s.application_id AND j.id = s.journal_id
                WHERE s.application_id = {(long)scope.ApplicationId.Value} AND s.mode = {mode} ORDER BY s.position
                """).ToListAsync());
        }
    }

    extension(TestApplication application)
    {
        /// <summary>A capture of so much that nothing but this test asked for.</summary>
        public Journal Capture(string cause, long amountMinor = 100, string currency = "BDT") => new(
            application.TestScope, cause, JournalKind.Capture,
            new Transfer(Account.GatewayClearing, Account.ApplicationPayable, new(amountMinor, Currency.Of(currency))));
    }

    internal sealed class Posting(AsyncServiceScope services) : IAsyncDisposable
    {
        public Task CommitAsync() => services.ServiceProvider.GetRequiredService<OiPaymentsDb>().SaveAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
