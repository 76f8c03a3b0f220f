using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OiPayments.Api;
using OiPayments.DueWork;
using OiPayments.Persistence;
using OiPayments.Recovery;
using OiPayments.Storage;

namespace OiPayments.Server.Commands;

/// <summary>
/// <c>after-restore</c>: what is done once to a database that was put back to an earlier state, before any node starts on it.
/// </summary>
internal static class RepairAfterRestore
{
    /// <summary>Longer than a living node takes to give a sign of life.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="SettingsException">The instant is none.</exception>
    public static DateTimeOffset ReadInstant(string text) => InstantText.TryReadInstant(text, out var instant)
        ? instant
        : throw new SettingsException(
            $"--from is '{text}'; it is the instant that the database was put back to, with its offset, such as 2026-11-30T14:05:00Z.");

    public static async Task RunAsync(
        string[] settings, DateTimeOffset from, long documentNumbersSkipped, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        builder.Services.AddBooks();
        builder.Services.AddRecovery();

        await using var app = builder.Build();
        await Migrations.RequireAppliedAsync(app.Services, ct);
        await RefuseBesideNodesAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<AfterRestore>().RunAsync(from, documentNumbersSkipped, ct);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            Ids and numbers of events go on far beyond those that were given out.
            {done.Series} series of invoices and credit notes skip {documentNumbersSkipped} numbers.
            {done.Payments} payments: the gateway is asked about their attempts as soon as a node starts.
            {done.Refunds} refunds may have been begun at the gateway: a "no" of it is left to a person.
            {done.Sessions} sessions were ended: operators sign in again.
            Next: start one node, then run lost-payments with the gateway's own list of transactions.
            """));
    }

    /// <summary>A node that runs has ids in hand that are about to be skipped, and goes on giving them.</summary>
    private static async Task RefuseBesideNodesAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var before = await ReadAsync();
        if (before.Count == 0 || db.IsForOneProcess) return;
        await Task.Delay(Patience, ct);
        if ((await ReadAsync()).Except(before).Any())
            throw new SettingsException("A node runs on this database. Nothing was done. Stop every node, then run this again.");

        async Task<List<(long Number, DateTimeOffset Sign)>> ReadAsync() =>
            [.. (await db.Directory<Node>().AsNoTracking().ToListAsync(ct)).Select(node => (node.Number, node.AliveUntil))];
    }
}
