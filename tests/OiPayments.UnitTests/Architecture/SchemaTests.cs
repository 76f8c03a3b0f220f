using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using OiPayments.Persistence;
using OiPayments.Storage.PostgreSql;

namespace OiPayments.UnitTests.Architecture;

/// <summary>
/// The rules that keep the door to a distributed PostgreSQL open, read off the model (docs/decisions/0003): tenant data is keyed
/// and found by its application first, and nothing correct depends on what one machine alone can do.
/// </summary>
public class SchemaTests
{
    // The whole model; the one that was compiled for the server leaves out what only migrations ask for.
    private static readonly IModel Model =
        new PostgreSqlDb(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options)
            .GetService<IDesignTimeModel>().Model;

    private static readonly List<IEntityType> Tenants = [
        .. Model.GetEntityTypes().Where(type => !typeof(IDirectoryEntry).IsAssignableFrom(type.ClrType))
    ];

    [Fact]
    public void Directory_tables_are_few_and_known() => Assert.Equal(
        [
            "applications", "credentials", "id_blocks", "nodes", "operator_passkeys", "operator_recovery_codes", "operator_sessions",
            "operator_totp", "operators",
            "passkey_challenges", "role_grants", "roles", "sign_in_limits", "wrapped_keys",
        ],
        Model.GetEntityTypes().Except(Tenants).Select(type => type.GetTableName()).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_key_of_tenant_data_begins_with_the_application() =>
        Assert.Empty(from type in Tenants
                     from key in type.GetKeys()
                     where key.Properties[0].Name != "ApplicationId"
                     select $"{type.GetTableName()} {key.GetName()}");

    [Fact]
    public void Every_index_of_tenant_data_begins_with_the_application() =>
        Assert.Empty(from type in Tenants
                     from index in type.GetIndexes()
                     where index.Properties[0].Name != "ApplicationId"
                     select $"{type.GetTableName()} {index.GetDatabaseName()}");

    [Fact]
    public void Every_foreign_key_stays_inside_one_application() =>
        Assert.Empty(from type in Tenants
                     from key in type.GetForeignKeys()
                     where key.Properties[0].Name != "ApplicationId" || key.PrincipalKey.Properties[0].Name != "ApplicationId"
                     select $"{type.GetTableName()} to {key.PrincipalEntityType.GetTableName()}");

    [Fact]
    public void The_database_hands_out_no_ids() =>
        Assert.Empty(from type in Model.GetEntityTypes()
                     from property in type.GetProperties()
                     where property.ValueGenerated is not ValueGenerated.Never
                     select $"{type.GetTableName()}.{property.Name}");

    [Fact]
    public void A_concurrency_token_is_an_integer_named_version() =>
        Assert.Empty(from type in Model.GetEntityTypes()
                     from property in type.GetProperties()
                     where property.IsConcurrencyToken && (property.Name != "Version" || property.ClrType != typeof(int))
                     select $"{type.GetTableName()}.{property.Name}");

    [Fact]
    public void Money_is_a_whole_number() =>
        Assert.Empty(from type in Model.GetEntityTypes()
                     from property in type.GetProperties()
                     where property.ClrType == typeof(decimal) || property.ClrType == typeof(double)
                         || (property.Name.EndsWith("Minor", StringComparison.Ordinal)
                             && (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) != typeof(long))
                     select $"{type.GetTableName()}.{property.Name}");

    // What operators do to an application, and what its settings are, concerns it as a whole; a test clock is of TEST alone; a piece of a
    // file is of the mode of its file.
    [Fact]
    public void What_belongs_to_a_mode_says_so() => Assert.Equal(
        ["currency_limits", "invoice_logos", "invoice_templates", "setting_changes", "statement_chunks", "test_clocks"],
        Tenants.Where(type => type.FindProperty("Mode") is null && type.ClrType.Namespace != "OiPayments.Audit")
            .Select(type => type.GetTableName())
            .Order(StringComparer.Ordinal));

    [Fact]
    public void No_default_is_computed_by_the_database() =>
        Assert.Empty(from type in Model.GetEntityTypes()
                     from property in type.GetProperties()
                     where property.GetDefaultValueSql() is not null || property.GetComputedColumnSql() is not null
                     select $"{type.GetTableName()}.{property.Name}");
}
