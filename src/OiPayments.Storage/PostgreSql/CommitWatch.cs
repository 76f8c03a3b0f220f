using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OiPayments.Storage.PostgreSql;

/// <summary>
/// Tells a context when a transaction of its own begins and when its COMMIT is sent, whoever writes: what fails between the two is not
/// written.
/// </summary>
internal sealed class CommitWatch : DbTransactionInterceptor
{
    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PostgreSqlDb db) db.TransactionBegan();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PostgreSqlDb db) db.CommitIsSent();
        return ValueTask.FromResult(result);
    }
}
