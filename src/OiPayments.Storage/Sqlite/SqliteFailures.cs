using Microsoft.Data.Sqlite;
using OiPayments.Persistence;

namespace OiPayments.Storage.Sqlite;

/// <summary>SQLite's codes (https://www.sqlite.org/rescode.html), read for <see cref="IDatabaseFailures"/>.</summary>
internal sealed class SqliteFailures : IDatabaseFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

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
                case SqliteException { SqliteErrorCode: var code }:
                    return code is Busy or Locked or NoMemory or ReadOnly or InputOutput or Full or CannotOpen
                        ? DatabaseFailure.Unavailable
                        : null;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a write that failed like this may have been committed all the same: the disk failed, perhaps only after it had it.
    /// </summary>
    public static bool MayHaveCommitted(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException { SqliteErrorCode: var code }) return code is InputOutput;
        }

        return false;
    }
}
