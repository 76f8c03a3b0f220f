using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using OiPayments.Persistence;

namespace OiPayments.Storage.PostgreSql;

public sealed class PostgreSqlDb(DbContextOptions<PostgreSqlDb> options) : OiPaymentsDb(options)
{
    internal override bool IsForOneProcess => false;

    public override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken ct)
    {
        var snapshot = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await Database.ExecuteSqlRawAsync("SET TRANSACTION READ ONLY", ct);
        return snapshot;
    }

    protected override bool IsUniqueViolation(DbUpdateException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Lets <c>dotnet ef</c> build the model without starting the server.</summary>
    private sealed class DesignTime : IDesignTimeDbContextFactory<PostgreSqlDb>
    {
        public PostgreSqlDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
    }
}
