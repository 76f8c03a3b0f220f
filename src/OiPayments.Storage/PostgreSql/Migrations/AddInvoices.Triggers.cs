using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

/// <summary>The triggers of <see cref="AddInvoicesRules"/>, which no model can hold: made and dropped with the tables.</summary>
public partial class AddInvoices
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= [.. base.UpOperations, .. MakeTriggers()];

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations => field ??= [.. base.DownOperations, .. DropFunctions()];

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql($"""
            CREATE FUNCTION refuse_change_of_issued() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
              IF {AddInvoicesRules.IsOfAnIssuedInvoice} THEN
                RAISE EXCEPTION 'rows of % are never changed or removed once the invoice is issued', TG_TABLE_NAME;
              END IF;
              IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
              RETURN NEW;
            END $$;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_lifecycle BEFORE UPDATE OF status ON invoices FOR EACH ROW
            WHEN ({AddInvoicesRules.Steps.Refused}) EXECUTE FUNCTION refuse_step();
            """);
        migration.Sql($"""
            CREATE TRIGGER invoices_fixed BEFORE UPDATE ON invoices FOR EACH ROW
            WHEN ({AddInvoicesRules.ChangesWhatIsFixed}) EXECUTE FUNCTION refuse_change();
            """);
        migration.Sql("""
            CREATE TRIGGER invoices_stay BEFORE DELETE ON invoices FOR EACH ROW
            WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION refuse_change();
            """);
        RefuseTruncate("invoices");
        foreach (var table in AddInvoicesRules.TablesOfInvoices)
        {
            RefuseTruncate(table);
            migration.Sql($"""
                CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
                """);
        }

        return migration.Operations;

        void RefuseTruncate(string table) => migration.Sql($"""
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """);
    }

    private static List<MigrationOperation> DropFunctions()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql("DROP FUNCTION refuse_change_of_issued;");
        return migration.Operations;
    }
}
