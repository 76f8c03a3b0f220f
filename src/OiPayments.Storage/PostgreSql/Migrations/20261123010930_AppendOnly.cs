using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <summary>What happened stays written: the database itself refuses to change journals, transfers, events and the audit log.</summary>
    public partial class AppendOnly : Migration
    {
        private static readonly string[] AppendOnlyTables = ["ledger_journals", "ledger_transfers", "ledger_seals", "webhook_events", "audit_log", "audit_seals"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$;
                """);
            foreach (var table in AppendOnlyTables)
            {
                migrationBuilder.Sql($"""
                    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                    """);
            }

            // The log of delivery attempts is never changed; what is old enough is removed.
            migrationBuilder.Sql("""
                CREATE TRIGGER webhook_attempts_no_update BEFORE UPDATE OR TRUNCATE ON webhook_attempts
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER webhook_attempts_no_update ON webhook_attempts;");
            foreach (var table in AppendOnlyTables) migrationBuilder.Sql($"DROP TRIGGER {table}_append_only ON {table};");
            migrationBuilder.Sql("DROP FUNCTION refuse_change;");
        }
    }
}
