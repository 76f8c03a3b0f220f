using System.Runtime.CompilerServices;
using System.Text.Json;
using OiPayments.Idempotency;
using OiPayments.Invoices;
using OiPayments.Lists;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Refunds;

namespace OiPayments.Verification;

/// <summary>
/// An answer that is kept under an Idempotency-Key is written with what it tells of, and given again for as long as it is kept: were it
/// there alone, the caller would be told for ever of a payment that is nowhere. A draft of an invoice may have been deleted since.
/// </summary>
internal sealed class AnswersNameWhatIsThere(OiPaymentsDb db) : IInvariant
{
    private const int BatchSize = 500;

    public string Name => "Every kept answer of an Idempotency-Key names something that is there";

    public Task<long> CountAsync(CancellationToken ct) => Created(db.AcrossApplications<IdempotencyRecord>()).LongCountAsync(ct);

    public async IAsyncEnumerable<string> FindViolationsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var scopes = await Created(db.AcrossApplications<IdempotencyRecord>())
            .Select(r => new { r.ApplicationId, r.Mode })
            .Distinct()
            .ToListAsync(ct);
        foreach (var scope in scopes)
        {
            await foreach (var violation in FindViolationsAsync(new(scope.ApplicationId, scope.Mode), ct)) yield return violation;
        }
    }

    private async IAsyncEnumerable<string> FindViolationsAsync(Scope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var kept = Created(db.Of<IdempotencyRecord>(scope)).OrderBy(r => r.Key).Select(r => new { r.Key, r.Body });
        var batch = await kept.Take(BatchSize).ToListAsync(ct);
        while (batch.Count > 0)
        {
            foreach (var answers in batch.Select(r => Answer.Read(r.Body)).OfType<Answer>().GroupBy(answer => answer.Kind))
            {
                var there = await ThereAsync(scope, answers.Key, [.. answers.Select(answer => answer.Id)], ct);
                foreach (var answer in answers.Where(answer => !there.Contains(answer.Id)))
                    yield return $"Application {scope.ApplicationId}: an answer kept in {WireNames<Mode>.Of(scope.Mode)} names "
                        + $"{answer.Name}, which is not there.";
            }

            var last = batch[^1].Key;
            batch = await kept.Where(r => string.Compare(r.Key, last) > 0).Take(BatchSize).ToListAsync(ct);
        }
    }

    private static IQueryable<IdempotencyRecord> Created(IQueryable<IdempotencyRecord> kept) => kept.Where(r => r.Status < 300);

    private async Task<HashSet<long>> ThereAsync(Scope scope, string kind, IReadOnlyList<long> ids, CancellationToken ct)
    {
        if (kind == Payment.ReferencePrefix) return await ThereAsync<Payment>(scope, ids, ct);
        if (kind == Refund.ReferencePrefix) return await ThereAsync<Refund>(scope, ids, ct);
        if (kind == Invoice.ReferencePrefix) return await ThereAsync<Invoice>(scope, ids, ct);
        if (kind == CreditNote.ReferencePrefix) return await ThereAsync<CreditNote>(scope, ids, ct);

        // What was withheld has a number and no name.
        List<Id<InvoiceWithholding>> wanted = [.. ids.Select(id => new Id<InvoiceWithholding>(id))];
        var there = db.Of<InvoiceWithholding>(scope).Where(w => wanted.Contains(w.Id)).Select(w => w.Id);
        return [.. (await there.ToListAsync(ct)).Select(id => id.Value)];
    }

    private async Task<HashSet<long>> ThereAsync<T>(Scope scope, IReadOnlyList<long> ids, CancellationToken ct)
        where T : class, IScoped, IListed<T>
    {
        List<Id<T>> wanted = [.. ids.Select(id => new Id<T>(id))];
        var there = db.Of<T>(scope).Where(one => wanted.Contains(one.Id)).Select(one => one.Id);
        return [.. (await there.ToListAsync(ct)).Select(id => id.Value)];
    }

    /// <summary>What an answer tells of.</summary>
    /// <param name="Kind">What its reference begins with; empty where it has none.</param>
    /// <param name="Id">The number of its record.</param>
    /// <param name="Name">Its reference, or its number where it has none.</param>
    private sealed record Answer(string Kind, long Id, string Name)
    {
        /// <summary>Null for a draft, which may be deleted.</summary>
        public static Answer? Read(byte[] body)
        {
            using var document = JsonDocument.Parse(body);
            var data = document.RootElement.GetProperty("data");
            if (data.TryGetProperty("status", out var status) && status.GetString() == WireNames<InvoiceStatus>.Of(InvoiceStatus.Draft))
                return null;

            var id = data.GetProperty("id").GetInt64();
            return data.TryGetProperty("reference", out var reference) && reference.GetString() is { } name
                ? new(name[..(name.IndexOf('_', StringComparison.Ordinal) + 1)], id, name)
                : new("", id, $"withholding {id}");
        }
    }
}
