using System.Runtime.CompilerServices;
using System.Text.Json;
using OiPayments.Idempotency;
using OiPayments.Persistence;

namespace OiPayments.Privacy;

/// <summary>
/// The answers that are kept under Idempotency-Keys. No index says what they name, so all that the application's last thirty days left are
/// looked through. The key stays, so that nothing is done twice, and a replayed answer tells of the record without its customer.
/// </summary>
internal sealed class KeptAnswers(OiPaymentsDb db)
{
    private const int BatchSize = 500;

    /// <summary>Those that name one of the references and still have something to erase.</summary>
    public async IAsyncEnumerable<(Scope Scope, string Key, byte[] Body)> FindAsync(
        ApplicationId application, HashSet<string> references, [EnumeratorCancellation] CancellationToken ct)
    {
        if (references.Count == 0) yield break;
        foreach (var mode in Enum.GetValues<Mode>())
        {
            var scope = new Scope(application, mode);
            var kept = db.Of<IdempotencyRecord>(scope).Where(r => r.Status < 300).OrderBy(r => r.Key).Select(r => new { r.Key, r.Body });
            var batch = await kept.Take(BatchSize).ToListAsync(ct);
            while (batch.Count > 0)
            {
                foreach (var answer in batch)
                    if (Names(answer.Body, references) && HasSomethingLeft(answer.Body)) yield return (scope, answer.Key, answer.Body);
                var last = batch[^1].Key;
                batch = await kept.Where(r => string.Compare(r.Key, last) > 0).Take(BatchSize).ToListAsync(ct);
            }
        }
    }

    public async Task<int> EraseAsync(ApplicationId application, HashSet<string> references, CancellationToken ct)
    {
        var erased = 0;
        await foreach (var (scope, key, body) in FindAsync(application, references, ct))
        {
            // Unless the key was given to another request meanwhile.
            var blanked = ErasedJson.Of(body);
            erased += await db.Of<IdempotencyRecord>(scope).Where(r => r.Key == key && r.Body == body)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Body, blanked), ct);
        }

        return erased;
    }

    private static bool HasSomethingLeft(byte[] body) => !ErasedJson.Of(body).AsSpan().SequenceEqual(body);

    /// <summary>Whether a reference stands in it as a whole text, wherever: an invoice's answer names its payments too.</summary>
    private static bool Names(byte[] body, HashSet<string> references)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String && reader.GetString() is { } text && references.Contains(text)) return true;
        }

        return false;
    }
}
