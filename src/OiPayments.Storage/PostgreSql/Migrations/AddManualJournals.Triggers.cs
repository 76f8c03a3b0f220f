using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

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
            CREATE TRIGGER {steps.Table}_lifecycle BEFORE UPDATE OF status ON {steps.Table} FOR EACH ROW
            WHEN ({steps.Refused}) EXECUTE FUNCTION refuse_step();
            """);
        migration.Sql($"""
            CREATE TRIGGER {steps.Table}_unchanged BEFORE UPDATE ON {steps.Table} FOR EACH ROW
            WHEN ({AddManualJournalsRules.ChangesWhatIsFixed}) EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql($"""
            CREATE TRIGGER {steps.Table}_stay BEFORE DELETE OR TRUNCATE ON {steps.Table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql($"""
            CREATE TRIGGER {AddManualJournalsRules.AppendOnlyTable}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
            ON {AddManualJournalsRules.AppendOnlyTable} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
        return migration.Operations;
    }
}
