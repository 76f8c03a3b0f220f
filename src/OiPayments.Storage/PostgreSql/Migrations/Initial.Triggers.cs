using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

/// <summary>The triggers of <see cref="InitialRules"/>, which no model can hold: made after the tables, and dropped with them.</summary>
public partial class Initial
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations => field ??= [.. base.DownOperations, .. DropFunctions()];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$;
            """);
        migration.Sql("""
            CREATE FUNCTION refuse_step() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.status, NEW.status; END $$;
            """);

        foreach (var table in InitialRules.AppendOnlyTables) Refuse("UPDATE OR DELETE OR TRUNCATE", table, "append_only");
        foreach (var table in InitialRules.UnchangedTables) Refuse("UPDATE OR TRUNCATE", table, "no_update");

        foreach (var lifecycle in InitialRules.Lifecycles)
        {
            var table = lifecycle.Table;
            migration.Sql($"""
                CREATE TRIGGER {table}_lifecycle BEFORE UPDATE OF status ON {table} FOR EACH ROW
                WHEN ({lifecycle.Refused}) EXECUTE FUNCTION refuse_step();
                """);
            Refuse("DELETE OR TRUNCATE", table, "stay");
        }

        return migration.Operations;

        void Refuse(string changes, string table, string name) => migration.Sql($"""
            CREATE TRIGGER {table}_{name} BEFORE {changes} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
    }

    private static List<MigrationOperation> DropFunctions()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql("DROP FUNCTION refuse_change;");
        migration.Sql("DROP FUNCTION refuse_step;");
        return migration.Operations;
    }
}
