using System.Security.Cryptography;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>Takes events that are due and nobody's, for a while: any number of nodes may ask at once, and each event is one's.</summary>
internal static class ClaimEvents
{
    /// <summary>Longer than a delivery and its writing take, by any node's clock.</summary>
    private static readonly TimeSpan LeaseFor = WebhookSender.Patience + TimeSpan.FromSeconds(15) + ClockWatch.MostAllowed;

    /// <param name="db">Answers at once; nothing of it is tracked.</param>
    /// <param name="scope">Whose events.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="node">Who asks.</param>
    /// <param name="due">What is due by then, by the clock of <paramref name="scope"/>.</param>
    /// <param name="now">When the lease begins, in real time.</param>
    /// <param name="ct">Ends it before anything is claimed.</param>
    public static async Task<IReadOnlyList<Claim>> RunAsync(
        OiPaymentsDb db, Scope scope, int count, long node, DateTimeOffset due, DateTimeOffset now, CancellationToken ct)
    {
        var token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var (application, mode) = ((long)scope.ApplicationId.Value, WireNames<Mode>.Of(scope.Mode));
        var (dueBy, at) = (db.ColumnValue(due), db.ColumnValue(now));

        // Who waits for another's claim of a row finds it leased and leaves it out: the last condition is asked again then, the inner ones
        // are not. The inner limit, which is never reached, tells the planner that they are few: it plans without knowing the outer one,
        // and would read all that wait.
        var claimed = await db.Database.SqlQuery<Row>(
            $"""
            UPDATE webhook_deliveries SET lease_token = {token}, leased_by = {node}, leased_until = {db.ColumnValue(now + LeaseFor)}
            WHERE application_id = {application} AND event_id IN (
                SELECT first.event_id FROM (
                    SELECT d.event_id, d.due_at, d.sequence FROM webhook_deliveries AS d
                    WHERE d.application_id = {application} AND d.mode = {mode} AND d.due_at <= {dueBy} AND d.sequence IS NOT NULL
                        AND (d.leased_until IS NULL OR d.leased_until <= {at})
                    ORDER BY d.due_at, d.sequence LIMIT 100) AS first
                ORDER BY first.due_at, first.sequence LIMIT {count})
                AND due_at <= {dueBy} AND (leased_until IS NULL OR leased_until <= {at})
            RETURNING event_id, sequence, scheduled_attempts, trace_context,
                (SELECT e.reference FROM webhook_events AS e WHERE e.application_id = webhook_deliveries.application_id AND e.id = event_id) AS reference,
                (SELECT e.payload FROM webhook_events AS e WHERE e.application_id = webhook_deliveries.application_id AND e.id = event_id) AS payload
            """).ToListAsync(ct);
        return [.. claimed.OrderBy(row => row.Sequence)
            .Select(row => new Claim(
                scope, new(row.EventId), new(row.Reference, row.Sequence, row.Payload), row.ScheduledAttempts, token, row.TraceContext))];
    }

    private sealed record Row(long EventId, long Sequence, int ScheduledAttempts, string Reference, string Payload, byte[]? TraceContext);
}

/// <summary>The right to try one event, until its lease runs out.</summary>
internal sealed record Claim(
    Scope Scope, Id<WebhookEvent> EventId, OutgoingEvent Event, int ScheduledAttempts, long Token, byte[]? TraceContext)
{
    public override string ToString() => $"claim on {Event.Id}";
}
