using Microsoft.EntityFrameworkCore;
using OiPayments.Persistence;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>What somebody with the database's password can do, in a database of the test's own.</summary>
internal static class Tampering
{
    private static readonly string[] Guarded = [
        "ledger_journals", "ledger_transfers", "ledger_seals", "webhook_events", "audit_log", "audit_seals",
        "manual_journal_transfers", "ledger_closes", "ledger_closing_balances",
    ];

    extension(OiPaymentsDb db)
    {
        /// <summary>Takes away the triggers and foreign keys that stand in the way.</summary>
        public async Task AllowChangesAsync()
        {
            foreach (var table in Guarded)
            {
                if (TestDatabase.Kind == "postgresql") await db.ExecuteAsync($"DROP TRIGGER {table}_append_only ON {table}");
                else foreach (var change in new[] { "update", "delete" }) await db.ExecuteAsync($"DROP TRIGGER {table}_no_{change}");
            }

            // PostgreSQL can be told to skip the others.
            if (TestDatabase.Kind == "sqlite")
                foreach (var trigger in new[] {
                    "payments_lifecycle", "payment_attempts_lifecycle", "refunds_lifecycle", "invoices_lifecycle", "invoices_fixed",
                    "invoices_settled", "manual_journals_lifecycle", "manual_journals_unchanged", "manual_journals_stay",
                    "ledger_book_dates_closed",
                })
                    await db.ExecuteAsync($"DROP TRIGGER {trigger}");
        }

        /// <summary>Runs the statement past every trigger and foreign key.</summary>
        public async Task<int> ExecuteAsync(string sql)
        {
            await db.Database.OpenConnectionAsync();
            try
            {
                await db.Database.ExecuteSqlRawAsync(TestDatabase.Kind == "postgresql"
                    ? "SET session_replication_role = replica"
                    : "PRAGMA foreign_keys = OFF");
                return await db.Database.ExecuteSqlRawAsync(sql);
            }
            finally
            {
                if (TestDatabase.Kind == "postgresql") await db.Database.ExecuteSqlRawAsync("SET session_replication_role = DEFAULT");
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    extension(TestServer server)
    {
        /// <inheritdoc cref="AllowChangesAsync(OiPaymentsDb)"/>
        public Task AllowChangesAsync() => server.WithDbAsync(async db =>
        {
            await db.AllowChangesAsync();
            return 0;
        });

        /// <inheritdoc cref="ExecuteAsync(OiPaymentsDb, string)"/>
        public Task<int> ExecuteAsync(string sql) => server.WithDbAsync(db => db.ExecuteAsync(sql));
    }
}
