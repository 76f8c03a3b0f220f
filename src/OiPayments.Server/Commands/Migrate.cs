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
        foreach (var line in MigrationPlan.Describe(scope.ServiceProvider.GetRequiredService<OiPaymentsDb>(), pending))
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
        var applied = await Migrations.ApplyAsync(app.Services, mayMigrate: true, ct);
        DataFolder.CloseToOthers(read.DataFolder, app.Logger);
        foreach (var migration in applied) await Console.Out.WriteLineAsync($"applied  {migration}");
        await Console.Out.WriteLineAsync(applied.Count == 0
            ? "The schema is up to date."
            : $"The schema is up to date; {applied.Count} migrations were applied.");
        return 0;
    }
}
