using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.PostgreSql.Migrations;

/// <summary>The triggers of <see cref="PurgeLogosRules"/>, which no model can hold.</summary>
public partial class PurgeLogos
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations => field ??= MakeTriggers();

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations => field ??= DropTriggers();

    private static List<MigrationOperation> MakeTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        migration.Sql("DROP TRIGGER invoice_logos_fixed ON invoice_logos;");
        migration.Sql($"""
            CREATE TRIGGER invoice_logos_fixed BEFORE UPDATE ON invoice_logos FOR EACH ROW
            WHEN ({PurgeLogosRules.ChangesPicture}) EXECUTE FUNCTION refuse_change();
            """);

        // A trigger's own condition cannot ask other tables here.
        migration.Sql($"""
            CREATE FUNCTION refuse_to_remove_needed_logo() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF {PurgeLogosRules.IsNeeded("strpos")} THEN
                    RAISE EXCEPTION 'a logo that a template or an issued document names is never removed';
                END IF;
                RETURN OLD;
            END $$;
            """);
        migration.Sql("""
            CREATE TRIGGER invoice_logos_needed BEFORE DELETE ON invoice_logos FOR EACH ROW
            EXECUTE FUNCTION refuse_to_remove_needed_logo();
            """);
        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var gone in new[] { "invoice_logos_fixed", "invoice_logos_needed" })
            migration.Sql($"DROP TRIGGER {gone} ON invoice_logos;");
        migration.Sql("DROP FUNCTION refuse_to_remove_needed_logo();");
        migration.Sql("""
            CREATE TRIGGER invoice_logos_fixed BEFORE UPDATE OR DELETE ON invoice_logos FOR EACH ROW EXECUTE FUNCTION refuse_change();
            """);
        return migration.Operations;
    }
}
