using System.Globalization;
using Npgsql;

namespace OiPayments.Storage.PostgreSql;

/// <summary>How far PostgreSQL is with the indexes that are being made in this database.</summary>
internal sealed class IndexProgress(NpgsqlDataSource source)
{
    /// <returns>A sentence for each index.</returns>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct)
    {
        var sentences = new List<string>();
        await using var command = source.CreateCommand("""
            SELECT index_relid::regclass::text, phase, CASE WHEN blocks_total > 0 THEN 100 * blocks_done / blocks_total
                WHEN tuples_total > 0 THEN 100 * tuples_done / tuples_total END
            FROM pg_stat_progress_create_index WHERE datname = current_database()
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var done = await rows.IsDBNullAsync(2, ct) ? "" : string.Create(CultureInfo.InvariantCulture, $", {rows.GetInt64(2)} %");
            sentences.Add($"{rows.GetString(0)}: {rows.GetString(1)}{done}");
        }

        return sentences;
    }
}
