using OiPayments.Storage;

namespace OiPayments.Server.Commands;

/// <summary><c>migrate</c>: brings the database to this version's schema, before the nodes of this version start.</summary>
internal static class Migrate
{
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
