using System.Runtime.CompilerServices;
using OiPayments.Persistence;

namespace OiPayments.Verification;

/// <summary>Ids are leased from blocks; were the next block to begin at or below an id in use, new records would collide with old ones.</summary>
internal sealed class IdBlocksAreAhead(OiPaymentsDb db) : IInvariant
{
    public string Name => "The next block of ids begins above every id in use";

    public Task<long> CountAsync(CancellationToken ct) => Task.FromResult((long)Tables().Count);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var blocks = await db.Directory<IdBlock>().AsNoTracking().ToDictionaryAsync(block => block.Name, block => block.Next, ct);
        foreach (var (table, column, block) in Tables())
        {
            // Names from the model, and nothing else, so that a table of tomorrow is not forgotten.
            var query = $"SELECT COALESCE(MAX({column}), 0) AS \"Value\" FROM {table}";
            var highest = await db.Database.SqlQueryRaw<long>(query).SingleAsync(ct);
            if (highest >= blocks.GetValueOrDefault(block, 1))
                yield return $"{table} holds id {highest}, and the next block of {block} begins at {blocks.GetValueOrDefault(block, 1)}.";
        }
    }

    private List<(string Table, string Column, string Block)> Tables() =>
    [
        .. from type in db.Model.GetEntityTypes()
           let id = type.FindPrimaryKey()?.Properties.SingleOrDefault(property => property.Name == "Id")
           let block = id is null ? null : id.ClrType == typeof(ApplicationId) ? "applications" : IsId(id.ClrType) ? "ids" : null
           where block is not null
           select (type.GetTableName() ?? "", id.GetColumnName(), block),
    ];

    private static bool IsId(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>);
}
