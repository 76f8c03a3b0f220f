using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

/// <summary>
/// The triggers of <see cref="AddManualJournalsRules"/>, which no model can hold: made after the tables, and dropped with them.
/// </summary>
public partial class AddManualJournals
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        var steps = AddManualJournalsRules.Steps;
        migration.Sql($"""
            CREATE TRIGGER {steps.Table}_lifecycle BEFORE UPDATE OF status ON {steps.Table} WHEN {steps.Refused}
            BEGIN SELECT RAISE(ABORT, 'a row of {steps.Table} cannot take this step'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER {steps.Table}_unchanged BEFORE UPDATE ON {steps.Table} WHEN {AddManualJournalsRules.ChangesWhatIsFixed}
            BEGIN SELECT RAISE(ABORT, 'a manual journal is decided once, and nothing else of it is changed'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER {steps.Table}_stay BEFORE DELETE ON {steps.Table}
            BEGIN SELECT RAISE(ABORT, 'rows of {steps.Table} are never removed'); END;
            """);
        foreach (var change in new[] { "UPDATE", "DELETE" })
        {
            migration.Sql($"""
                CREATE TRIGGER {AddManualJournalsRules.AppendOnlyTable}_no_{change.ToLowerInvariant()} BEFORE {change}
                ON {AddManualJournalsRules.AppendOnlyTable}
                BEGIN SELECT RAISE(ABORT, 'rows of {AddManualJournalsRules.AppendOnlyTable} are never changed or removed'); END;
                """);
        }

        return migration.Operations;
    }
}
