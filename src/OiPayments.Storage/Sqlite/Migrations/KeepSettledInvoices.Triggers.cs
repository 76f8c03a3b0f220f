using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

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

        // Days were Dhaka's until now: the first instant after one is 18:00 UTC of the same day.
        migration.Sql("""
            UPDATE invoices SET overdue_at = (CAST(strftime('%s', next_due_date) AS INTEGER) + 18 * 3600) * 1000000
            WHERE next_due_date IS NOT NULL;
            """);
        foreach (var gone in new[] { "invoices_lifecycle", "invoices_fixed" }) migration.Sql($"DROP TRIGGER {gone};");
        migration.Sql($"""
            CREATE TRIGGER invoices_lifecycle BEFORE UPDATE OF status ON invoices WHEN {KeepSettledInvoicesRules.Steps.Refused}
            BEGIN SELECT RAISE(ABORT, 'a row of invoices cannot take this step'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices WHEN {KeepSettledInvoicesRules.ChangesWhatIsFixed}
            BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_settled BEFORE UPDATE ON invoices WHEN {KeepSettledInvoicesRules.IsOff}
            BEGIN SELECT RAISE(ABORT, 'what settled an invoice does not go together'); END;
            """);
        foreach (var table in KeepSettledInvoicesRules.AppendOnlyTables)
        {
            foreach (var change in new[] { "UPDATE", "DELETE" })
            {
                migration.Sql($"""
                    CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table}
                    BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END;
                    """);
            }
        }

        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var gone in new[] { "invoices_settled", "invoices_fixed" }) migration.Sql($"DROP TRIGGER {gone};");
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices WHEN {AddInvoicesRules.ChangesWhatIsFixed}
            BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END;
            """);
        foreach (var table in KeepSettledInvoicesRules.AppendOnlyTables)
        {
            migration.Sql($"DROP TRIGGER {table}_no_update;");
            migration.Sql($"DROP TRIGGER {table}_no_delete;");
        }

        return migration.Operations;
    }
}
