using Microsoft.EntityFrameworkCore.Storage;
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
        await db.BeginUntilSavedAsync(ct);

        // All who issue on this series wait from here on. Entity Framework would take the statement apart each time.
        await using var take = db.Database.GetDbConnection().CreateCommand();
        take.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        take.CommandText =
            """
            INSERT INTO invoice_series (application_id, mode, series, last) VALUES (@application, @mode, @series, 1)
            ON CONFLICT (application_id, mode, series) DO UPDATE SET last = invoice_series.last + 1
            RETURNING last
            """;
        Bind("application", (long)scope.ApplicationId.Value);
        Bind("mode", WireNames<Mode>.Of(scope.Mode));
        Bind("series", series);
        return (long)(await take.ExecuteScalarAsync(ct))!;

        void Bind(string name, object value)
        {
            var parameter = take.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            take.Parameters.Add(parameter);
        }
    }
}
