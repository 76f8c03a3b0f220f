using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation;

/// <summary><c>POST /admin/reconciliation/results/{id}/resolve</c>: an operator says what a flag is.</summary>
internal sealed class ResolveResult(OiPaymentsDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    private const int MinNoteLength = 5;

    private static readonly Refusal LostRace = new(
        ErrorCode.InvalidOperationState, "Somebody else changed this result meanwhile. You changed nothing; read it again and retry.");

    /// <summary>What it is.</summary>
    public sealed record Request(
        [property: Description("What the difference is and what was done about it: 5 to 500 characters.")] string Note,
        [property: Description("Another result that belongs to it, such as the row that corrects it; left out when there is none.")]
        Id<SettlementResult>? LinkedResultId) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(
            fields.RequiredText("note").Trim(),
            fields.OptionalWholeNumber("linkedResultId", 1, long.MaxValue) is { } linked ? new(linked) : null);

        public void Check(FieldErrors errors)
        {
            errors.CheckFilled("note", Note, SettlementResult.MaxNoteLength);
            if (Note.Length is > 0 and < MinNoteLength) errors.Add("note", $"Needs at least {MinNoteLength} characters.");
        }
    }

    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapPost("/results/{id:long}/resolve", HandleAsync)
        .WithName("resolveSettlementResult")
        .WithSummary("Resolve a flag")
        .WithDescription("Says what the difference is. The row stays FLAGGED, with your name and your words, and counts no longer among "
            + "the open ones; it may name another row that belongs to it. Nothing moves in the books: what has to be booked is booked by "
            + "a manual journal. Needs report:run for the "
            + "application; for a row that belongs to no known application, for every one.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<SettlementResultDto>>()
        .Needs(Permission.ReportRun)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <param name="who">Needs report:run for the application, or for every one.</param>
    /// <param name="id">Which result.</param>
    /// <param name="request">What it is.</param>
    /// <param name="ct">Ends it before anything is saved.</param>
    public async Task<Outcome<SettlementResultDto>> RunAsync(
        SignedInOperator who, Id<SettlementResult> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRun) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;
        return (await unit.RunAsync(ResolveAsync, ct)).OrRefuse(LostRace);

        async Task<Outcome<SettlementResultDto>> ResolveAsync()
        {
            var all = db.RecordsFor<SettlementResult>(who, Permission.ReportRun);
            if (await db.Counting(all).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } result) return Refusal.NotFound("result");
            if (request.LinkedResultId is { } linked
                && (linked == id || !await db.Counting(all).AnyAsync(r => r.Id == linked && r.Mode == result.Mode, ct)))
                return FieldErrors.One("linkedResultId", "No other result of this mode has this number.");
            if (result.Resolve(who.Key, request.Note, request.LinkedResultId, clock.GetUtcNow()) is { } refusal) return refusal;
            await audit.RecordAsync(
                who.Actor, result.ApplicationId == ApplicationId.Nobody ? null : result.ApplicationId,
                new(AuditAction.SettlementResolve, AuditTarget.SettlementResult, result.Id.ToString())
                {
                    After = new
                    {
                        mode = WireNames<Mode>.Of(result.Mode),
                        reason = result.Reason is { } reason ? WireNames<ResultReason>.Of(reason) : null,
                        result.TransactionId,
                        result.NetMinor,
                        linkedResultId = result.LinkedResultId?.Value,
                        currency = result.Currency.Code,
                    },
                    Reason = request.Note,
                }, ct);
            return SettlementResultDto.From(result);
        }
    }

    private static async Task<Reply> HandleAsync(
        long id, Body<Request> body, SignedInOperator who, ResolveResult resolve, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await resolve.RunAsync(who, new(id), body.Request, ct), ReconciliationJson.Default.SettlementResultDto, clock);
}
