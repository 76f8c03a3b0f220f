using System.Globalization;
using OiPayments.Recovery;
using OiPayments.Storage;

namespace OiPayments.Server.Commands;

/// <summary>
/// <c>lost-payments</c>: asks the gateway about each transaction of a list, and prints those that it took money for and nothing here knows.
/// Ends with 1 when there is one, or one could not be asked about.
/// </summary>
internal static class LostPayments
{
    public static async Task<int> RunAsync(string[] settings, FileInfo list, Mode mode, TextWriter output, CancellationToken ct)
    {
        var builder = ServerBuilder.Create(settings);
        var read = ServerSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddStorage(builder.Configuration, read.DataFolder);
        builder.Services.AddBooks();
        OiServer.AddGateway(builder.Services, read, read.IsSandboxEnabled ? read.SandboxUrl : null);
        builder.Services.AddRefundQuestions();
        builder.Services.AddRecovery();

        await using var app = builder.Build();
        await Migrations.RequireAppliedAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        var counts = Enum.GetValues<ComparedTransaction.Result>().ToDictionary(result => result, _ => 0L);
        await foreach (var found in scope.ServiceProvider.GetRequiredService<FindLostMoney>().RunAsync(
            await ReadAsync(list, ct), mode, ct))
        {
            counts[found.Verdict]++;
            if (found.Receipt is { } receipt)
                await output.WriteLineAsync(
                    $"✗ {found.TransactionId}: application {found.TransactionId.ApplicationId}, {receipt.Charged}, bank transaction "
                        + $"{receipt.BankTransactionId}: paid at the gateway, and nothing here knows of it.");
            if (found.Verdict is ComparedTransaction.Result.CannotBeAsked)
                await output.WriteLineAsync($"! {found.TransactionId}: nothing here knows of it, and the gateway could not be asked.");
        }

        var (lost, unasked) = (counts[ComparedTransaction.Result.Lost], counts[ComparedTransaction.Result.CannotBeAsked]);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(lost == 0 ? "✓" : "✗")} {counts.Values.Sum():N0} transactions: {counts[ComparedTransaction.Result.Known]:N0} known here, "
                + $"{lost:N0} paid and lost, {counts[ComparedTransaction.Result.Unpaid]:N0} lost without money, {unasked:N0} could not be "
                + $"asked about."));
        return lost + unasked == 0 ? 0 : 1;
    }

    private static async Task<string> ReadAsync(FileInfo list, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(list.FullName, ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The list cannot be read: {failure.Message}", failure);
        }
    }
}
