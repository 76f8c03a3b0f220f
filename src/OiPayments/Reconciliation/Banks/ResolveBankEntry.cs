using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary>
/// <c>POST /admin/reconciliation/bank-entries/{id}/resolve</c>: an operator says what a line of the bank is: a payout, or something else.
/// </summary>
internal sealed class ResolveBankEntry(OiPaymentsDb db, UnitOfWork unit, BookArrival arrival, AuditTrail audit, TimeProvider clock)
{
    private const int MinNoteLength = 5;

    private static readonly Refusal LostRace = new(
        ErrorCode.InvalidOperationState, "Somebody else changed this line meanwhile. You changed nothing; read it again and retry.");

    /// <summary>What it is.</summary>
    public sealed record Request(
        [property: Description("What it is, and how you know: 5 to 500 characters.")] string Note,
        [property: Description("The payout that it is: it arrived, or came back, and the books follow. Left out: it is none.")]
        Id<Payout>? PayoutId) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredText("note").Trim(),
            fields.OptionalWholeNumber("payoutId", 1, long.MaxValue) is { } payout ? new(payout) : null);

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("note", Note, BankEntry.MaxNoteLength);
            if (Note.Length is > 0 and < MinNoteLength) errors.Add("note", $"Needs at least {MinNoteLength} characters.");
        }
    }

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPost("/bank-entries/{id:long}/resolve", HandleAsync)
        .WithName("resolveBankEntry")
        .WithSummary("Resolve a line of a bank statement")
        .WithDescription("Says what a line is that is flagged, or that nothing here knows. With payoutId it is that payout, of the same "
            + "amount: it arrived, or came back, and the books follow at once. Without it the line is none, and nothing moves in the "
            + "books. Needs report:run for the application; for the company's account, for every one. Strongly consistent.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<BankEntryDto>>()
        .Needs(Permission.ReportRun)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="id">Which line.</param>
    /// <param name="request">What it is.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<BankEntryDto>> RunAsync(SignedInOperator who, Id<BankEntry> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(ResolveAsync, ct)).OrRefuse(LostRace);

        async Task<Outcome<BankEntryDto>> ResolveAsync()
        {
            if (await db.RecordsFor<BankEntry>(who, Permission.ReportRun).SingleOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
                return Refusal.NotFound("line of a bank statement");
            if (WhyClosed(entry) is { } closed) return closed;
            var now = clock.GetUtcNow();
            if (request.PayoutId is { } payoutId)
            {
                if (await db.Of<Payout>(entry.Scope).SingleOrDefaultAsync(p => p.Id == payoutId, ct) is not { } payout)
                    return FieldErrors.One("payoutId", "No payout to this account's owner has this number.");
                if (Decide(entry, payout).IsRefused(out var refusal, out var found)) return refusal;
                await arrival.RunAsync(entry, found, now, ct);
            }

            if (entry.Resolve(who.Key, request.Note, now) is { } resolved) return resolved;
            await audit.RecordAsync(
                who.Actor, entry.ApplicationId == ApplicationId.Nobody ? null : entry.ApplicationId,
                new(AuditAction.BankEntryResolve, AuditTarget.BankEntry, entry.Id.ToString())
                {
                    After = new
                    {
                        mode = WireNames<Mode>.Of(entry.Mode),
                        status = WireNames<BankEntryStatus>.Of(entry.Status),
                        payoutId = entry.PayoutId?.Value,
                        entry.AmountMinor,
                        currency = entry.Currency.Code,
                    },
                    Reason = request.Note,
                }, ct);
            return BankEntryDto.From(entry);
        }
    }

    private static Refusal? WhyClosed(BankEntry entry) => entry.ResolvedAt is not null
        ? new(ErrorCode.InvalidOperationState, $"{entry.ResolvedBy} has resolved this already. Nothing was changed.")
        : entry.IsOpen ? null : new(ErrorCode.InvalidOperationState, "The books know already what this line is. Nothing was changed.");

    private static Outcome<MatchEntries.Found> Decide(BankEntry entry, Payout payout)
    {
        if (entry.Currency == payout.Currency)
        {
            if (entry.AmountMinor == payout.AmountMinor && payout.Status is not PayoutStatus.Arrived)
                return new MatchEntries.Found(payout, BankEntryStatus.Arrived);
            if (entry.AmountMinor == -payout.AmountMinor && payout.Status is PayoutStatus.Arrived)
                return new MatchEntries.Found(payout, BankEntryStatus.Returned);
        }

        return new Refusal(
            ErrorCode.InvalidOperationState,
            $"The line is {new Money(entry.AmountMinor, entry.Currency)}; the payout is {new Money(payout.AmountMinor, payout.Currency)} "
                + $"and {WireNames<PayoutStatus>.Of(payout.Status)}. Only a line of its whole amount can be it. Leave payoutId out, say "
                + "what the line is, and book what is left by a manual journal. Nothing was changed.");
    }

    private static async Task<Reply> HandleAsync(
        long id, Body<Request> body, SignedInOperator who, ResolveBankEntry resolve, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await resolve.RunAsync(who, new(id), body.Request, ct), BankJson.Default.BankEntryDto, clock);
}
