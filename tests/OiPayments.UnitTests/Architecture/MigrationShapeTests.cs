using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using OiPayments.Storage.Sqlite;

namespace OiPayments.UnitTests.Architecture;

/// <summary>
/// The snapshot is the only copy of the model: a migration carries none of its own. Entity Framework needs one only where SQLite has no
/// statement for a change, so that the table is made anew. No migration may do that in any case, because the new table lacks the old
/// one's triggers.
/// </summary>
public class MigrationShapeTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly List<Type> Migrations =
        [.. typeof(SqliteDb).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Migration)))];

    /// <summary>What SQLite has a statement for. To drop a column, write <c>ALTER TABLE … DROP COLUMN</c> as SQL.</summary>
    private static readonly List<Type> Plain =
    [
        typeof(CreateTableOperation), typeof(DropTableOperation), typeof(RenameTableOperation), typeof(AddColumnOperation),
        typeof(RenameColumnOperation), typeof(CreateIndexOperation), typeof(DropIndexOperation), typeof(SqlOperation),
    ];

    [Fact]
    public void No_migration_carries_a_second_model()
    {
        Assert.NotEmpty(Migrations);
        Assert.DoesNotContain(Migrations, type => type.GetMethod("BuildTargetModel", Own) is not null);
    }

    [Fact]
    public void No_migration_makes_an_SQLite_table_anew() =>
        Assert.Empty(from type in Migrations
                     where type.Namespace == $"{typeof(SqliteDb).Namespace}.Migrations"
                     let migration = (Migration)Activator.CreateInstance(type)!
                     from operation in migration.UpOperations.Concat(migration.DownOperations)
                     where !Plain.Contains(operation.GetType())
                     select $"{type.Name}: {operation.GetType().Name}");
}
