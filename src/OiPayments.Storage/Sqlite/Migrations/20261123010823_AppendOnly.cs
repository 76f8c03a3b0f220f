using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.Sqlite.Migrations
{
    /// <summary>What happened stays written: the database itself refuses to change journals, transfers, events and the audit log.</summary>
    public partial class AppendOnly : Migration
    {
        private static readonly string[] AppendOnlyTables = ["ledger_journals", "ledger_transfers", "ledger_seals", "webhook_events", "audit_log", "audit_seals"];
        private static readonly string[] Changes = ["UPDATE", "DELETE"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in AppendOnlyTables)
            {
                foreach (var change in Changes)
                {
                    migrationBuilder.Sql($"""
                        CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table}
                        BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END;
                        """);
                }
            }

            // The log of delivery attempts is never changed; what is old enough is removed.
            migrationBuilder.Sql("""
                CREATE TRIGGER webhook_attempts_no_update BEFORE UPDATE ON webhook_attempts
                BEGIN SELECT RAISE(ABORT, 'rows of webhook_attempts are never changed or removed'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER webhook_attempts_no_update;");
            foreach (var table in AppendOnlyTables)
            {
                foreach (var change in Changes) migrationBuilder.Sql($"DROP TRIGGER {table}_no_{change.ToLowerInvariant()};");
            }
        }
    }
}
