using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

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
        foreach (var table in CloseMonthsRules.AppendOnlyTables) Refuse("UPDATE OR DELETE OR TRUNCATE", table, "append_only");
        Refuse("DELETE OR TRUNCATE", CloseMonthsRules.DatesTable, "stay");
        migration.Sql($"""
            CREATE TRIGGER {CloseMonthsRules.DatesTable}_closed BEFORE UPDATE ON {CloseMonthsRules.DatesTable} FOR EACH ROW
            WHEN ({CloseMonthsRules.OpensAMonth}) EXECUTE FUNCTION refuse_change();
            """);
        return migration.Operations;

        void Refuse(string changes, string table, string name) => migration.Sql($"""
            CREATE TRIGGER {table}_{name} BEFORE {changes} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
    }
}
