using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;
using OiPayments.Server;
using OiPayments.Storage;

namespace OiPayments.TestSupport;

internal static class Schema
{
    /// <summary>Brings a database to this version's schema, the way the <c>migrate</c> command does.</summary>
    public static async Task MigrateAsync(string provider, string connection)
    {
        await using var services = Open(provider, connection);
        await Migrations.ApplyAsync(services, mayMigrate: true, CancellationToken.None);
    }

    /// <summary>
    /// Brings a database to the schema that one migration left: later ones are not applied, or are taken back. To take back all, name
    /// <see cref="Migration.InitialDatabase"/>.
    /// </summary>
    public static async Task MigrateToAsync(string migration, string provider, string connection)
    {
        await using var services = Open(provider, connection);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OiPaymentsDb>().GetService<IMigrator>().MigrateAsync(migration);
    }

    private static ServiceProvider Open(string provider, string connection)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = provider,
            ["ConnectionStrings:Database"] = connection,
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(configuration, Path.GetTempPath());
        return services.BuildServiceProvider();
    }
}
