using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;
using OiPayments.Storage.PostgreSql;
using OiPayments.Storage.Sqlite;

namespace OiPayments.UnitTests.Architecture;

/// <summary>
/// The server starts with models that were compiled ahead (Compiled/ beside each provider's context): they must be what the
/// configurations say, or the service would read and write another schema than the migrations made.
/// </summary>
public partial class CompiledModelTests
{
    private const string Mend = "The model was changed after it was compiled: run build/schema. Not as configured:";

    [Fact]
    public void SQLite_starts_with_the_model_that_the_configurations_describe() =>
        Compare(new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().UseSnakeCaseNamingConvention().Options), "Sqlite");

    [Fact]
    public void PostgreSQL_starts_with_the_model_that_the_configurations_describe() =>
        Compare(
            new PostgreSqlDb(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options), "PostgreSql");

    private static void Compare(OiPaymentsDb db, string provider)
    {
        using var disposing = db;
        Assert.IsType<RuntimeModel>(db.Model, exactMatch: false);
        Assert.Equal($"OiPayments.Storage.{provider}.Compiled", db.Model.GetType().Namespace);

        var compiled = Repository.Folder($"src/OiPayments.Storage/{provider}/Compiled");
        var fresh = Directory.CreateTempSubdirectory("oipayments-model-");
        try
        {
            Generate(db, provider, fresh.FullName);
            var names = Files(compiled)
                .Union(Files(fresh.FullName))
                .Order(StringComparer.Ordinal)
                .Where(name => Text(compiled, name) != Text(fresh.FullName, name))
                .ToList();
            Assert.True(names.Count == 0, $"{Mend} {string.Join(", ", names)}");
        }
        finally
        {
            fresh.Delete(recursive: true);
        }
    }

    /// <summary>As <c>dotnet ef dbcontext optimize</c> does.</summary>
    private static void Generate(OiPaymentsDb db, string provider, string folder)
    {
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
        var assembly = Assembly.Load(new AssemblyName(db.GetService<IDatabaseProvider>().Name));
        var ofProvider = assembly.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName;
        ((IDesignTimeServices)Activator.CreateInstance(assembly.GetType(ofProvider, throwOnError: true)!)!)
            .ConfigureDesignTimeServices(services);

        using var designing = services.BuildServiceProvider();
        using var scope = designing.CreateScope();
        scope.ServiceProvider.GetRequiredService<ICompiledModelScaffolder>()
            .ScaffoldModel(db.GetService<IDesignTimeModel>().Model, folder, new()
            {
                ContextType = db.GetType(),
                ModelNamespace = $"OiPayments.Storage.{provider}.Compiled",
                Language = "C#",
            });
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file));

    // Each compilation calls itself by a number of its own.
    private static string? Text(string folder, string name) =>
        File.Exists(Path.Combine(folder, name))
            ? ModelId().Replace(File.ReadAllText(Path.Combine(folder, name)).ReplaceLineEndings("\n"), "")
            : null;

    [GeneratedRegex("modelId: new Guid\\(\"[0-9a-f-]+\"\\)", RegexOptions.None, 1000)]
    private static partial Regex ModelId();
}
