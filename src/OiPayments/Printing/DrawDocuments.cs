using OiPayments.Documents;

namespace OiPayments.Printing;

/// <summary>
/// Draws documents and reads logos, as many at once as there are processors, each on a thread of its own: however many are asked for, and
/// however long one takes, the threads that answer other requests stay free.
/// </summary>
internal sealed class DrawDocuments : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Refusal Busy = new(
        ErrorCode.ServiceUnavailable, "Too many documents are being drawn. Nothing was changed; ask for this one again in a moment.");

    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);

    /// <summary>A PDF, or the refusal that too many others want one.</summary>
    /// <exception cref="InvalidOperationException">
    /// The document breaks a rule of its own: whoever made it let something through.
    /// </exception>
    public Task<Outcome<byte[]>> DrawAsync(Document document, CancellationToken ct) =>
        RunAsync<byte[]>(() => Drawn(DocumentPdf.Render(document)), ct);

    /// <summary>As the other, of an account's statement.</summary>
    public Task<Outcome<byte[]>> DrawAsync(AccountStatement statement, CancellationToken ct) =>
        RunAsync<byte[]>(() => Drawn(DocumentPdf.Render(statement)), ct);

    /// <summary>As the other, of a month's statement.</summary>
    public Task<Outcome<byte[]>> DrawAsync(MonthlyStatement statement, CancellationToken ct) =>
        RunAsync<byte[]>(() => Drawn(DocumentPdf.Render(statement)), ct);

    /// <summary>What <see cref="Logo.Read"/> says of a picture.</summary>
    public Task<Outcome<Logo>> ReadAsync(byte[] picture, CancellationToken ct) => RunAsync(() => Logo.Read(picture), ct);

    public void Dispose() => places.Dispose();

    private async Task<Outcome<T>> RunAsync<T>(Func<Outcome<T>> work, CancellationToken ct)
        where T : notnull
    {
        if (!await places.WaitAsync(Patience, ct)) return Busy;
        try
        {
            return await Task.Factory.StartNew(work, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            places.Release();
        }
    }

    // Only the names of fields: what stands in them is somebody's.
    private static byte[] Drawn(Outcome<byte[]> drawn) => drawn.IsRefused(out var refusal, out var pdf)
        ? throw new InvalidOperationException($"A document cannot be drawn because of {string.Join(", ", refusal.Fields?.Keys ?? [])}.")
        : pdf;
}
