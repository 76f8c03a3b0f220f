using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

/// <summary>The triggers of <see cref="AddInvoicesRules"/>, which no model can hold: made and dropped with the tables.</summary>
public partial class AddInvoices
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql($"""
            CREATE TRIGGER invoices_lifecycle BEFORE UPDATE OF status ON invoices WHEN {AddInvoicesRules.Steps.Refused}
            BEGIN SELECT RAISE(ABORT, 'a row of invoices cannot take this step'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices WHEN {AddInvoicesRules.ChangesWhatIsFixed}
            BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END;
            """);
        migration.Sql("""
            CREATE TRIGGER invoices_stay BEFORE DELETE ON invoices WHEN OLD.status <> 'DRAFT'
            BEGIN SELECT RAISE(ABORT, 'rows of invoices are never removed but drafts'); END;
            """);
        foreach (var table in AddInvoicesRules.TablesOfInvoices)
        {
            foreach (var change in new[] { "UPDATE", "DELETE" })
            {
                migration.Sql($"""
                    CREATE TRIGGER {table}_no_{change.ToLowerInvariant()} BEFORE {change} ON {table}
                    WHEN {AddInvoicesRules.IsOfAnIssuedInvoice}
                    BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed once the invoice is issued'); END;
                    """);
            }
        }

        return migration.Operations;
    }
}
