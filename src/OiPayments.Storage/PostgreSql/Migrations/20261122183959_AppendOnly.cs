using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OiPayments.Storage.PostgreSql.Migrations
{
    /// <summary>What happened stays written: the database itself refuses to change journals, transfers, seals and events.</summary>
    public partial class AppendOnly : Migration
    {
        private static readonly string[] AppendOnlyTables = ["ledger_journals", "ledger_transfers", "ledger_seals", "webhook_events"];

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in AppendOnlyTables) migrationBuilder.Sql($"DROP TRIGGER {table}_append_only ON {table};");
            migrationBuilder.Sql("DROP FUNCTION refuse_change;");
        }
    }
}
