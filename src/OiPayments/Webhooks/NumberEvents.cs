using Microsoft.Extensions.DependencyInjection;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Gives every event its number, 1, 2, 3… within its application and mode, after it committed and before it is first sent. Number and
/// counter commit together, and the counter lets one numbering at a time through, so there is no gap, and whoever sees a number can
/// see all below it. Payments wait for none of this; see docs/decisions/0008.
/// </summary>
internal sealed class NumberEvents(IServiceScopeFactory scopes)
{
    private const int BatchSize = 200;

    /// <summary>The counter's row changes twice: to take the turn, and to end it.</summary>
    private const int CounterChanges = 2;

    public async Task RunAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();

        // Mostly there are none, and then no transaction either.
        var modes = await db.Of<WebhookDelivery>(application).Where(d => d.Sequence == null).Select(d => d.Mode).Distinct().ToListAsync(ct);
        foreach (var mode in modes)
            while (await NumberSomeAsync(db, new(application, mode), ct)) ct.ThrowIfCancellationRequested();
    }

    /// <summary>Numbers a batch; true when there may be more.</summary>
    private static async Task<bool> NumberSomeAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Three statements that travel together. Whoever changes the counter's row has the turn until it commits; what the second reads
        // therefore has every number that was given before.
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE webhook_sequences SET version = version + 1 WHERE application_id = {(long)scope.ApplicationId.Value} AND mode = {WireNames<Mode>.Of(scope.Mode)};

            UPDATE webhook_deliveries SET sequence = numbered.number
            FROM (
                SELECT d.event_id, s.last + row_number() OVER (ORDER BY e.created_at, d.event_id) AS number
                FROM webhook_deliveries AS d
                JOIN webhook_events AS e ON e.application_id = d.application_id AND e.id = d.event_id
                JOIN webhook_sequences AS s ON s.application_id = d.application_id AND s.mode = d.mode
                WHERE d.application_id = {(long)scope.ApplicationId.Value} AND d.mode = {WireNames<Mode>.Of(scope.Mode)} AND d.sequence IS NULL
                ORDER BY e.created_at, d.event_id LIMIT {BatchSize}) AS numbered
            WHERE webhook_deliveries.application_id = {(long)scope.ApplicationId.Value} AND webhook_deliveries.event_id = numbered.event_id;

            UPDATE webhook_sequences SET last = coalesce((
                SELECT max(d.sequence) FROM webhook_deliveries AS d
                WHERE d.application_id = webhook_sequences.application_id AND d.mode = webhook_sequences.mode AND d.sequence > webhook_sequences.last), last)
            WHERE application_id = {(long)scope.ApplicationId.Value} AND mode = {WireNames<Mode>.Of(scope.Mode)}
            """,
            ct);
        if (changed == 0)
        {
            // The first event of this application and mode: somebody else may be making its counter too, which is as good.
            db.Add(new EventSequence { ApplicationId = scope.ApplicationId, Mode = scope.Mode });
            if (!await db.TrySaveAsync(ct)) return true;
        }

        await transaction.CommitAsync(ct);
        return changed == 0 || changed == BatchSize + CounterChanges;
    }
}
