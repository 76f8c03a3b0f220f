using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;

namespace OiPayments.Storage;

/// <summary>How a provider says <see cref="OiPaymentsDb.DaysSince"/> in its SQL.</summary>
internal interface ISayDaysSince
{
    static abstract SqlExpression DaysSince(SqlExpression start, SqlExpression time);
}

internal static class DaysSinceRegistration
{
    extension(DbContextOptionsBuilder options)
    {
        /// <summary>
        /// Makes <see cref="OiPaymentsDb.DaysSince"/> known to queries. Not by the model: a compiled one cannot hold a translation.
        /// </summary>
        public void TranslateDaysSince<TDb>()
            where TDb : ISayDaysSince =>
                ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new DaysSinceExtension<TDb>());
    }
}

/// <summary>Adds the translation to the services of Entity Framework.</summary>
internal sealed class DaysSinceExtension<TDb> : IDbContextOptionsExtension
    where TDb : ISayDaysSince
{
    public DaysSinceExtension() => Info = new Same(this);

    public DbContextOptionsExtensionInfo Info { get; }

    public void ApplyServices(IServiceCollection services) =>
        new EntityFrameworkRelationalServicesBuilder(services).TryAdd<IMethodCallTranslatorPlugin, DaysSinceTranslation<TDb>>();

    public void Validate(IDbContextOptions options)
    {
        // Nothing can be set.
    }

    private sealed class Same(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is Same;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) =>
            debugInfo[nameof(OiPaymentsDb.DaysSince)] = typeof(TDb).Name;
    }
}

internal sealed class DaysSinceTranslation<TDb>(ISqlExpressionFactory sql) : IMethodCallTranslatorPlugin, IMethodCallTranslator
    where TDb : ISayDaysSince
{
    private static readonly MethodInfo Method = new Func<long, DateTimeOffset, int>(OiPaymentsDb.DaysSince).Method;

    public IEnumerable<IMethodCallTranslator> Translators => [this];

    public SqlExpression? Translate(
        SqlExpression? instance, MethodInfo method, IReadOnlyList<SqlExpression> arguments,
        IDiagnosticsLogger<DbLoggerCategory.Query> logger) =>
        method == Method ? TDb.DaysSince(sql.ApplyDefaultTypeMapping(arguments[0]), sql.ApplyDefaultTypeMapping(arguments[1])) : null;
}
