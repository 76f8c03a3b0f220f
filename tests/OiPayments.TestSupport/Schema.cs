using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Server;
using OiPayments.Storage;

namespace OiPayments.TestSupport;

internal static class Schema
{
    /// <summary>Brings an empty database to this version's schema, the way the <c>migrate</c> command does.</summary>
    public static async Task MigrateAsync(string provider, string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = provider,
            ["ConnectionStrings:Database"] = connection,
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(configuration, Path.GetTempPath());
        await using var provided = services.BuildServiceProvider();
        await Migrations.ApplyAsync(provided, mayMigrate: true, CancellationToken.None);
    }
}
