using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OiPayments.Persistence;

namespace OiPayments.Storage.Sqlite;

public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : OiPaymentsDb(options)
{
    private const int UniqueIndexTaken = 2067;
    private const int PrimaryKeyTaken = 1555;

    protected override bool IsUniqueViolation(DbUpdateException failure) =>
        failure.InnerException is SqliteException { SqliteExtendedErrorCode: UniqueIndexTaken or PrimaryKeyTaken };

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no time type and cannot order one kept as text; microseconds are what PostgreSQL keeps too.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();
    }

    private sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
        time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        micros => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond));

    /// <summary>Lets <c>dotnet ef</c> build the model without starting the server.</summary>
    private sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().UseSnakeCaseNamingConvention().Options);
    }
}
