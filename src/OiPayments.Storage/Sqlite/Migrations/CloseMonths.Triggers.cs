using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

/// <summary>
/// The triggers of <see cref="CloseMonthsRules"/>, which no model can hold: made after the tables, and dropped with them.
/// </summary>
public partial class CloseMonths
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var table in CloseMonthsRules.AppendOnlyTables)
        {
            Refuse("UPDATE", table, "no_update");
            Refuse("DELETE", table, "no_delete");
        }

        Refuse("DELETE", CloseMonthsRules.DatesTable, "stay");
        migration.Sql($"""
            CREATE TRIGGER {CloseMonthsRules.DatesTable}_closed BEFORE UPDATE ON {CloseMonthsRules.DatesTable}
            WHEN {CloseMonthsRules.OpensAMonth}
            BEGIN SELECT RAISE(ABORT, 'a closed month is never opened again'); END;
            """);
        return migration.Operations;

        void Refuse(string change, string table, string name) => migration.Sql($"""
            CREATE TRIGGER {table}_{name} BEFORE {change} ON {table}
            BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END;
            """);
    }
}
