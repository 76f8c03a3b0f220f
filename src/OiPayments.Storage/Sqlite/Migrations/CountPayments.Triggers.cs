using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

/// <summary>
/// The triggers of <see cref="CountPaymentsRules"/>, which no model can hold: made after the tables, and dropped before them.
/// </summary>
public partial class CountPayments
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations => field ??= [.. DropTriggers(), .. base.DownOperations];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql($"""
            CREATE TRIGGER payments_step AFTER UPDATE OF status ON payments WHEN {CountPaymentsRules.TakesAStep}
            BEGIN {CountPaymentsRules.Note("OLD.status")} END;
            """);
        migration.Sql($"""
            CREATE TRIGGER payments_ended AFTER INSERT ON payments WHEN {CountPaymentsRules.HasEnded}
            BEGIN {CountPaymentsRules.Note("'PENDING'")} END;
            """);
        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql("DROP TRIGGER payments_step;");
        migration.Sql("DROP TRIGGER payments_ended;");
        return migration.Operations;
    }
}
