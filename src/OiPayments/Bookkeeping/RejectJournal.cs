using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Audit;

namespace OiPayments.Bookkeeping;

/// <summary>
/// <c>POST /admin/ledger/journals/{id}/reject</c>: an operator says no to a journal that waits. Whoever asked for it may, too: that takes
/// it back.
/// </summary>
internal sealed class RejectJournal(ChangeManualJournal change, TimeProvider clock)
{
    /// <summary>The body of a rejection.</summary>
    public sealed record Request([property: Description("Why not, for people: 5 to 500 characters.")] string Reason) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) => new(fields.RequiredText("reason"));

        public void Check(FieldErrors errors) => errors.CheckReason(Reason);
    }

    public static void Map(RouteGroupBuilder admin) => admin.MapPost("/journals/{id:long}/reject", HandleAsync)
        .WithName("rejectJournal")
        .WithSummary("Reject a manual journal")
        .WithDescription("Nothing moves. The operator who asked for it may reject it too, which takes it back.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<ManualJournalDto>>()
        .Needs(Permission.LedgerAdjust)
        .Refuses(ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState);

    /// <summary>Takes <see cref="Permission.LedgerAdjust"/> for the application.</summary>
    public async Task<Outcome<ManualJournalDto>> RunAsync(
        SignedInOperator who, Id<ManualJournal> id, Request request, CancellationToken ct)
    {
        if (who.Lacks(Permission.LedgerAdjust) is { } missing) return missing;
        if (FieldErrors.In(request) is { } invalid) return invalid;

        return await change.RunAsync(
            who, (AuditAction.JournalReject, request.Reason), id,
            it => Task.FromResult(it.Reject(who.Key, request.Reason, clock.GetUtcNow())), ct);
    }

    private static async Task<Reply> HandleAsync(
        long id, Body<Request> body, SignedInOperator who, RejectJournal reject, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await reject.RunAsync(who, new(id), body.Request, ct), ManualJournalsJson.Default.ManualJournalDto, clock);
}
