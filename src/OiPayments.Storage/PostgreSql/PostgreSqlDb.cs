using System.Data;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OiPayments.Ledger;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Storage.PostgreSql.PipelinedSaves;

namespace OiPayments.Storage.PostgreSql;

public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : OiPaymentsDb(options), ISayDaysSince
{
    /// <summary>
    /// What PostgreSQL calls a warning without a code of its own, such as that a wait for a synchronous standby was given up.
    /// </summary>
    private const string PlainWarning = "01000";

    private NpgsqlConnection? heard;
    private bool isUnconfirmed;
    private bool isBeforeCommit;

    internal override bool IsForOneProcess => false;

    protected override bool IsUnconfirmed => isUnconfirmed;

    private protected override bool CopiesRows => Pipelined is not null;

    private PipelinedDatabase? Pipelined => this.GetService<IDatabase>() as PipelinedDatabase;

    private protected override Task CopyAsync(IReadOnlyList<IApplicationOwned> rows) =>
        Pipelined?.CopyAsync(rows) ?? base.CopyAsync(rows);

    public override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken ct)
    {
        var snapshot = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await Database.ExecuteSqlRawAsync("SET TRANSACTION READ ONLY", ct);
        return snapshot;
    }

    internal override Task<int> ExecuteTogetherAsync(FormattableString statements, CancellationToken ct) => WriteAsync(
        async () =>
        {
            if (Database.CurrentTransaction is not null) return await Database.ExecuteSqlAsync(statements, CancellationToken.None);
            try
            {
                return await Database.ExecuteSqlAsync(
                    FormattableStringFactory.Create(
                        $"{SentTogether.Begin};{statements.Format};{SentTogether.Commit}", statements.GetArguments()),
                    CancellationToken.None);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await SentTogether.UndoAsync((NpgsqlConnection)Database.GetDbConnection());
                throw;
            }
        },
        ct);

    /// <summary>
    /// Autovacuum does the same, once a minute at most. Until then plans are those of a table that is nearly empty, and are kept: each
    /// query reads all of it. A small sample, of the columns that queries find rows by; autovacuum still comes for the whole.
    /// </summary>
    internal override async Task NoticeGrowthAsync<T>(CancellationToken ct)
    {
        var type = Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        var columns = type.GetIndexes().SelectMany(index => index.Properties).Select(property => property.GetColumnName()).Distinct();

        // Names from the model, and nothing else.
        await ExecuteTogetherAsync(
            FormattableStringFactory.Create(
                "SET LOCAL default_statistics_target = 10;"
                    + $"ANALYZE (SKIP_LOCKED) {type.GetTableName()} ({string.Join(", ", columns)})"),
            ct);
    }

    internal override async Task<DateTimeOffset?> ReadClockAsync(CancellationToken ct) =>
        await Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\"").SingleAsync(ct);

    // Whoever may not read all statistics sees that a standby is connected, and not what it confirms: its columns are null.
    internal override async Task<WriteTrouble?> FindWriteTroubleAsync(CancellationToken ct) =>
        await Database.SqlQuery<WriteTrouble?>($"""
            SELECT CASE
                WHEN current_setting('transaction_read_only') = 'on' THEN {WriteTrouble.ReadOnly}
                WHEN current_setting('synchronous_standby_names') <> '' AND current_setting('synchronous_commit') NOT IN ('off', 'local')
                    AND NOT EXISTS (SELECT FROM pg_stat_replication WHERE coalesce(sync_state, 'sync') IN ('sync', 'quorum'))
                    THEN {WriteTrouble.NoStandby}
            END AS "Value"
            """).SingleAsync(ct);

    internal override object? ColumnValue(DateTimeOffset? time) => time;

    internal override string ScopesIn(string parameter) =>
        $"json_to_recordset(CAST({parameter} AS json)) AS scopes(application_id bigint, mode text)";

    internal override string TermsIn(string parameter) =>
        $"json_to_recordset(CAST({parameter} AS json)) AS terms(payment_id bigint, term text)";

    // Entity Framework puts what may go well another time, as a deadlock, into one exception more.
    protected override bool IsLostRace(Exception failure) =>
        failure.GetBaseException() is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        };

    private protected override IdTable? WhereIdWasTaken(Exception failure) =>
        failure.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } broken } server
            ? IdTable.Of(Model).FirstOrDefault(table => table.Name == server.TableName && table.UniqueBy.Contains(broken))
            : null;

    protected override bool MayHaveCommitted(Exception failure) => !isBeforeCommit && PostgreSqlFailures.MayHaveCommitted(failure);

    internal void TransactionBegan() => isBeforeCommit = true;

    internal void CommitIsSent() => isBeforeCommit = false;

    protected override void BeginWrite()
    {
        (isUnconfirmed, isBeforeCommit) = (false, false);

        // A pooled context keeps its connection's object, and so is asked to listen once.
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        if (ReferenceEquals(connection, heard)) return;
        connection.Notice += HearNotice;
        heard = connection;
    }

    /// <summary>
    /// A commit whose wait for a standby ended, by a time-out or because the server shuts down, is reported as done, with a warning
    /// beside it and nothing else (https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION). A failover may
    /// lose it.
    /// </summary>
    private void HearNotice(object sender, NpgsqlNoticeEventArgs said)
    {
        if (said.Notice is { InvariantSeverity: "WARNING", SqlState: PlainWarning or PostgresErrorCodes.AdminShutdown })
            isUnconfirmed = true;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // Searched by their beginning, which an index serves only in the order of code points; SQLite keeps every text so.
        modelBuilder.Entity<Payment>().Property(payment => payment.Reference).UseCollation("C");
        modelBuilder.Entity<Payment>().Property(payment => payment.CustomerReference).UseCollation("C");
        modelBuilder.Entity<PaymentTerm>().Property(term => term.Term).UseCollation("C");

        // A balance adds up every day of one application's books. The days of all books lie side by side in the table, so that each would
        // be a page of its own; here they lie together, with what is added up.
        modelBuilder.Entity<TurnoverRow>().HasIndex(t => new { t.ApplicationId, t.Mode, t.Day, t.Currency, t.Account })
            .IncludeProperties(t => new { t.DebitMinor, t.CreditMinor });
    }

    // Seconds fit a double to a fraction of a microsecond, so no time near midnight comes to lie on its other side.
    static SqlExpression ISayDaysSince.DaysSince(SqlExpression start, SqlExpression time)
    {
        var number = new DoubleTypeMapping("double precision");
        var epoch = new SqlFunctionExpression(
            "date_part", [new SqlFragmentExpression("'epoch'"), time], nullable: true, [false, true], typeof(double), number);
        var seconds = new SqlBinaryExpression(
            ExpressionType.Subtract, epoch, new SqlUnaryExpression(ExpressionType.Convert, start, typeof(double), number), typeof(double),
            number);
        var days = new SqlBinaryExpression(
            ExpressionType.Divide, seconds, new SqlConstantExpression(TimeSpan.FromDays(1).TotalSeconds, number), typeof(double), number);
        var whole = new SqlFunctionExpression("floor", [days], nullable: true, [true], typeof(double), number);
        return new SqlUnaryExpression(ExpressionType.Convert, whole, typeof(int), new IntTypeMapping("integer"));
    }

    /// <summary>Lets <c>dotnet ef</c> build the model without starting the server.</summary>
    private sealed class DesignTime : IDesignTimeDbContextFactory<PostgreSqlDb>
    {
        public PostgreSqlDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
    }
}
