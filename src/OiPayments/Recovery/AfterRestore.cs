using OiPayments.Access;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Recovery;

/// <summary>What <see cref="AfterRestore"/> did.</summary>
/// <param name="Payments">Payments whose attempts the gateway is asked about again.</param>
/// <param name="Refunds">Refunds of which it is no longer certain that the gateway has not begun them.</param>
/// <param name="Series">Series of documents whose numbers were skipped.</param>
/// <param name="Sessions">Sessions of operators that were ended.</param>
internal sealed record Recovered(int Payments, int Refunds, int Series, int Sessions);

/// <summary>
/// Once, after the database was put back to an earlier state and before any node starts. What the service did after that instant is
/// forgotten here, and not elsewhere: programs keep ids, followers of events the number that they have read, customers their invoices, and
/// the gateway its transactions. So nothing that was given out is given out again, and the gateway is asked anew. Doing it twice does no
/// harm.
/// </summary>
internal sealed class AfterRestore(OiPaymentsDb db, TimeProvider clock)
{
    /// <summary>More than were given out since any restore point: at a thousand a second, those of eleven days.</summary>
    private const long IdsSkipped = 1_000_000_000;

    /// <summary>Applications count on their own, in 32 bits.</summary>
    private const long ApplicationIdsSkipped = 1000;

    private const long EventNumbersSkipped = 1_000_000;

    /// <summary>After so long the gateway is not asked about an attempt any more, in the ordinary course.</summary>
    private static readonly TimeSpan AsksAgainFor = TimeSpan.FromHours(48);

    /// <param name="from">The instant that the database was put back to.</param>
    /// <param name="documentNumbersSkipped">
    /// How far each series of invoices and credit notes jumps: at least as many as were issued after that instant.
    /// </param>
    /// <param name="ct">Ends it before anything is written.</param>
    public async Task<Recovered> RunAsync(DateTimeOffset from, long documentNumbersSkipped, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SkipIdsAsync(ct);
        await SkipEventNumbersAsync(ct);
        var recovered = new Recovered(
            await AskAboutAttemptsAsync(from, ct), await DoubtRefundsAsync(ct), await SkipDocumentNumbersAsync(documentNumbersSkipped, ct),
            await EndSessionsAsync(now, ct));
        await db.CommitAsync();
        return recovered;
    }

    private Task<int> SkipIdsAsync(CancellationToken ct) => db.Directory<IdBlock>().ExecuteUpdateAsync(
        set => set.SetProperty(
            block => block.Next,
            block => block.Next + (block.Name == IdBlocks.OfApplications ? ApplicationIdsSkipped : IdsSkipped)),
        ct);

    /// <summary>
    /// Of every application and mode, also where none is known: a follower may have read the first. Were a number given twice, whoever has
    /// read it would skip the second event.
    /// </summary>
    private Task<int> SkipEventNumbersAsync(CancellationToken ct) => db.ExecuteTogetherAsync(
        $"""
        INSERT INTO webhook_sequences (application_id, mode, last, version)
        SELECT applications.id, modes.mode, {EventNumbersSkipped}, 0
        FROM applications CROSS JOIN (SELECT 'TEST' AS mode UNION ALL SELECT 'LIVE') AS modes WHERE true
        ON CONFLICT (application_id, mode) DO UPDATE
            SET last = webhook_sequences.last + {EventNumbersSkipped}, version = webhook_sequences.version + 1
        """,
        ct);

    private Task<int> SkipDocumentNumbersAsync(long skipped, CancellationToken ct) => skipped == 0
        ? Task.FromResult(0)
        : db.AcrossApplications<InvoiceSeries>().ExecuteUpdateAsync(
            set => set.SetProperty(series => series.Last, series => series.Last + skipped)
                .SetProperty(series => series.Skipped, series => series.Skipped + skipped),
            ct);

    /// <summary>
    /// Whatever was being tried at that instant, and what had ended without money shortly before: customers paid meanwhile, or tried again.
    /// Due since they were created, which is past by any clock, a test clock too.
    /// </summary>
    private Task<int> AskAboutAttemptsAsync(DateTimeOffset from, CancellationToken ct)
    {
        var since = from - AsksAgainFor;
        var attempts = db.AcrossApplications<PaymentAttempt>()
            .Where(attempt => attempt.CreatedAt >= since && PaymentAttempt.StatusesToAskAbout.Contains(attempt.Status));
        return db.AcrossApplications<Payment>()
            .Where(payment => attempts.Any(a => a.ApplicationId == payment.ApplicationId && a.PaymentId == payment.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(payment => payment.DueAt, payment => payment.CreatedAt)
                    .SetProperty(payment => payment.LeasedBy, (long?)null),
                ct);
    }

    /// <summary>
    /// A call that began one may have been made after that instant. It is made again under the same id, which the gateway does not begin
    /// twice; but a "no" may be about what it has already done, and so is for a person to judge.
    /// </summary>
    private Task<int> DoubtRefundsAsync(CancellationToken ct) => db.AcrossApplications<Refund>()
        .Where(refund => refund.GatewayRefundId == null
            && (refund.Status == RefundStatus.Pending || refund.Status == RefundStatus.AwaitingApproval))
        .ExecuteUpdateAsync(
            set => set.SetProperty(refund => refund.UnansweredCalls, refund => refund.UnansweredCalls + 1)
                .SetProperty(refund => refund.Version, refund => refund.Version + 1),
            ct);

    /// <summary>Some of them were ended after that instant.</summary>
    private Task<int> EndSessionsAsync(DateTimeOffset now, CancellationToken ct) => db.Directory<OperatorSession>()
        .Where(session => session.EndedAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), ct);
}
