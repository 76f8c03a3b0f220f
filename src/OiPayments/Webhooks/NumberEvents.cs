using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Gives every event its number, 1, 2, 3… within its application and mode, after it committed and before it is first sent. Number and
/// counter commit together, and the counter lets one numbering at a time through, so there is no gap, and whoever sees a number can
/// see all below it. Payments wait for none of this; see docs/decisions/0008.
/// </summary>
internal static class NumberEvents
{
    private const int BatchSize = 200;

    /// <summary>The counter's row changes twice: to take the turn, and to end it.</summary>
    private const int CounterChanges = 2;

    /// <summary>Numbers every event of that application and mode that has committed by now.</summary>
    public static async Task RunAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        while (await NumberSomeAsync(db, scope, ct)) ct.ThrowIfCancellationRequested();
    }

    /// <summary>Numbers a batch; true when there may be more.</summary>
    private static async Task<bool> NumberSomeAsync(OiPaymentsDb db, Scope scope, CancellationToken ct)
    {
        var (application, mode) = ((long)scope.ApplicationId.Value, WireNames<Mode>.Of(scope.Mode));

        // Whoever changes the counter's row, or makes it, has the turn until it commits; what the second statement reads therefore has
        // every number that was given before.
        var changed = await db.ExecuteTogetherAsync(
            $"""
            INSERT INTO webhook_sequences (application_id, mode, last, version) VALUES ({application}, {mode}, 0, 0)
            ON CONFLICT (application_id, mode) DO UPDATE SET version = webhook_sequences.version + 1;

            UPDATE webhook_deliveries SET sequence = numbered.number
            FROM (
                SELECT d.event_id, s.last + row_number() OVER (ORDER BY e.created_at, d.event_id) AS number
                FROM webhook_deliveries AS d
                JOIN webhook_events AS e ON e.application_id = d.application_id AND e.id = d.event_id
                JOIN webhook_sequences AS s ON s.application_id = d.application_id AND s.mode = d.mode
                WHERE d.application_id = {application} AND d.mode = {mode} AND d.sequence IS NULL
                ORDER BY e.created_at, d.event_id LIMIT {BatchSize}) AS numbered
            WHERE webhook_deliveries.application_id = {application} AND webhook_deliveries.event_id = numbered.event_id;

            UPDATE webhook_sequences SET last = coalesce((
                SELECT max(d.sequence) FROM webhook_deliveries AS d
                WHERE d.application_id = webhook_sequences.application_id AND d.mode = webhook_sequences.mode AND d.sequence > webhook_sequences.last), last)
            WHERE application_id = {application} AND mode = {mode}
            """,
            ct);
        return changed == BatchSize + CounterChanges;
    }
}
