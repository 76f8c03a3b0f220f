using System.Runtime.CompilerServices;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>
/// Gives every event its number, 1, 2, 3… within its application and mode, after it committed and before it is first sent. Number and
/// counter commit together, and the counter lets one numbering at a time through, so there is no gap, and whoever sees a number can
/// see all below it. Payments wait for none of this; see docs/decisions/0008.
/// </summary>
internal static class NumberEvents
{
    public const int BatchSize = 200;

    /// <summary>Counters' rows change twice: to take the turn, and to end it.</summary>
    private const int CounterChanges = 2;

    /// <summary>A counter's version begins again after so many turns, before its column is full.</summary>
    private const int MaxVersion = 1_000_000_000;

    /// <summary>
    /// Numbers a batch of the events that have committed by now, of all these in turn, so that one with many leaves room for the others.
    /// </summary>
    /// <param name="db">Answers at once; nothing of it is tracked.</param>
    /// <param name="scopes">Whose events, each named once.</param>
    /// <param name="ct">Ends it before anything is numbered.</param>
    /// <returns>True when there may be more.</returns>
    public static async Task<bool> RunAsync(OiPaymentsDb db, IReadOnlyCollection<Scope> scopes, CancellationToken ct)
    {
        // Whoever changes a counter's row, or makes it, has the turn until it commits; what the second statement reads therefore has
        // every number that was given before. All take their turns in one order, so that no two wait for each other.
        var wanted = db.ScopesIn("{0}");
        var changed = await db.ExecuteTogetherAsync(
            FormattableStringFactory.Create(
                $$"""
                INSERT INTO webhook_sequences (application_id, mode, last, version)
                SELECT application_id, mode, 0, 0 FROM {{wanted}} WHERE true ORDER BY application_id, mode
                ON CONFLICT (application_id, mode) DO UPDATE SET version = webhook_sequences.version % {{MaxVersion}} + 1;

                UPDATE webhook_deliveries SET sequence = numbered.last + numbered.place
                FROM (
                    SELECT d.application_id, d.event_id, s.last, row_number() OVER (PARTITION BY d.application_id, d.mode ORDER BY e.created_at, d.event_id) AS place
                    FROM {{wanted}}
                    JOIN webhook_sequences AS s ON s.application_id = scopes.application_id AND s.mode = scopes.mode
                    JOIN webhook_deliveries AS d ON d.application_id = s.application_id AND d.mode = s.mode AND d.sequence IS NULL
                    JOIN webhook_events AS e ON e.application_id = d.application_id AND e.id = d.event_id
                    ORDER BY place LIMIT {{BatchSize}}) AS numbered
                WHERE webhook_deliveries.application_id = numbered.application_id AND webhook_deliveries.event_id = numbered.event_id;

                UPDATE webhook_sequences SET last = coalesce((
                    SELECT max(d.sequence) FROM webhook_deliveries AS d
                    WHERE d.application_id = webhook_sequences.application_id AND d.mode = webhook_sequences.mode AND d.sequence > webhook_sequences.last), last)
                WHERE (application_id, mode) IN (SELECT application_id, mode FROM {{wanted}})
                """,
                AsRows(scopes)),
            ct);
        return changed == BatchSize + (CounterChanges * scopes.Count);
    }

    // Neither a number nor the name of a mode has anything to escape.
    private static string AsRows(IEnumerable<Scope> scopes) =>
        $"[{string.Join(',', scopes.Select(scope => $$"""{"application_id":{{scope.ApplicationId.Value}},"mode":"{{WireNames<Mode>.Of(scope.Mode)}}"}"""))}]";
}
