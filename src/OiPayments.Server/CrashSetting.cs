using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OiPayments.DueWork;
using OiPayments.Storage.PostgreSql;
using OiPayments.Storage.Sqlite;

namespace OiPayments.Server;

/// <summary>
/// <c>Testing__CrashAt</c>, in Development alone: <c>after-commit</c> ends the process the first time that point is reached by an HTTP
/// write, <c>after-commit:3</c> the third time, <c>after-commit:3@/api/v1/payments</c> counts only requests whose path begins so, and
/// <c>after-commit@/api/v1/payments/*/refunds</c> leaves one segment of the path open.
/// </summary>
internal sealed record CrashSetting(string Point, int Occurrence, PathString Path)
{
    private const string AnySegment = "*";

    /// <exception cref="SettingsException">It is set outside Development, or names no such point.</exception>
    public static CrashSetting? Read(IConfiguration configuration, bool isDevelopment)
    {
        if (configuration["Testing:CrashAt"] is not { Length: > 0 } text) return null;
        if (!isDevelopment)
            throw new SettingsException("Testing__CrashAt ends the process on purpose, and is for Development only. Remove it.");

        var (at, path) = text.Split('@', 2) is [var before, var after] ? (before, after) : (text, "/");
        var (point, count) = at.Split(':', 2) is [var name, var number] ? (name, number) : (at, "1");
        if (!CrashPoints.All.Contains(point) || !path.StartsWith('/')
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var occurrence) || occurrence < 1)
            throw new SettingsException(
                $"Testing__CrashAt is '{text}'; it can be one of {string.Join(", ", CrashPoints.All)}, with :2 for the second time and "
                    + "@/path for requests under that path.");
        return new(point, occurrence, path == "/" ? PathString.Empty : new(path));
    }

    public void AddTo(IServiceCollection services)
    {
        var points = new CrashPoints(Point, Occurrence);
        var database = new Database(points);
        services.AddSingleton(points);
        services.ConfigureDbContext<SqliteDb>(db => db.AddInterceptors(database));
        services.ConfigureDbContext<PostgreSqlDb>(db => db.AddInterceptors(database));
    }

    /// <summary>Goes first: what follows runs inside a write that may crash.</summary>
    public void Use(WebApplication app) => app.Use((http, next) =>
    {
        var isWrite = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (isWrite && IsUnderPath(http.Request.Path))
        {
            Database.IsInWrite.Value = true;
            var points = app.Services.GetRequiredService<CrashPoints>();
            http.Response.OnStarting(() =>
            {
                points.Reached(CrashPoints.BeforeReply);
                return Task.CompletedTask;
            });
        }

        return next(http);
    });

    private bool IsUnderPath(PathString asked)
    {
        var (segments, wanted) = (Segments(asked), Segments(Path));
        return segments.Length >= wanted.Length && wanted.Zip(segments).All(pair => pair.First == AnySegment || pair.First == pair.Second);

        static string[] Segments(PathString path) => path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>Sees every save of the process, and heeds those of an HTTP write: workers and the start would upset the count.</summary>
    private sealed class Database(CrashPoints points) : SaveChangesInterceptor, IDbTransactionInterceptor
    {
        public static readonly AsyncLocal<bool> IsInWrite = new();

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            // A save of new rows alone may go as one message, which is there or is not: with a COMMIT of its own there is a moment before
            // it.
            if (eventData.Context is { } context) context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
            Reached(CrashPoints.BeforeEffect);
            return ValueTask.FromResult(result);
        }

        public ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default)
        {
            Reached(CrashPoints.AfterEffect);
            return ValueTask.FromResult(result);
        }

        public Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Reached(CrashPoints.AfterCommit);
            return Task.CompletedTask;
        }

        private void Reached(string point)
        {
            if (IsInWrite.Value) points.Reached(point);
        }
    }
}
