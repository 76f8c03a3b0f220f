using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Idempotency;

/// <summary>
/// The caller's <c>Idempotency-Key</c>, if it sent one. A handler puts its answer into the unit of work with <see cref="Keep"/>
/// just before its one save, so that record and effect are there together or not at all.
/// </summary>
internal sealed class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>
    /// What a handler answers when its save lost a race: the filter looks for the winner's answer, and gives that instead.
    /// </summary>
    public static readonly Refusal LostRace = new(
        ErrorCode.IdempotencyInProgress,
        "Another request with this Idempotency-Key is being handled. Nothing was done for this one; repeat it in a moment.");

    private readonly HttpContext request;

    private IdempotencyKey(HttpContext request) => this.request = request;

    /// <summary>Null when the caller sent none: then nothing is kept.</summary>
    public string? Text { get; private init; }

    /// <summary>Of the whole request; filled in by the filter, which has it before it.</summary>
    public byte[] Fingerprint { get; set; } = [];

    public static ValueTask<IdempotencyKey> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new IdempotencyKey(context)
        {
            // Two keys would be one with a comma to the next proxy, and no key of either to us.
            Text = context.Request.Headers.TryGetValue(Header, out var values) ? values is [{ } only] ? only : "" : null,
        });

    /// <summary><see cref="LostRace"/> when another request's answer is kept under this key by now: then trying again cannot win.</summary>
    public async Task<Refusal?> LostToItselfAsync(OiPaymentsDb db, CallingApplication caller, CancellationToken ct) =>
        Text is not null && await db.Of<IdempotencyRecord>(caller.Scope).AnyAsync(r => r.Key == Text, ct) ? LostRace : null;

    public void Keep(OiPaymentsDb db, CallingApplication caller, Reply reply, DateTimeOffset now)
    {
        if (Text is null) return;
        db.Add(new IdempotencyRecord
        {
            ApplicationId = caller.Id,
            Mode = caller.Mode,
            Key = Text,
            Fingerprint = Fingerprint,
            Status = reply.Status,
            Body = reply.BodyFor(request),
            CreatedAt = now,
            ExpiresAt = now + IdempotencyRecord.KeptFor,
        });
    }
}
