using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.DueWork;
using OiPayments.Persistence;

namespace OiPayments.Payments;

/// <summary>
/// Writes what payments are found by, within a second or two of their commit, so that nobody who makes a payment waits for it. A payment is
/// seen exactly when its row of <see cref="UnindexedPayment"/> is, however late that commits; two that index the same ones write
/// the same.
/// </summary>
internal sealed class IndexPayments(
    IServiceScopeFactory scopes, DueSignal<IndexPayments> signal, NodeHealth health, TimeProvider clock, ILogger<IndexPayments> log)
    : DueWorker(signal, health, clock, log, maxApplicationsAtOnce: 2, roundsApart: TimeSpan.FromMilliseconds(500))
{
    private const int BatchSize = 500;

    protected override async Task<IReadOnlyList<ApplicationId>> ListApplicationsWithDueWorkAsync(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        return await services.ServiceProvider.GetRequiredService<OiPaymentsDb>().AcrossApplications<UnindexedPayment>()
            .Select(unindexed => unindexed.ApplicationId).Distinct().ToListAsync(ct);
    }

    protected override async Task<bool> DoSomeAsync(ApplicationId application, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<OiPaymentsDb>();
        var waiting = await (
            from unindexed in db.Of<UnindexedPayment>(application).OrderBy(u => u.PaymentId).Take(BatchSize)
            join payment in db.Of<Payment>(application) on new
            {
                unindexed.ApplicationId,
                Id = unindexed.PaymentId
            } equals new { payment.ApplicationId, payment.Id } into found
            from payment in found.DefaultIfEmpty()
            select new Waiting { Id = unindexed.PaymentId, Payment = payment }).AsNoTracking().ToListAsync(ct);
        if (waiting.Count == 0) return false;

        var terms = db.TermsIn("{0}");
        await db.ExecuteTogetherAsync(
            FormattableStringFactory.Create(
                $$"""
                INSERT INTO payment_terms (application_id, payment_id, mode, term, created_at)
                SELECT p.application_id, p.id, p.mode, terms.term, p.created_at
                FROM {{terms}} JOIN payments AS p ON p.application_id = {1} AND p.id = terms.payment_id
                WHERE terms.term IS NOT NULL ORDER BY p.id, terms.term
                ON CONFLICT DO NOTHING;

                DELETE FROM payments_unindexed WHERE application_id = {1} AND payment_id IN (SELECT payment_id FROM {{terms}})
                """,
                AsRows(waiting), application.Value),
            ct);
        return waiting.Count == BatchSize;
    }

    /// <summary>Every term of each; a payment that is gone has a row without one, so that nobody looks for it again.</summary>
    private static string AsRows(List<Waiting> waiting)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach (var one in waiting)
            {
                foreach (var term in one.Payment is { } payment ? SearchTerms.Of(payment) : (IEnumerable<string?>)[null])
                {
                    json.WriteStartObject();
                    json.WriteNumber("payment_id"u8, one.Id.Value);
                    json.WriteString("term"u8, term);
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private sealed class Waiting
    {
        public required Id<Payment> Id { get; init; }

        /// <summary>Null when it is gone.</summary>
        public required Payment? Payment { get; init; }
    }
}
