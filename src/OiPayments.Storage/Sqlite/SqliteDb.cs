using System.Data;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OiPayments.Persistence;

namespace OiPayments.Storage.Sqlite;

public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : OiPaymentsDb(options), ISayDaysSince
{
    private const int UniqueIndexTaken = 2067;
    private const int PrimaryKeyTaken = 1555;

    private static readonly UnixMicroseconds Micros = new();

    internal override bool IsForOneProcess => true;

    public override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken ct)
    {
        // Deferred: it takes no lock to write, so the service goes on writing while this reads.
        await Database.OpenConnectionAsync(ct);
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(IsolationLevel.Serializable, deferred: true);
        await Database.UseTransactionAsync(transaction, ct);
        return new Snapshot(this, transaction);
    }

    internal override async Task<int> ExecuteTogetherAsync(FormattableString statements, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null) return await Database.ExecuteSqlAsync(statements, ct);

        return await WriteAsync(
            async () =>
            {
                await using var transaction = await Database.BeginTransactionAsync(CancellationToken.None);
                var changed = await Database.ExecuteSqlAsync(statements, CancellationToken.None);
                await transaction.CommitAsync(CancellationToken.None);
                return changed;
            },
            ct);
    }

    // It runs in this process.
    internal override Task<DateTimeOffset?> ReadClockAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(null);

    internal override Task<WriteTrouble?> FindWriteTroubleAsync(CancellationToken ct) => Task.FromResult<WriteTrouble?>(null);

    internal override object? ColumnValue(DateTimeOffset? time) => Micros.ConvertToProvider(time);

    internal override string ScopesIn(string parameter) =>
        $"(SELECT value ->> 'application_id' AS application_id, value ->> 'mode' AS mode FROM json_each({parameter})) AS scopes";

    internal override string TermsIn(string parameter) =>
        $"(SELECT value ->> 'payment_id' AS payment_id, value ->> 'term' AS term FROM json_each({parameter})) AS terms";

    protected override bool IsLostRace(Exception failure) =>
        failure.GetBaseException() is SqliteException { SqliteExtendedErrorCode: UniqueIndexTaken or PrimaryKeyTaken };

    // It names the columns: "UNIQUE constraint failed: payments.application_id, payments.id".
    private protected override IdTable? WhereIdWasTaken(Exception failure) =>
        failure.GetBaseException() is SqliteException { SqliteExtendedErrorCode: UniqueIndexTaken or PrimaryKeyTaken, Message: var said }
            ? IdTable.Of(Model).FirstOrDefault(table => said.TrimEnd('.', '\'').Split(' ')[^1] == $"{table.Name}.{table.Column}")
            : null;

    protected override bool MayHaveCommitted(Exception failure) => SqliteFailures.MayHaveCommitted(failure);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no time type and cannot order one kept as text; microseconds are what PostgreSQL keeps too.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();
        configurationBuilder.DefaultTypeMapping<DateTimeOffset>(time => time.HasConversion<UnixMicroseconds>());
    }

    static SqlExpression ISayDaysSince.DaysSince(SqlExpression start, SqlExpression time)
    {
        var number = new LongTypeMapping("INTEGER");
        var from = new SqlBinaryExpression(
            ExpressionType.Multiply, start, new SqlConstantExpression(1_000_000L, number), typeof(long), number);
        var micros = new SqlBinaryExpression(ExpressionType.Subtract, time, from, typeof(long), number);
        return new SqlBinaryExpression(
            ExpressionType.Divide, micros, new SqlConstantExpression(TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond, number),
            typeof(int), new IntTypeMapping("INTEGER"));
    }

    internal sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
        time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        micros => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond));

    private sealed class Snapshot(SqliteDb db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Lets <c>dotnet ef</c> build the model without starting the server.</summary>
    private sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().UseSnakeCaseNamingConvention().Options);
    }
}
