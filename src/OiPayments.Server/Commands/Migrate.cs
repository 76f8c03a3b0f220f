using System.Data.Common;
using OiPayments.Persistence;
using OiPayments.Storage;

namespace OiPayments.Server.Commands;

/// <summary><c>migrate</c>: brings the database to this version's schema, before the nodes of this version start.</summary>
internal static class Migrate
{
    /// <summary><c>migrate --plan</c>: says what it would do, and does nothing.</summary>
    public static async Task<int> PlanAsync(string[] settings, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);

        await using var app = builder.Build();
        var pending = await Migrations.ListPendingAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        foreach (var line in MigrationPlan.Describe(db, pending, await MigrationPlan.CountRowsAsync(db, ct)))
            await output.WriteLineAsync(line);
        await output.WriteLineAsync(pending.Count == 0
            ? "The schema is up to date."
            : $"{pending.Count} migrations. Nothing was done; migrate does it.");
        return 0;
    }

    public static async Task<int> RunAsync(string[] settings, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        DataFolder.Prepare(read.DataFolder);
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);

        await using var app = builder.Build();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var progress = ShowIndexesAsync(app.Services, done.Token);
        var applied = await Migrations.ApplyAsync(app.Services, mayMigrate: true, ct, Console.Out.WriteLine);
        await done.CancelAsync();
        await progress;
        DataFolder.CloseToOthers(read.DataFolder, app.Logger);
        await Console.Out.WriteLineAsync(applied.Count == 0
            ? "The schema is up to date."
            : $"The schema is up to date; {applied.Count} migrations were applied.");
        return 0;
    }

    /// <summary>An index on a large table takes minutes: shows how far it is, until cancelled.</summary>
    private static async Task ShowIndexesAsync(IServiceProvider services, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3));
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                foreach (var sentence in await services.ReadIndexProgressAsync(ct))
                    await Console.Out.WriteLineAsync($"making   {sentence}");
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or DbException)
        {
            // It is over, or the migration itself says what is wrong with the database.
        }
    }
}
