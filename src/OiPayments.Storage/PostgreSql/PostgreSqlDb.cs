using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using OiPayments.Payments;
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

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // Searched by their beginning, which an index serves only in the order of code points; SQLite keeps every text so.
        modelBuilder.Entity<Payment>().Property(payment => payment.Reference).UseCollation("C");
        modelBuilder.Entity<Payment>().Property(payment => payment.CustomerReference).UseCollation("C");
    }

    /// <summary>Lets <c>dotnet ef</c> build the model without starting the server.</summary>
    private sealed class DesignTime : IDesignTimeDbContextFactory<PostgreSqlDb>
    {
        public PostgreSqlDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
    }
}
