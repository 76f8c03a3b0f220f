using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;
using OiPayments.Storage;
using OiPayments.TestSupport;
using OiPayments.Verification;

namespace OiPayments.ApiTests.Verification;

/// <summary>
/// A copy of a database in which a story was told, and the checker, without a server: what a test breaks is its own. The story
/// itself is told once for all of them, since it takes longer than anything else here.
/// </summary>
internal sealed class ToldStory : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Original = new(TellAsync);

    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;

    private ToldStory(ServiceProvider services) => (this.services, scope) = (services, services.CreateAsyncScope());

    public OiPaymentsDb Db => scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();

    public static async Task<ToldStory> CopyAsync() => await OpenAsync(await CopyDatabaseAsync());

    /// <summary>A copy of the database alone, as a connection string.</summary>
    public static async Task<string> CopyDatabaseAsync() => await (await TestDatabase.GetAsync()).CopyAsync(await Original.Value);

    /// <summary>The checker over a database in which the story was told at another time, such as by an earlier version.</summary>
    public static async Task<ToldStory> OpenAsync(string connection)
    {
        var database = await TestDatabase.GetAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStorage(database.Settings(connection), Path.GetTempPath());
        services.AddBooks();

        // The story's own time: what is due is what was due then.
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestServer.Start));
        return new(services.BuildServiceProvider());
    }

    /// <summary>Every invariant, in the order they are reported.</summary>
    public async Task<List<Finding>> VerifyAsync()
    {
        await using var fresh = services.CreateAsyncScope();
        var findings = new List<Finding>();
        await foreach (var finding in fresh.ServiceProvider.GetRequiredService<Verifier>().RunAsync(begins: null, CancellationToken.None))
            findings.Add(finding);
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
    }

    private static async Task<string> TellAsync()
    {
        var connection = await (await TestDatabase.GetAsync()).CreateAsync();
        await using (var server = new TestServer(new() { ["ConnectionStrings:Database"] = connection }))
        {
            await server.InitializeAsync();
            await VerifyingTests.TellStoryAsync(server);
        }

        return connection;
    }
}
