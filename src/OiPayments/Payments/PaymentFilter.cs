using OiPayments.Applications;
using OiPayments.Operators;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Payments;

/// <summary>Which payments an operator means. What is null is not asked about; everything else must hold.</summary>
internal sealed record PaymentFilter
{
    public const int MaxSearchLength = CreatePayment.MaxReferenceLength;

    public ApplicationId? ApplicationId { get; init; }
    public Mode? Mode { get; init; }
    public PaymentStatus? Status { get; init; }

    /// <summary>Whether money that arrived waits for an operator instead of counting.</summary>
    public bool? Held { get; init; }

    /// <summary>Whether there is money in suspense that nobody is giving back: held, surplus, or of a return that failed.</summary>
    public bool? Suspended { get; init; }

    public string? CustomerReference { get; init; }
    public string? Reference { get; init; }

    /// <summary>The gateway's own id of money it took for the payment, whether or not that money counted.</summary>
    public string? GatewayTxnId { get; init; }

    /// <summary>Created at or after this instant.</summary>
    public DateTimeOffset? FromTime { get; init; }

    /// <summary>Created before this instant.</summary>
    public DateTimeOffset? ToTime { get; init; }

    /// <summary>
    /// Whatever a caller reads out: the payment's number, its reference or the beginning of it, the customer reference or the
    /// beginning of it, our transaction id or the gateway's.
    /// </summary>
    public string? Search { get; init; }

    public static PaymentFilter From(QueryFields query) => new()
    {
        ApplicationId = query.Application("applicationId"),
        Mode = query.Enum<Mode>("mode"),
        Status = query.Enum<PaymentStatus>("status"),
        Held = query.Boolean("held"),
        Suspended = query.Boolean("suspended"),
        CustomerReference = query.Text("customerReference", CreatePayment.MaxReferenceLength),
        Reference = query.Text("reference", 64),
        GatewayTxnId = query.Text("gatewayTxnId", 80),
        FromTime = query.Time("from"),
        ToTime = query.Time("to"),
        Search = query.Text("search", MaxSearchLength)?.Trim() is { Length: > 0 } search ? search : null,
    };

    /// <summary>The payments of it that the operator may see.</summary>
    public IQueryable<Payment> Of(OiPaymentsDb db, SignedInOperator who, Permission permission)
    {
        var wanted = Search is { } search ? FindPayments.Matching(db, who, permission, search) : db.RecordsFor<Payment>(who, permission);
        if (ApplicationId is { } application) wanted = wanted.Where(p => p.ApplicationId == application);
        if (Mode is { } mode) wanted = wanted.Where(p => p.Mode == mode);
        if (Status is { } status) wanted = wanted.Where(p => p.Status == status);
        if (Held is { } held) wanted = wanted.Where(p => p.HeldAt != null == held);
        if (CustomerReference is { } customer) wanted = wanted.Where(p => p.CustomerReference == customer);
        if (Reference is { } reference) wanted = wanted.Where(p => p.Reference == reference);
        if (FromTime is { } from) wanted = wanted.Where(p => p.CreatedAt >= from);
        if (ToTime is { } to) wanted = wanted.Where(p => p.CreatedAt < to);

        var attempts = db.RecordsFor<PaymentAttempt>(who, permission);
        if (GatewayTxnId is { } taken)
            wanted = wanted.Where(p => attempts.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id && a.BankTransactionId == taken));
        if (Suspended is { } isSuspended)
        {
            var suspended = attempts.Where(a =>
                a.ReturnedByRefundId == null && (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Surplus || a.Status == AttemptStatus.Mismatched));
            wanted = wanted.Where(p => suspended.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id) == isSuspended);
        }

        return wanted;
    }
}
