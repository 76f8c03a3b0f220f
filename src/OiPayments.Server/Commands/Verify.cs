using System.Globalization;
using OiPayments.Storage;
using OiPayments.Verification;

namespace OiPayments.Server.Commands;

/// <summary>
/// <c>verify</c>: checks every invariant of the database and prints each with a mark. Only reads, and may run beside the service. Exit
/// code 0 when all hold, 1 when one does not; a warning alone is 0.
/// </summary>
internal static class Verify
{
    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        builder.Services.AddBooks();
        await using var app = builder.Build();
        await Migrations.RequireAppliedAsync(app.Services, ct);

        await using var scope = app.Services.CreateAsyncScope();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var (began, checking) = (clock.GetTimestamp(), clock.GetTimestamp());
        var (checks, alarms, warnings) = (0, 0, 0);
        await foreach (var finding in scope.ServiceProvider.GetRequiredService<Verifier>().RunAsync(Announce, ct))
        {
            checks++;
            if (finding.IsAlarm) alarms++;
            else if (!finding.Holds) warnings++;
            await PrintAsync(output, finding, clock.GetElapsedTime(checking));
        }

        var all = string.Create(CultureInfo.InvariantCulture, $"{checks} checks in {clock.GetElapsedTime(began).TotalSeconds:0.0} s: {alarms} violated, {warnings} to look at.");
        await output.WriteLineAsync($"\n{all}");
        return alarms == 0 ? 0 : 1;

        // A person who waits sees what for; a file or a pipe gets findings only.
        void Announce(string name)
        {
            checking = clock.GetTimestamp();
            if (!Console.IsErrorRedirected) Console.Error.Write($"  … {name}\r");
        }
    }

    private static async Task PrintAsync(TextWriter output, Finding finding, TimeSpan took)
    {
        var mark = finding.Holds ? "✓" : finding.IsWarning ? "!" : "✗";
        var counts = string.Create(CultureInfo.InvariantCulture, $"{finding.Checked:N0} checked, {took.TotalSeconds:0.0} s");
        await output.WriteLineAsync(finding.Holds ? $"{mark} {finding.Name} ({counts})" : $"{mark} {finding.Name} ({counts}): {finding.Violations.ToString("N0", CultureInfo.InvariantCulture)} times not");
        foreach (var example in finding.Examples) await output.WriteLineAsync($"    {example}");
        if (finding.Violations > finding.Examples.Count) await output.WriteLineAsync($"    and {(finding.Violations - finding.Examples.Count).ToString("N0", CultureInfo.InvariantCulture)} more.");
    }
}
