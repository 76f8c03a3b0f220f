#pragma warning disable EF1001 // The provider's batch has no public name; the round-trip budget in the API's tests sees it if this stops working.
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql.EntityFrameworkCore.PostgreSQL.Update.Internal;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// Saves that only add rows, and fit one batch, go without BEGIN and COMMIT: statements that travel together up to one Sync are one
/// transaction of PostgreSQL's already (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING), so all of
/// them are written or none, in one round trip instead of two. An update keeps its transaction: that it met no row is known
/// only afterwards, and then everything must be undone.
/// </summary>
internal sealed class LoneInserts(ModificationCommandBatchFactoryDependencies dependencies) : IModificationCommandBatchFactory
{
    // Far below the number of parameters that one message holds.
    private const int MaxStatements = 100;

    public ModificationCommandBatch Create() => new Batch(dependencies);

    private sealed class Batch(ModificationCommandBatchFactoryDependencies dependencies) : NpgsqlModificationCommandBatch(dependencies, MaxStatements)
    {
        // A further batch brings a transaction by itself.
        public override bool RequiresTransaction => ModificationCommands.Any(command => command.EntityState is not EntityState.Added);
    }
}
