using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace OiPayments.Storage.Sqlite.Migrations;

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
        foreach (var gone in new[] { "invoice_logos_no_update", "invoice_logos_no_delete" }) migration.Sql($"DROP TRIGGER {gone};");
        migration.Sql($"""
            CREATE TRIGGER invoice_logos_fixed BEFORE UPDATE ON invoice_logos WHEN {PurgeLogosRules.ChangesPicture}
            BEGIN SELECT RAISE(ABORT, 'the picture of a logo is never changed'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER invoice_logos_needed BEFORE DELETE ON invoice_logos WHEN {PurgeLogosRules.IsNeeded("instr")}
            BEGIN SELECT RAISE(ABORT, 'a logo that a template or an issued document names is never removed'); END;
            """);
        return migration.Operations;
    }

    private static List<MigrationOperation> DropTriggers()
    {
        var migration = new MigrationBuilder(activeProvider: null);
        foreach (var gone in new[] { "invoice_logos_fixed", "invoice_logos_needed" }) migration.Sql($"DROP TRIGGER {gone};");
        foreach (var change in new[] { "UPDATE", "DELETE" })
        {
            migration.Sql($"""
                CREATE TRIGGER invoice_logos_no_{change.ToLowerInvariant()} BEFORE {change} ON invoice_logos
                BEGIN SELECT RAISE(ABORT, 'rows of invoice_logos are never changed or removed'); END;
                """);
        }

        return migration.Operations;
    }
}
