using Microsoft.EntityFrameworkCore;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>What somebody with the database's password can do, in a database of the test's own.</summary>
internal static class Tampering
{
    private static readonly string[] Guarded = ["ledger_journals", "ledger_transfers", "ledger_seals", "webhook_events"];

    extension(TestServer server)
    {
        /// <summary>Takes away the triggers and foreign keys that stand in the way.</summary>
        public async Task AllowChangesAsync()
        {
            await server.DropGuardsAsync(Guarded);

            // PostgreSQL can be told to skip the others.
            if (TestDatabase.Kind == "sqlite")
                foreach (var table in new[] { "payments", "payment_attempts", "refunds" }) await server.ExecuteAsync($"DROP TRIGGER {table}_lifecycle");
        }

        /// <summary>The same for the audit log alone.</summary>
        public Task AllowAuditChangesAsync() => server.DropGuardsAsync(["audit_log", "audit_seals"]);

        private async Task DropGuardsAsync(IEnumerable<string> tables)
        {
            foreach (var table in tables)
            {
                if (TestDatabase.Kind == "postgresql") await server.ExecuteAsync($"DROP TRIGGER {table}_append_only ON {table}");
                else foreach (var change in new[] { "update", "delete" }) await server.ExecuteAsync($"DROP TRIGGER {table}_no_{change}");
            }
        }

        /// <summary>Runs the statement past every trigger and foreign key.</summary>
        public Task<int> ExecuteAsync(string sql) => server.WithDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            try
            {
                await db.Database.ExecuteSqlRawAsync(TestDatabase.Kind == "postgresql" ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF");
                return await db.Database.ExecuteSqlRawAsync(sql);
            }
            finally
            {
                if (TestDatabase.Kind == "postgresql") await db.Database.ExecuteSqlRawAsync("SET session_replication_role = DEFAULT");
                await db.Database.CloseConnectionAsync();
            }
        });
    }
}
