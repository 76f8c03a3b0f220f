using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

/// <summary>The triggers of <see cref="InitialRules"/>, which no model can hold: made after the tables, and dropped with them.</summary>
public partial class Initial
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var table in InitialRules.AppendOnlyTables)
        {
            Refuse("UPDATE", table);
            Refuse("DELETE", table);
        }

        foreach (var table in InitialRules.UnchangedTables) Refuse("UPDATE", table);

        foreach (var lifecycle in InitialRules.Lifecycles)
        {
            var table = lifecycle.Table;
            migration.Sql($"""
                CREATE TRIGGER {table}_lifecycle BEFORE UPDATE OF status ON {table} WHEN {lifecycle.Refused}
                BEGIN SELECT RAISE(ABORT, 'a row of {table} cannot take this step'); END;
                """);
            migration.Sql($"""
                CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}
                BEGIN SELECT RAISE(ABORT, 'rows of {table} are never removed'); END;
                """);
        }

        return migration.Operations;

        void Refuse(string change, string table) => migration.Sql($"""
            CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table}
            BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END;
            """);
    }
}
