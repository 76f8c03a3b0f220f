using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace OiPayments.Storage.PostgreSql.PipelinedSaves;

/// <summary>
/// Writes many new rows of one table in one go: COPY, in PostgreSQL's binary format
/// (https://www.postgresql.org/docs/current/sql-copy.html). The same columns, converters and types as <see cref="TableStatements"/>.
/// </summary>
internal sealed class TableCopy(IEntityType type, string table, IReadOnlyList<(string Name, IColumnMapping Column)> columns)
{
    private readonly Func<NpgsqlBinaryImporter, object, CancellationToken, Task>[] writers =
        [.. columns.Select(column => Writer(type, column.Column))];

    public string Command { get; } =
        $"COPY {table} ({string.Join(", ", columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)";

    /// <summary>All rows are written, or the transaction that is open is over.</summary>
    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<object> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Command, ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            foreach (var write in writers) await write(copy, row, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static Func<NpgsqlBinaryImporter, object, CancellationToken, Task> Writer(IEntityType type, IColumnMapping column)
    {
        var (copy, entity) = (Expression.Parameter(typeof(NpgsqlBinaryImporter)), Expression.Parameter(typeof(object)));
        var ct = Expression.Parameter(typeof(CancellationToken));
        var dbType = Expression.Constant(ColumnValue.TypeOf(column));
        var write = ColumnValue.Of(
            column, Expression.Convert(entity, type.ClrType),
            plain => Expression.Call(typeof(TableCopy), nameof(Write), [plain.Type], copy, plain, dbType, ct),
            Expression.Call(typeof(TableCopy), nameof(WriteNull), [], copy, ct));
        return Expression.Lambda<Func<NpgsqlBinaryImporter, object, CancellationToken, Task>>(write, copy, entity, ct).Compile();
    }

    private static Task Write<T>(NpgsqlBinaryImporter copy, T value, NpgsqlDbType type, CancellationToken ct) =>
        copy.WriteAsync(value, type, ct);

    private static Task WriteNull(NpgsqlBinaryImporter copy, CancellationToken ct) => copy.WriteNullAsync(ct);
}
