using System.Data;
using Npgsql;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// Statements that travel in one round trip, and are one transaction. PostgreSQL itself makes one of all that comes before a Sync
/// (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING), but says so to nobody: what stands before it, and
/// spreads rows over several servers, opens a transaction on those only when it reads BEGIN. So BEGIN and COMMIT travel with them.
/// </summary>
internal static class SentTogether
{
    public const string Begin = "BEGIN";
    public const string Commit = "COMMIT";

    /// <summary>
    /// Ends the transaction when one of the statements failed, and COMMIT behind it was passed over: whoever holds the connection goes on
    /// with it.
    /// </summary>
    public static async Task UndoAsync(NpgsqlConnection connection)
    {
        if (connection.State is not ConnectionState.Open) return;
        try
        {
            await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
            await rollback.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The connection is gone, and the transaction with it. What failed first is what the caller hears of.
        }
    }
}
