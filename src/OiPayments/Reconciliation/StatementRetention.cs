using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary>
/// Files that count are evidence, and kept. Those that were only tried out, or refused, are kept for a week, or as long as the settings
/// say; pieces of uploads that never became whole for a day.
/// </summary>
internal sealed class StatementRetention(RetentionOptions options) : IRetention
{
    public static readonly TimeSpan PiecesKeptFor = TimeSpan.FromDays(1);
    private const int BatchSize = 20;

    public string Rows => "pieces of settlement files";

    public async Task<int> DeleteAsync(OiPaymentsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (deleted, uncounted, pieces) = (0, now - options.TriedFiles, now - PiecesKeptFor);
        foreach (var owner in await db.OwnersOfRowsAsync(ct))
        {
            var statements = db.Of<SettlementStatement>(owner);
            var old = db.Of<StatementChunk>(owner).Where(c => c.CreatedAt < pieces
                && !statements.Any(s => s.Id == c.StatementId
                    && (s.DueAt != null || s.Status == StatementStatus.Imported || s.CreatedAt >= uncounted)));
            while (await DeleteSomeAsync(db.Of<StatementChunk>(owner), old, ct) is > 0 and var some) deleted += some;
        }

        return deleted;
    }

    private static async Task<int> DeleteSomeAsync(IQueryable<StatementChunk> all, IQueryable<StatementChunk> old, CancellationToken ct)
    {
        var some = await old.Select(c => new { c.StatementId, c.Number }).Take(BatchSize).ToListAsync(ct);
        var deleted = 0;
        foreach (var piece in some)
            deleted += await all.Where(c => c.StatementId == piece.StatementId && c.Number == piece.Number).ExecuteDeleteAsync(ct);
        return deleted;
    }
}
