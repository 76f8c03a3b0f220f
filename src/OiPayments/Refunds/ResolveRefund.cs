using System.ComponentModel;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Refunds;

/// <summary>
/// <c>POST /admin/refunds/{id}/resolve</c>: an operator says what became of a refund at the gateway. The gateway is asked first, in the
/// same request: what it says clearly is booked, whatever was claimed. A person's word counts only where asking tells nothing more, and
/// above the application's threshold it takes two people who say the same.
/// </summary>
internal sealed partial class ResolveRefund(
    OiPaymentsDb db, UnitOfWork unit, AskAboutRefund ask, SettleRefund settle, RefundApprovals approvals, SecondPerson second,
    DescribeRefunds describe, RegisteredGateways gateways, AuditTrail audit, IBusinessClock time, TimeProvider clock,
    ILogger<ResolveRefund> log)
{
    public const int MaxGatewayRefundIdLength = 50;

    /// <summary>Leaves room for who wrote it.</summary>
    public const int MaxNoteLength = Refund.MaxNoteLength - 40;

    private static readonly Refusal ChangedMeanwhile = new(
        ErrorCode.InvalidOperationState, "The service, or somebody else, was asking about this refund at the same time. Nothing that you "
            + "said was booked; read it again and retry.");

    /// <summary>The body: exactly one of status and gatewayRefundId.</summary>
    public sealed record Request(
        [property: Description("SUCCEEDED or FAILED, as the gateway's merchant panel shows it.")] RefundStatus? Status,
        [property: Description(
            "The gateway's id for the refund, as its merchant panel shows it: the service asks about it at once, and from then on.")]
        string? GatewayRefundId,
        [property: Description("Where you saw it; at most 460 characters.")] string Note) : IRequest<Request>
    {
        public static Request Read(JsonFields fields, FieldErrors errors) =>
            new(fields.OptionalEnum<RefundStatus>("status"), fields.OptionalText("gatewayRefundId"), fields.RequiredText("note"));

        public void Check(FieldErrors errors)
        {
            if (Status is not (null or RefundStatus.Succeeded or RefundStatus.Failed)) errors.Add("status", "Must be SUCCEEDED or FAILED.");
            if (Status is null == GatewayRefundId is null) errors.Add("status", "Send either status or gatewayRefundId.");
            errors.CheckText("gatewayRefundId", GatewayRefundId, MaxGatewayRefundIdLength);
            errors.CheckFilled("note", Note, MaxNoteLength);
        }
    }

    public static void Map(RouteGroupBuilder refunds) => refunds.MapPost("/{id}/resolve", HandleAsync)
        .WithName("resolveRefund")
        .WithSummary("Record the outcome of a refund")
        .WithDescription("For a PENDING refund whose outcome the gateway does not tell: an operator looked in the gateway's merchant "
            + "panel. The service asks the gateway first, in the same request. A clear answer of the gateway is booked, whatever status "
            + "you send. While the gateway is processing the refund, this answers 409; if it does not answer, 503. Your status counts "
            + "only if gatewayWord leaves the outcome to a person. Above the application's refundApprovalThresholdMinor it is kept as a "
            + "proposal (`resolution`; the refund stays PENDING) until a second operator sends the same status. The service asks the "
            + "gateway about such a refund for four more weeks: see contradictedAt. Needs a sign-in of the last five minutes.")
        .Accepts<Request>("application/json")
        .Produces<Envelope<RefundDto>>()
        .Needs(Permission.RefundApprove)
        .Refuses(
            ErrorCode.ValidationError, ErrorCode.ResourceNotFound, ErrorCode.InvalidOperationState, ErrorCode.GatewayUnavailable,
            ErrorCode.ReauthRequired);

    /// <summary>Takes <see cref="Permission.RefundApprove"/> and a sign-in of the last five minutes.</summary>
    public async Task<Outcome<RefundDto>> RunAsync(SignedInOperator who, Id<Refund> id, Request request, CancellationToken ct)
    {
        if ((who.Lacks(Permission.RefundApprove) ?? who.MustProveThemselves(clock.GetUtcNow())) is { } missing) return missing;
        var errors = new FieldErrors();
        request.Check(errors);
        if (errors.Refusal is { } invalid) return invalid;

        db.DiscardChanges();
        if (await db.RecordFor(who, Permission.RefundApprove, id).SingleOrDefaultAsync(ct) is not { } refund)
            return Refusal.NotFound("refund");
        if (request.GatewayRefundId is { } named && await RefuseIdAsync(refund, named, ct) is { } noId) return noId;
        if (NotOpen(refund) is { } notOpen) return notOpen;
        if (request.GatewayRefundId is { } other && refund is { GatewayRefundId: { } known, IsLeftToAPerson: false } && other != known)
            return new Refusal(
                ErrorCode.InvalidOperationState,
                $"The gateway has this refund under {known} and can be asked about that. Nothing was changed.");
        if (await IsAnothersAsync(refund, request.GatewayRefundId, ct))
            return new Refusal(
                ErrorCode.InvalidOperationState,
                "Another refund has this id at the gateway. Nothing was changed; look in the merchant panel again.");
        if (refund.LeasedBy is not null && refund.DueAt > time.Now(refund.Scope)) return ChangedMeanwhile;

        // From here on to the end, whether or not the operator waits for it: what the gateway said must not get lost.
        if (await ask.AskAsync(refund, request.GatewayRefundId, CancellationToken.None) is not { } finding) return ChangedMeanwhile;
        return await JudgeAsync(who, refund, request, finding, CancellationToken.None);
    }

    private static async Task<Reply> HandleAsync(
        RecordName<Refund> id, Body<Request> body, SignedInOperator who, OiPaymentsDb db, ResolveRefund resolve, TimeProvider clock,
        CancellationToken ct) =>
        Reply.Ok(
            await resolve.RunAsync(who, await db.NumberOfAsync(who, Permission.RefundApprove, id, ct), body.Request, ct),
            RefundsJson.Default.RefundDto, clock);

    /// <summary>
    /// Books what the gateway said, or what the person did, in one save against the version that the question was asked with.
    /// </summary>
    private async Task<Outcome<RefundDto>> JudgeAsync(
        SignedInOperator who, Refund asked, Request request, RefundFinding finding, CancellationToken ct)
    {
        var judged = await unit.RunAsync(JudgeOnceAsync, ct);
        if (judged.OrRefuse(StartRefund.TooManyAtOnce).IsRefused(out var refused, out var saved)) return refused;
        return saved.Refusal is { } refusal ? refusal : await describe.OneAsync(who, saved.Refund, ct);

        async Task<Outcome<Judgement>> JudgeOnceAsync()
        {
            var it = await db.WithMoney(db.Of<Refund>(asked.ApplicationId).Where(r => r.Id == asked.Id)).SingleAsync(ct);
            var refund = it.Refund;
            if (refund.Version != asked.Version) return ChangedMeanwhile;

            using var span = ProductTraces.GoOn("resolve refund", refund.TraceContext);
            var before = Fields(refund);
            if ((await ApplyAsync(who, it, request, finding, ct)).IsRefused(out var undone, out var judgement)) return undone;
            var after = Fields(refund);
            var changed = after.Where(field => !Equals(field.Value, before[field.Key])).Select(field => field.Key).ToList();
            await audit.RecordAsync(
                who.Actor, refund.ApplicationId, new(AuditAction.RefundResolve, AuditTarget.Refund, refund.Id.ToString())
                {
                    Before = changed.ToDictionary(name => name, name => before[name]),
                    After = new Dictionary<string, object?>(changed.ToDictionary(name => name, name => after[name]))
                    {
                        ["said"] = request.Status is { } said ? WireNames<RefundStatus>.Of(said) : request.GatewayRefundId,
                        ["gateway"] = Describe(finding),
                    },
                    Reason = request.Note,
                }, ct);
            db.AfterCommit(() => Judged(log, refund.Id, refund.ApplicationId, who.Id, WireNames<RefundStatus>.Of(refund.Status)));
            return judgement;
        }
    }

    /// <summary>
    /// What is refused to the operator is saved all the same, because the gateway said something. A refusal of the whole means that nothing
    /// is saved: a listener would not have it.
    /// </summary>
    private async Task<Outcome<Judgement>> ApplyAsync(
        SignedInOperator who, RefundWithMoney it, Request request, RefundFinding finding, CancellationToken ct)
    {
        var (refund, now, me) = (it.Refund, time.Now(it.Refund.Scope), who.Key);
        if (request.GatewayRefundId is { } id) return await ApplyIdAsync(it, id, finding, me, request.Note, ct);

        var said = request.Status ?? throw new InvalidOperationException("A request without an id has a status.");
        switch (finding)
        {
            case RefundFinding.GivenBack or RefundFinding.NotGivenBack:
                return Booked(await settle.ApplyAsync(
                    it, finding, $"{me} said {WireNames<RefundStatus>.Of(said)} ({request.Note}). The gateway was asked: "
                        + $"{Describe(finding)} That is booked.", ct));
            case RefundFinding.InProgress progress:
                if (await settle.ApplyAsync(it, finding, note: null, ct) is { } undone) return undone;
                return Told(new(ErrorCode.InvalidOperationState,
                    $"The gateway was asked: it has this refund under {progress.GatewayRefundId} and is processing it. Nothing that you "
                        + "said was booked; the service goes on asking."));
            case RefundFinding.Open open:
                if (await settle.ApplyAsync(it, finding, note: null, ct) is { } unsaved) return unsaved;
                if (!refund.IsLeftToAPerson) return Told(Unanswered(open));
                break;
        }

        if (await approvals.NeededAsync(refund, ct) == 0)
        {
            refund.Propose(said, me, request.Note, now);
            return Booked(await settle.ResolveAsync(it, said, $"{me}: {request.Note}", confirmedBy: null, ct));
        }

        if (refund.HasProposal && refund.ResolutionStatus == said && refund.ResolutionBy is { } first && first != me)
        {
            return await second.RefuseAsync(who, [first], ct) is { } notSecond
                ? Told(notSecond)
                : Booked(
                    await settle.ResolveAsync(it, said, $"{first}: {refund.ResolutionNote} {me}: {request.Note}", confirmedBy: me, ct));
        }

        refund.Propose(said, me, request.Note, now);
        return Booked(undone: null);

        Outcome<Judgement> Told(Refusal refusal) => new Judgement(refund, refusal);
        Outcome<Judgement> Booked(Refusal? undone) => undone is null ? new Judgement(refund, Refusal: null) : undone;
    }

    /// <summary>With the gateway's id the gateway itself can be asked, so that nobody's word has to do.</summary>
    private async Task<Outcome<Judgement>> ApplyIdAsync(
        RefundWithMoney it, string id, RefundFinding finding, string me, string note, CancellationToken ct)
    {
        var (refund, now) = (it.Refund, time.Now(it.Refund.Scope));
        switch (finding)
        {
            case RefundFinding.Open { Word: GatewayWord.IdUnknown }:
                refund.EndCall(now);
                return new Judgement(refund, new(
                    ErrorCode.InvalidOperationState,
                    $"The gateway was asked: it knows no refund {id}. Nothing was changed; look in the merchant panel again."));
            case RefundFinding.Open { Word: GatewayWord.NoAnswer or GatewayWord.NoStore } open:
                refund.EndCall(now);
                return new Judgement(refund, Unanswered(open));
        }

        refund.AcceptedAs(id, now + RefundFollowUpSchedule.FirstPause, now);
        if (finding is not RefundFinding.InProgress && await settle.ApplyAsync(it, finding, $"{me}: {note}", ct) is { } undone)
            return undone;
        return new Judgement(refund, Refusal: null);
    }

    private static Refusal Unanswered(RefundFinding.Open open) => open.Word is GatewayWord.NoAnswer
        ? new(
            ErrorCode.GatewayUnavailable,
            "The gateway was asked and gave no answer that can be believed, so nothing that you said was booked. Try again when it "
                + $"answers. {open.Note}")
        : new(ErrorCode.InvalidOperationState, $"The gateway could not be asked, so nothing that you said was booked. {open.Note}");

    private static Refusal? NotOpen(Refund refund) => refund.Status is RefundStatus.Pending
        ? null
        : new(
            ErrorCode.InvalidOperationState,
            $"This refund is {WireNames<RefundStatus>.Of(refund.Status)}; only one that is PENDING can be resolved.");

    private async Task<Refusal?> RefuseIdAsync(Refund refund, string gatewayRefundId, CancellationToken ct)
    {
        var name = await db.Of<Payment>(refund.Scope).Where(p => p.Id == refund.PaymentId).Select(p => p.Gateway).SingleAsync(ct);
        if (gateways.GivingBack(name) is not { } gateway)
            return new(ErrorCode.InvalidOperationState, $"{RegisteredGateways.Missing(name)} Nothing was changed.");
        if (gateway.IsRefundId(gatewayRefundId)) return null;

        var errors = new FieldErrors();
        errors.Add("gatewayRefundId", "Must be an id as the gateway's merchant panel shows it.");
        return errors.Refusal;
    }

    private async Task<bool> IsAnothersAsync(Refund refund, string? gatewayRefundId, CancellationToken ct) =>
        gatewayRefundId is not null
            && await db.Of<Refund>(refund.Scope).AnyAsync(r => r.Id != refund.Id && r.GatewayRefundId == gatewayRefundId, ct);

    private static string Describe(RefundFinding finding) => finding switch
    {
        RefundFinding.GivenBack => "It gave the money back.",
        RefundFinding.NotGivenBack no => no.Message,
        RefundFinding.InProgress progress => $"It has the refund under {progress.GatewayRefundId}.",
        RefundFinding.Open open => open.Note,
        _ => throw new InvalidOperationException($"A finding nobody decided about: {finding.GetType().Name}."),
    };

    private static Dictionary<string, object?> Fields(Refund refund) => new(StringComparer.Ordinal)
    {
        ["status"] = WireNames<RefundStatus>.Of(refund.Status),
        ["gatewayRefundId"] = refund.GatewayRefundId,
        ["resolutionStatus"] = refund.ResolutionStatus is { } status ? WireNames<RefundStatus>.Of(status) : null,
        ["resolutionBy"] = refund.ResolutionBy,
        ["resolutionConfirmedBy"] = refund.ResolutionConfirmedBy,
    };

    /// <param name="Refund">As it is saved.</param>
    /// <param name="Refusal">What the operator is told instead of it; null when their word counts.</param>
    private sealed record Judgement(Refund Refund, Refusal? Refusal);

    [LoggerMessage(
        LogLevel.Information, "Refund {RefundId} of application {ApplicationId} decided by operator {OperatorId}: it is {Status}")]
    private static partial void Judged(
        ILogger log, Id<Refund> refundId, ApplicationId applicationId, Id<Operator> operatorId, string status);
}
