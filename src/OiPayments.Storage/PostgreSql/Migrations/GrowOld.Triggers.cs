using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

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
        Drop(migration, "webhook_events_append_only", "webhook_events");
        Drop(migration, "invoices_fixed", "invoices");
        Drop(migration, "invoice_lines_fixed", "invoice_lines");
        Drop(migration, "credit_notes_fixed", "credit_notes");

        migration.Sql("""
            CREATE TRIGGER webhook_events_append_only BEFORE DELETE OR TRUNCATE ON webhook_events
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql($"""
            CREATE TRIGGER webhook_events_fixed BEFORE UPDATE ON webhook_events FOR EACH ROW
            WHEN ({GrowOldRules.ChangesEvent}) EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices FOR EACH ROW
            WHEN ({GrowOldRules.ChangesInvoice}) EXECUTE FUNCTION refuse_change();
            """);

        // A trigger's own condition cannot ask other tables here.
        MakeFunction("refuse_change_of_line", GrowOldRules.ChangesLine);
        MakeFunction("refuse_change_of_credit_note", GrowOldRules.ChangesCreditNote);
        migration.Sql("""
            CREATE TRIGGER invoice_lines_fixed BEFORE DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
            """);
        migration.Sql("""
            CREATE TRIGGER invoice_lines_unchanged BEFORE UPDATE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_change_of_line();
            """);
        migration.Sql("""
            CREATE TRIGGER credit_notes_fixed BEFORE DELETE ON credit_notes FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql("""
            CREATE TRIGGER credit_notes_unchanged BEFORE UPDATE ON credit_notes FOR EACH ROW
            EXECUTE FUNCTION refuse_change_of_credit_note();
            """);
        return migration.Operations;

        void MakeFunction(string name, string refused) => migration.Sql($"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF {refused} THEN
                    RAISE EXCEPTION 'rows of % are never changed, but erased with their customer', TG_TABLE_NAME;
                END IF;
                RETURN NEW;
            END $$;
            """);
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        Drop(migration, "webhook_events_append_only", "webhook_events");
        Drop(migration, "webhook_events_fixed", "webhook_events");
        Drop(migration, "invoices_fixed", "invoices");
        Drop(migration, "invoice_lines_fixed", "invoice_lines");
        Drop(migration, "invoice_lines_unchanged", "invoice_lines");
        Drop(migration, "credit_notes_fixed", "credit_notes");
        Drop(migration, "credit_notes_unchanged", "credit_notes");
        foreach (var function in new[] { "refuse_change_of_line", "refuse_change_of_credit_note" })
            migration.Sql($"DROP FUNCTION {function}();");

        migration.Sql("""
            CREATE TRIGGER webhook_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON webhook_events
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices FOR EACH ROW
            WHEN ({KeepSettledInvoicesRules.ChangesWhatIsFixed}) EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql("""
            CREATE TRIGGER invoice_lines_fixed BEFORE UPDATE OR DELETE ON invoice_lines
            FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
            """);
        migration.Sql("""
            CREATE TRIGGER credit_notes_fixed BEFORE UPDATE OR DELETE ON credit_notes FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """);
        return migration.Operations;
    }

    private static void Drop(MigrationBuilder migration, string trigger, string table) =>
        migration.Sql($"DROP TRIGGER {trigger} ON {table};");
}
