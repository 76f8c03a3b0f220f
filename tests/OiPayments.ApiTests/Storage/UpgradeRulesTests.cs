using Microsoft.EntityFrameworkCore.Migrations;

namespace OiPayments.ApiTests.Storage;

/// <summary>The rules of <see cref="UpgradeRules"/> see what they are there for, and nothing else.</summary>
public class UpgradeRulesTests
{
    public static TheoryData<string> Breaking => [.. Steps(isBreaking: true).Keys];
    public static TheoryData<string> Harmless => [.. Steps(isBreaking: false).Keys];

    [Theory]
    [MemberData(nameof(Breaking))]
    public void What_the_release_before_cannot_live_with_is_seen(string step) =>
        Assert.StartsWith("Change: ", Assert.Single(Look(Steps(isBreaking: true)[step])), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_it_does_not_notice_is_let_pass(string step) => Assert.Empty(Look(Steps(isBreaking: false)[step]));

    private static IReadOnlyList<string> Look(Action<MigrationBuilder> steps)
    {
        var migration = new MigrationBuilder(activeProvider: null);
        steps(migration);
        return UpgradeRules.Broken("Change", migration.Operations, ["newer"]);
    }

    private static Dictionary<string, Action<MigrationBuilder>> Steps(bool isBreaking) => isBreaking
        ? new()
        {
            ["a column is dropped"] = to => to.DropColumn("channel", "payments"),
            ["a column is renamed"] = to => to.RenameColumn("channel", "payments", "way"),
            ["a column is changed"] = to => to.AlterColumn<string>("channel", "payments", nullable: false),
            ["a table is dropped"] = to => to.DropTable("payments"),
            ["a table is renamed"] = to => to.RenameTable("payments", newName: "moneys"),
            ["a column has to be given"] = to => to.AddColumn<int>("weight", "payments", nullable: false),
            ["a check is added"] = to => to.AddCheckConstraint("ck", "payments", "amount_minor > 0"),
            ["a foreign key is added"] = to => to.AddForeignKey("fk", "payments", "customer", "customers"),
            ["an index is made beside other things"] = to =>
            {
                to.AddColumn<int>("weight", "payments", nullable: true);
                to.CreateIndex("ix", "payments", "weight");
            },
            ["a unique index is made"] = to => to.CreateIndex("ix", "payments", "reference", unique: true),
            ["rows are changed"] = to => to.Sql("UPDATE payments SET channel = '';"),
            ["rows are removed, after a function"] = to => to.Sql("CREATE FUNCTION f() AS $$ BEGIN END $$;\nDELETE FROM refunds;"),
            ["a column is dropped by SQL"] = to => to.Sql("ALTER TABLE payments DROP COLUMN channel;"),
        }
        : new()
        {
            ["a table is made"] = to => to.CreateTable("customers", table => new { Id = table.Column<long>() }),
            ["a table and its index are made"] = to =>
            {
                to.CreateTable("customers", table => new { Id = table.Column<long>() });
                to.CreateIndex("ix", "customers", "id", unique: true);
            },
            ["a column may stay empty"] = to => to.AddColumn<int>("weight", "payments", nullable: true),
            ["a column has a default"] = to => to.AddColumn<int>("weight", "payments", nullable: false, defaultValue: 0),
            ["an index is made by itself"] = to => to.CreateIndex("ix", "payments", "weight"),
            ["a small table's rows are changed"] = to => to.Sql("UPDATE applications SET name = name;"),
            ["a trigger changes rows later"] =
                to => to.Sql("CREATE TRIGGER t AFTER INSERT ON payments BEGIN\nUPDATE payments SET a = 1;\nEND;"),
            ["a newer table is changed"] = to =>
            {
                to.DropColumn("a", "newer");
                to.CreateIndex("ix", "newer", "b", unique: true);
                to.Sql("UPDATE newer SET b = 1;");
            },
        };
}
