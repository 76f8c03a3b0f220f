using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

/// <summary>The triggers of <see cref="KeepSettledInvoicesRules"/>, which no model can hold.</summary>
public partial class KeepSettledInvoices
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= MakeTriggers();

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations => field ??= DropTriggers();

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);

        // Days were Dhaka's until now.
        migration.Sql("""
            UPDATE invoices SET overdue_at = (next_due_date + 1)::timestamp AT TIME ZONE 'Asia/Dhaka' WHERE next_due_date IS NOT NULL;
            """);
        foreach (var gone in new[] { "invoices_lifecycle", "invoices_fixed" }) migration.Sql($"DROP TRIGGER {gone} ON invoices;");
        migration.Sql($"""
            CREATE TRIGGER invoices_lifecycle BEFORE UPDATE OF status ON invoices FOR EACH ROW
            WHEN ({KeepSettledInvoicesRules.Steps.Refused}) EXECUTE FUNCTION refuse_step();
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices FOR EACH ROW
            WHEN ({KeepSettledInvoicesRules.ChangesWhatIsFixed}) EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_settled BEFORE UPDATE ON invoices FOR EACH ROW
            WHEN ({KeepSettledInvoicesRules.IsOff}) EXECUTE FUNCTION refuse_change();
            """);
        foreach (var table in KeepSettledInvoicesRules.AppendOnlyTables)
        {
            migration.Sql($"""
                CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
                """);
            migration.Sql($"""
                CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }

        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var gone in new[] { "invoices_settled", "invoices_fixed" }) migration.Sql($"DROP TRIGGER {gone} ON invoices;");
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices FOR EACH ROW
            WHEN ({AddInvoicesRules.ChangesWhatIsFixed}) EXECUTE FUNCTION refuse_change();
            """);
        foreach (var table in KeepSettledInvoicesRules.AppendOnlyTables)
        {
            migration.Sql($"DROP TRIGGER {table}_fixed ON {table};");
            migration.Sql($"DROP TRIGGER {table}_no_truncate ON {table};");
        }

        return migration.Operations;
    }
}
