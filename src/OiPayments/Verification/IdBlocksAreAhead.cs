using System.Runtime.CompilerServices;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>
/// Ids are leased from blocks; were the next block to begin at or below an id in use, new records would collide with old ones.
/// </summary>
internal sealed class IdBlocksAreAhead(OiPaymentsDb db) : IInvariant
{
    public string Name => "The next block of ids begins above every id in use";

    public Task<long> CountAsync(CancellationToken ct) => Task.FromResult((long)IdTable.Of(db.Model).Count);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var blocks = await db.Directory<IdBlock>().AsNoTracking().ToDictionaryAsync(block => block.Name, block => block.Next, ct);
        foreach (var table in IdTable.Of(db.Model))
        {
            // Names from the model, and nothing else.
            var query = $"SELECT COALESCE(MAX({table.Column}), 0) AS \"Value\" FROM {table.Name}";
            var (highest, next) = (await db.Database.SqlQueryRaw<long>(query).SingleAsync(ct), blocks.GetValueOrDefault(table.Block, 1));
            if (highest >= next) yield return $"{table.Name} holds id {highest}, and the next block of {table.Block} begins at {next}.";
        }
    }
}
