using System.Globalization;
using OiPayments.Refunds;
using OiPayments.Storage;
using OiPayments.Verification;

namespace OiPayments.Server.Commands;

/// <summary>
/// <c>verify</c>: checks every invariant of the database and prints each with a mark. Only reads, and may run beside the service. Exit
/// code 0 when all hold, 1 when one does not; a warning alone is 0. With the gateway it also asks that about every refund, and a
/// difference counts like an invariant that does not hold.
/// </summary>
internal static class Verify
{
    public static async Task<int> RunAsync(string[] settings, bool withGateway, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        builder.Services.AddBooks();
        if (withGateway)
        {
            // The built-in sandbox is the running service's: it is asked where it listens.
            OiServer.AddGateway(builder.Services, read, read.IsSandboxEnabled ? read.SandboxUrl : null);
            builder.Services.AddRefundQuestions();
        }

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

        var all = string.Create(
            CultureInfo.InvariantCulture,
            $"{checks} checks in {clock.GetElapsedTime(began).TotalSeconds:0.0} s: {alarms} violated, {warnings} to look at.");
        await output.WriteLineAsync($"\n{all}");
        var differences = withGateway ? await CompareAsync(scope.ServiceProvider, output, ct) : 0;
        return alarms + differences == 0 ? 0 : 1;

        // A person who waits sees what for; a file or a pipe gets findings only.
        void Announce(string name)
        {
            checking = clock.GetTimestamp();
            if (!Console.IsErrorRedirected) Console.Error.Write($"  … {name}\r");
        }
    }

    /// <summary>Prints where the gateway says something else of a refund than is recorded here, and answers how often.</summary>
    private static async Task<long> CompareAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var counts = Enum.GetValues<ComparedRefund.Result>().ToDictionary(result => result, _ => 0L);
        await output.WriteLineAsync("\nRefunds beside the gateway's own answers:");
        await foreach (var refund in services.GetRequiredService<CompareRefunds>().RunAsync(ct))
        {
            counts[refund.Verdict]++;
            if (refund.Text is { } text)
                await output.WriteLineAsync($"{(refund.Verdict is ComparedRefund.Result.Differs ? "✗" : "!")} {text}");
        }

        var differences = counts[ComparedRefund.Result.Differs];
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{(differences == 0 ? "✓" : "✗")} {counts.Values.Sum():N0} refunds: {differences:N0} differ, "
                + $"{counts[ComparedRefund.Result.NotYetBooked]:N0} not booked yet, {counts[ComparedRefund.Result.CannotBeAsked]:N0} "
                + $"could not be asked about."));
        return differences;
    }

    private static async Task PrintAsync(TextWriter output, Finding finding, TimeSpan took)
    {
        var mark = finding.Holds ? "✓" : finding.IsWarning ? "!" : "✗";
        var counts = string.Create(CultureInfo.InvariantCulture, $"{finding.Checked:N0} checked, {took.TotalSeconds:0.0} s");
        await output.WriteLineAsync(finding.Holds
            ? $"{mark} {finding.Name} ({counts})"
            : $"{mark} {finding.Name} ({counts}): {finding.Violations.ToString("N0", CultureInfo.InvariantCulture)} times not");
        foreach (var example in finding.Examples) await output.WriteLineAsync($"    {example}");
        if (finding.Violations > finding.Examples.Count) await output.WriteLineAsync(
            $"    and {(finding.Violations - finding.Examples.Count).ToString("N0", CultureInfo.InvariantCulture)} more.");
    }
}
