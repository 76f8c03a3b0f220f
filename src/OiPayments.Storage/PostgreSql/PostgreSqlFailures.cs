using Npgsql;
using OiPayments.Persistence;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// PostgreSQL's codes (https://www.postgresql.org/docs/current/errcodes-appendix.html), read for <see cref="IDatabaseFailures"/>.
/// </summary>
internal sealed class PostgreSqlFailures : IDatabaseFailures
{
    /// <summary>
    /// Connection, resources, operator intervention but for a cancelled statement, and the system beneath; who may connect, and to what.
    /// </summary>
    private static readonly string[] ClassesOfTrouble = [ClassOfConnection, "28", "53", "58", "57P", "3D"];

    private const string ClassOfConnection = "08";

    /// <summary>A transaction that was idle, or open, for longer than the server allows.</summary>
    private const string IdleInTransactionTimeout = "25P03";
    private const string TransactionTimeout = "25P04";

    private static readonly string[] Trouble =
    [
        PostgresErrorCodes.ReadOnlySqlTransaction, PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.QueryCanceled,
        IdleInTransactionTimeout, TransactionTimeout, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.SerializationFailure,
    ];

    public DatabaseFailure? Read(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OutcomeUnknownException:
                    return DatabaseFailure.OutcomeUnknown;
                case IdTakenException:
                    return DatabaseFailure.Unavailable;
                case PostgresException { SqlState: var state }:
                    return Trouble.Contains(state) || ClassesOfTrouble.Any(kind => state.StartsWith(kind, StringComparison.Ordinal))
                        ? DatabaseFailure.Unavailable
                        : null;
                case NpgsqlException when IsAboutTheConnection(cause):
                    return DatabaseFailure.Unavailable;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a write that was sent, and failed like this, may have been committed all the same: the connection broke, the answer did
    /// not come in time, the server's process was ended, which it can be after it wrote the commit down, or a pooler says that it lost the
    /// server, with a code of the connection's (https://www.pgbouncer.org/). Any other word of the server's is a no.
    /// </summary>
    public static bool MayHaveCommitted(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: var state })
            {
                return state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                        or PostgresErrorCodes.StatementCompletionUnknown
                    || state.StartsWith(ClassOfConnection, StringComparison.Ordinal);
            }

            if (cause is NpgsqlException) return IsAboutTheConnection(cause);
        }

        return false;
    }

    // Two commands at once on one connection are a bug of ours, in the same family of exceptions.
    private static bool IsAboutTheConnection(Exception cause) => cause is NpgsqlException and not NpgsqlOperationInProgressException;
}
