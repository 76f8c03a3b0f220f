namespace OiPayments.Persistence;

/// <summary>What a failure of the database says about the work that met it.</summary>
internal enum DatabaseFailure
{
    /// <summary>It cannot be used just now. The same may work in a moment.</summary>
    Unavailable,

    /// <summary>A write was sent and not confirmed: it may have been done.</summary>
    OutcomeUnknown,
}

/// <summary>
/// Tells what is the database's trouble (away, failing over, shutting down, read-only, full, locked, out of connections) from a bug of
/// ours. Each provider answers it in OiPayments.Storage, and nobody else looks at a database's codes.
/// </summary>
internal interface IDatabaseFailures
{
    /// <summary>Null when it is no trouble of the database's.</summary>
    DatabaseFailure? Read(Exception failure);
}

/// <summary>
/// A write was sent to the database, which did not confirm it: the connection broke, nobody answered in time, or a standby that has to have
/// it did not say so. It may have been done; only reading tells.
/// </summary>
internal sealed class OutcomeUnknownException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the server that was asked has it, and only a standby did not confirm: then reading there tells nothing.</summary>
    public bool IsWrittenOnOneServer { get; init; }
}

/// <summary>
/// An id that was leased for a new row is another row's: the table of blocks is behind the rows. Nothing was written; with the next ids,
/// which are leased beyond the highest, the same works.
/// </summary>
internal sealed class IdTakenException(string block, Exception inner) : Exception(
    $"An id that was leased from the block '{block}' is in use already: id_blocks is behind the rows, as after a failover or a restore. "
    + "The next ids are leased beyond the highest.", inner);

internal static class DatabaseRefusals
{
    extension(DatabaseFailure failure)
    {
        /// <summary>What a caller is told.</summary>
        public Refusal Refusal => failure switch
        {
            DatabaseFailure.Unavailable => new(
                ErrorCode.ServiceUnavailable, "The service cannot use its database at the moment, so this was not done. Repeat it in a "
                    + "moment, with the same Idempotency-Key."),
            DatabaseFailure.OutcomeUnknown => new(
                ErrorCode.ServiceUnavailable,
                "The outcome is unknown: the database did not confirm this request, which may have been done. Repeat it with the same "
                    + "Idempotency-Key, and the answer tells. Without a key, look whether it was done before you repeat it."),
        };
    }
}
