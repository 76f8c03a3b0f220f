using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

/// <summary>The triggers of <see cref="GrowOldRules"/>, which no model can hold: made after the columns.</summary>
public partial class GrowOld
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations => field ??= [.. DropTriggers(), .. base.DownOperations];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var gone in new[] { "webhook_events_no_update", "invoices_fixed", "invoice_lines_no_update", "credit_notes_no_update" })
            migration.Sql($"DROP TRIGGER {gone};");
        migration.Sql($"""
            CREATE TRIGGER webhook_events_no_update BEFORE UPDATE ON webhook_events WHEN {GrowOldRules.ChangesEvent}
            BEGIN SELECT RAISE(ABORT, 'rows of webhook_events are never changed or removed, only their bodies are'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices WHEN {GrowOldRules.ChangesInvoice}
            BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed, but its customer erased'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines WHEN {GrowOldRules.ChangesLine}
            BEGIN SELECT RAISE(ABORT, 'lines of an issued invoice are never changed, but erased with its customer'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER credit_notes_no_update BEFORE UPDATE ON credit_notes WHEN {GrowOldRules.ChangesCreditNote}
            BEGIN SELECT RAISE(ABORT, 'a credit note is never changed, but erased with its customer'); END;
            """);
        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var gone in new[] { "webhook_events_no_update", "invoices_fixed", "invoice_lines_no_update", "credit_notes_no_update" })
            migration.Sql($"DROP TRIGGER {gone};");
        foreach (var table in new[] { "webhook_events", "credit_notes" })
        {
            migration.Sql($"""
                CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
                BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END;
                """);
        }

        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices WHEN {KeepSettledInvoicesRules.ChangesWhatIsFixed}
            BEGIN SELECT RAISE(ABORT, 'an issued invoice is never changed'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines WHEN {AddInvoicesRules.IsOfAnIssuedInvoice}
            BEGIN SELECT RAISE(ABORT, 'rows of invoice_lines are never changed or removed once the invoice is issued'); END;
            """);
        return migration.Operations;
    }
}
