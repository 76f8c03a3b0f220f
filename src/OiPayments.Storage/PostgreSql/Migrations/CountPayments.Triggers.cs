using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

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
            CREATE FUNCTION note_payment_step() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                {CountPaymentsRules.Note("coalesce(OLD.status, 'PENDING')")}
                RETURN NULL;
            END $$;
            """);
        migration.Sql($"""
            CREATE TRIGGER payments_step AFTER UPDATE OF status ON payments FOR EACH ROW
            WHEN ({CountPaymentsRules.TakesAStep}) EXECUTE FUNCTION note_payment_step();
            """);
        migration.Sql($"""
            CREATE TRIGGER payments_ended AFTER INSERT ON payments FOR EACH ROW
            WHEN ({CountPaymentsRules.HasEnded}) EXECUTE FUNCTION note_payment_step();
            """);
        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql("DROP TRIGGER payments_step ON payments;");
        migration.Sql("DROP TRIGGER payments_ended ON payments;");
        migration.Sql("DROP FUNCTION note_payment_step();");
        return migration.Operations;
    }
}
