using OiPayments.Persistence;

namespace OiPayments.Invoices;

/// <summary>
/// Hands out the running numbers of documents. The row of a series is locked from the moment its number is taken until the caller's save
/// has committed: nothing that comes after may wait for anybody. What undoes the save undoes the count.
/// </summary>
internal sealed class NumberSeries(OiPaymentsDb db)
{
    /// <summary>The next of its series, from 1 on.</summary>
    public async Task<long> TakeAsync(Scope scope, string series, CancellationToken ct)
    {
        var (application, mode) = ((long)scope.ApplicationId.Value, WireNames<Mode>.Of(scope.Mode));
        await db.BeginUntilSavedAsync(ct);
        var taken = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO invoice_series (application_id, mode, series, last) VALUES ({application}, {mode}, {series}, 1)
            ON CONFLICT (application_id, mode, series) DO UPDATE SET last = invoice_series.last + 1
            RETURNING last AS "Value"
            """).ToListAsync(ct);
        return taken.Single();
    }
}
