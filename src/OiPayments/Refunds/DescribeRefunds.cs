using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.Payments;
using OiPayments.Persistence;

namespace OiPayments.Refunds;

/// <summary>
/// Puts beside refunds what whoever decides about them has to know: people by name, the application, the customer, the payment and what
/// was refunded of it, the thresholds, and what the reader may do now. A page of them takes as many queries as one.
/// </summary>
internal sealed class DescribeRefunds(OiPaymentsDb db, RefundApprovals approvals)
{
    public async Task<RefundDto> OneAsync(SignedInOperator who, Refund refund, CancellationToken ct) =>
        (await AllAsync(who, [refund], ct))[0];

    public async Task<IReadOnlyList<RefundDto>> AllAsync(SignedInOperator who, IReadOnlyList<Refund> refunds, CancellationToken ct)
    {
        if (refunds.Count == 0) return [];

        var applications = refunds.Select(r => r.ApplicationId).Distinct().ToList();
        var names = await db.Directory<Application>().Where(a => applications.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        var people = await db.OperatorNamesAsync(refunds.SelectMany(
            r => new[] { r.CreatedBy, r.ApprovedBy, r.SecondApprovedBy, r.RejectedBy, r.ResolutionBy, r.ResolutionConfirmedBy }), ct);

        // Ids are drawn from one sequence, so a payment's tells it from every other application's.
        var ids = refunds.Select(r => r.PaymentId).Distinct().ToList();
        var payments = await db.AcrossApplications<Payment>()
            .AsNoTracking()
            .Where(p => applications.Contains(p.ApplicationId) && ids.Contains(p.Id))
            .ToDictionaryAsync(p => (p.ApplicationId, p.Id), ct);
        var counts = await db.AcrossApplications<Refund>().Where(r => applications.Contains(r.ApplicationId) && ids.Contains(r.PaymentId))
            .GroupBy(r => new { r.ApplicationId, r.PaymentId })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => (g.Key.ApplicationId, g.Key.PaymentId), g => g.Count, ct);
        var thresholds = new Dictionary<(ApplicationId, Currency), RefundApprovals.Thresholds>();
        foreach (var key in refunds.Select(r => (r.ApplicationId, r.Currency)).Distinct())
            thresholds[key] = await approvals.ThresholdsAsync(key.ApplicationId, key.Currency, ct);

        return
        [
            .. refunds.Select(r => RefundDto.ForOperators(r) with
            {
                Resolution = ResolutionOf(r, people),
                Context = ContextOf(
                    who, r, payments[(r.ApplicationId, r.PaymentId)], counts[(r.ApplicationId, r.PaymentId)], names[r.ApplicationId],
                    thresholds[(r.ApplicationId, r.Currency)], people),
            }),
        ];
    }

    private static RefundVerdictDto? ResolutionOf(Refund r, IReadOnlyDictionary<string, string> people) =>
        r is { ResolutionStatus: { } status, ResolutionBy: { } by, ResolutionNote: { } note, ResolutionAt: { } at }
            ? new(status, by, people.GetValueOrDefault(by, by), note, at, r.ResolutionConfirmedBy,
                r.ResolutionConfirmedBy is { } second ? people.GetValueOrDefault(second, second) : null, r.ResolvedAt, r.UncoveredMinor)
            : null;

    private static RefundContextDto ContextOf(
        SignedInOperator who, Refund r, Payment payment, int count, string application, RefundApprovals.Thresholds thresholds,
        IReadOnlyDictionary<string, string> people)
    {
        var me = who.Key;
        var mayApprove = who.May(Permission.RefundApprove, r.ApplicationId);
        var isParked = r.Status is RefundStatus.AwaitingApproval;
        return new(
            r.ApplicationId, application, payment.Reference, payment.CustomerReference, payment.ProductName, payment.AmountMinor,
            payment.Currency.Code, payment.RefundedMinor, payment.RefundableMinor, count - 1, thresholds.FirstMinor, thresholds.SecondMinor,
            Math.Max(r.ApprovalsNeeded, isParked ? thresholds.NeededFor(r.AmountMinor) : 0),
            r.CreatedBy is Refund.ByApplication ? application : NameOf(r.CreatedBy), NameOf(r.ApprovedBy), NameOf(r.SecondApprovedBy),
            NameOf(r.RejectedBy), CanApprove: isParked && mayApprove && me != r.CreatedBy && me != r.ApprovedBy,
            CanReject: isParked && (mayApprove || (me == r.CreatedBy && who.May(Permission.RefundCreate, r.ApplicationId))),
            CanResolve: r.IsLeftToAPerson && mayApprove,
            CanConfirm: r is { IsLeftToAPerson: true, HasProposal: true } && mayApprove && me != r.ResolutionBy,
            CanAcknowledge: r.Attention is RefundAttention.Contradicted && mayApprove);

        string? NameOf(string? key) => key is null ? null : people.GetValueOrDefault(key);
    }
}
