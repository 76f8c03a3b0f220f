using System.Security.Cryptography;
using OiPayments.DueWork;
using OiPayments.Lifecycles;
using OiPayments.Persistence;

namespace OiPayments.Webhooks;

/// <summary>On the wire <c>PENDING</c>, <c>DELIVERED</c>, <c>RETRYING</c> and <c>PARKED</c>.</summary>
public enum DeliveryStatus
{
    /// <summary>Not tried yet, waiting for a URL, or to be sent again because somebody asked.</summary>
    Pending,

    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>Tried, and due again.</summary>
    Retrying,

    /// <summary>Every try was used up; a person may send it again.</summary>
    Parked,
}

/// <summary>Every step of a delivery. None moves money or tells anybody: a delivery is the telling.</summary>
internal static class DeliveryLifecycle
{
    /// <summary>Those that are tried: the others are done with.</summary>
    public static readonly DeliveryStatus[] Waiting = [DeliveryStatus.Pending, DeliveryStatus.Retrying];

    /// <summary>A step from a status to itself is one more try, or being sent again while waiting.</summary>
    public static readonly Lifecycle<DeliveryStatus> Steps = new("a delivery",
    [
        .. from before in Waiting
           from after in new[] { DeliveryStatus.Delivered, DeliveryStatus.Retrying, DeliveryStatus.Parked }
           select new Transition<DeliveryStatus>(before, after),
        .. from before in Enum.GetValues<DeliveryStatus>() select new Transition<DeliveryStatus>(before, DeliveryStatus.Pending),
    ]);

    /// <summary>What one try makes of a delivery.</summary>
    /// <param name="isSuccess">Whether the receiver answered 2xx.</param>
    /// <param name="wait">Until the next try; null after the last.</param>
    public static DeliveryStatus After(bool isSuccess, TimeSpan? wait) =>
        isSuccess ? DeliveryStatus.Delivered : wait is null ? DeliveryStatus.Parked : DeliveryStatus.Retrying;
}

/// <summary>The one writer of how far deliveries have come. Rows begin in <see cref="Outbox"/>, as pending.</summary>
internal static class DeliveryProgress
{
    extension(OiPaymentsDb db)
    {
        /// <summary>Writes down one try, with a line in the log of attempts, and says how the delivery goes on.</summary>
        /// <remarks>
        /// Overtaken by another node, or by a person who asked for it to be sent again, how it goes on is theirs to say; that it was tried
        /// is true.
        /// </remarks>
        /// <param name="id">Of the line in the log.</param>
        /// <param name="claim">The right to try it.</param>
        /// <param name="result">What the receiver did.</param>
        /// <param name="headers">What was sent, as JSON.</param>
        /// <param name="next">The status from now on, and when to try again; null when there is nothing left to do.</param>
        /// <param name="now">By the clock of the event's scope.</param>
        public Task<int> RecordAttemptAsync(
            Id<WebhookAttempt> id, Claim claim, DeliveryResult result, string headers, (DeliveryStatus Status, DateTimeOffset? DueAt) next,
            DateTimeOffset now)
        {
            var (application, mode) = ((long)claim.Scope.ApplicationId.Value, WireNames<Mode>.Of(claim.Scope.Mode));
            return db.ExecuteTogetherAsync(
                $"""
                INSERT INTO webhook_attempts
                    (application_id, id, event_id, mode, started_at, duration_ms, request_headers, response_status, response_body, error)
                VALUES
                    ({application}, {id.Value}, {claim.EventId.Value}, {mode}, {db.ColumnValue(result.StartedAt)},
                    {(long)result.Duration.TotalMilliseconds}, {headers}, {result.Status}, {result.Body}, {result.Error});

                UPDATE webhook_deliveries SET
                    status = {WireNames<DeliveryStatus>.Of(next.Status)}, attempts = attempts + 1,
                    scheduled_attempts = {claim.ScheduledAttempts + 1}, due_at = {db.ColumnValue(next.DueAt)},
                    leased_until = NULL, leased_by = NULL, last_response_status = {result.Status}, last_error = {result.Error},
                    last_attempt_at = {db.ColumnValue(result.StartedAt)}, updated_at = {db.ColumnValue(now)},
                    delivered_at = coalesce({db.ColumnValue(result.IsSuccess ? now : null)}, delivered_at)
                WHERE application_id = {application} AND event_id = {claim.EventId.Value} AND lease_token = {claim.Token};

                UPDATE webhook_deliveries SET attempts = attempts + 1
                WHERE application_id = {application} AND event_id = {claim.EventId.Value} AND lease_token <> {claim.Token}
                """,
                CancellationToken.None);
        }
    }

    extension(IQueryable<WebhookDelivery> deliveries)
    {
        /// <summary>
        /// Makes them due, at the beginning of the schedule, whatever became of them before. A new token and no lease: what is under way
        /// cannot write "done" over this.
        /// </summary>
        public Task<int> MakeDueAsync(ApplicationTime now, CancellationToken ct)
        {
            var token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
            return deliveries.ExecuteUpdateAsync(
                set => set
                    .SetProperty(d => d.Status, DeliveryStatus.Pending)
                    .SetProperty(d => d.ScheduledAttempts, 0)
                    .SetProperty(d => d.DueAt, d => d.Mode == Mode.Live ? now.Live : now.Test)
                    .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
                    .SetProperty(d => d.LeasedBy, (long?)null)
                    .SetProperty(d => d.LeaseToken, token)
                    .SetProperty(d => d.UpdatedAt, d => d.Mode == Mode.Live ? now.Live : now.Test),
                ct);
        }

        /// <summary>Ends those that were not done, since there is nothing left to send: what is under way cannot write over this.</summary>
        public Task<int> ParkAsync(string why, DateTimeOffset now, CancellationToken ct)
        {
            var token = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
            return deliveries.Where(d => d.DueAt != null).ExecuteUpdateAsync(
                set => set
                    .SetProperty(d => d.Status, DeliveryStatus.Parked)
                    .SetProperty(d => d.LastError, why)
                    .SetProperty(d => d.DueAt, (DateTimeOffset?)null)
                    .SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null)
                    .SetProperty(d => d.LeasedBy, (long?)null)
                    .SetProperty(d => d.LeaseToken, token)
                    .SetProperty(d => d.UpdatedAt, now),
                ct);
        }
    }
}
