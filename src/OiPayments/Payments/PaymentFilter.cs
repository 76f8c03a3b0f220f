using System.Runtime.CompilerServices;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Lists;
using OiPayments.Persistence;

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
    /// Whatever a caller reads out; what that can be, <see cref="FindPayments"/> and <see cref="SearchTerms"/> say. Never logged: it may
    /// name a person.
    /// </summary>
    public string? Search { get; init; }

    public static PaymentFilter From(QueryFields query)
    {
        var (from, to) = query.Period();
        return new()
        {
            ApplicationId = query.Application("applicationId"),
            Mode = query.Enum<Mode>("mode"),
            Status = query.Enum<PaymentStatus>("status"),
            Held = query.Boolean("held"),
            Suspended = query.Boolean("suspended"),
            CustomerReference = query.Text("customerReference", CreatePayment.MaxReferenceLength),
            Reference = query.Text("reference", 64),
            GatewayTxnId = query.Text("gatewayTxnId", 80),
            FromTime = from,
            ToTime = to,
            Search = query.Text("search", MaxSearchLength)?.Trim() is { Length: > 0 } search ? search : null,
        };
    }

    /// <summary>
    /// Whether it names payments, or asks for those few that wait for a person: an index of each application leads straight to them.
    /// </summary>
    private bool IsPointed => Search is not null || Reference is not null || GatewayTxnId is not null || Held is true || Suspended is true;

    /// <summary>One page of those that the operator may see.</summary>
    public Task<Page<Payment>> PageAsync(
        OiPaymentsDb db, SignedInOperator who, Permission permission, PageRequest page, CancellationToken ct) => IsPointed
        ? Search is not null ? Finding(db, who, permission).PageAsync(page, ct) : Pointed(db, who, permission).TakePageAsync(page, ct)
        : db.PageAcrossAsync<Payment>(db.OwnersFor(who, permission, ApplicationId), Mode, wanted => Narrow(wanted, db), page, ct);

    /// <summary>
    /// All of those that the operator may see, oldest first within each application and mode, in as many queries as it takes to hold only a
    /// few at a time.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<Payment>> BatchesAsync(
        OiPaymentsDb db, SignedInOperator who, Permission permission, int size, [EnumeratorCancellation] CancellationToken ct)
    {
        var applications = await db.ApplicationsFor(who, permission)
            .Where(a => ApplicationId == null || a.Id == ApplicationId)
            .Select(a => a.Id)
            .OrderBy(id => id)
            .ToListAsync(ct);
        IEnumerable<IQueryable<Payment>> parts = Search is not null ? await Finding(db, who, permission).PartsAsync(ct)
            : IsPointed ? [Pointed(db, who, permission)]
            : from application in applications
              from mode in Mode is { } only ? [only] : Enum.GetValues<Mode>()
              select Narrow(db.Of<Payment>(new Scope(application, mode)), db);
        foreach (var part in parts)
        {
            var page = new PageRequest(0, size, Ascending: true, After: null);
            while (true)
            {
                var batch = await part.AsNoTracking().Behind(page).InOrderOf(page).Take(size).ToListAsync(ct);
                if (batch.Count > 0) yield return batch;
                if (batch.Count < size) break;
                page = page with { After = new(batch[^1].CreatedAt, batch[^1].Id.Value) };
            }
        }
    }

    private IQueryable<Payment> Pointed(OiPaymentsDb db, SignedInOperator who, Permission permission)
    {
        var (applications, payments, attempts) =
            (db.ApplicationsFor(who, permission), db.RecordsFor<Payment>(who, permission), db.RecordsFor<PaymentAttempt>(who, permission));
        var suspended = attempts.Where(PaymentAttempt.IsSuspended);
        var wanted = Reference is { } reference
            ? applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id && p.Reference == reference))
            : GatewayTxnId is not null
                ? applications.SelectMany(a => attempts.Where(t => t.ApplicationId == a.Id && t.BankTransactionId == GatewayTxnId)
                    .Select(t => new { t.ApplicationId, t.PaymentId })).Distinct()
                .Join(payments, key => new { key.ApplicationId, Id = key.PaymentId }, p => new { p.ApplicationId, p.Id }, (_, p) => p)
            : Held is true ? applications.SelectMany(a => payments.Where(p => p.ApplicationId == a.Id && p.HeldAt != null))
            : applications.SelectMany(a => suspended.Where(t => t.ApplicationId == a.Id).Select(t => new { t.ApplicationId, t.PaymentId }))
                .Distinct()
                .Join(payments, key => new { key.ApplicationId, Id = key.PaymentId }, p => new { p.ApplicationId, p.Id }, (_, p) => p);
        if (ApplicationId is { } application) wanted = wanted.Where(p => p.ApplicationId == application);
        if (Mode is { } mode) wanted = wanted.Where(p => p.Mode == mode);
        return Narrow(wanted, db);
    }

    private FindPayments Finding(OiPaymentsDb db, SignedInOperator who, Permission permission) =>
        new(db, who, permission, this, wanted => Narrow(wanted, db));

    private IQueryable<Payment> Narrow(IQueryable<Payment> wanted, OiPaymentsDb db)
    {
        if (Reference is { } reference) wanted = wanted.Where(p => p.Reference == reference);
        if (GatewayTxnId is { } taken)
        {
            var attempts = db.AcrossApplications<PaymentAttempt>();
            wanted = wanted.Where(
                p => attempts.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id && a.BankTransactionId == taken));
        }

        if (Status is { } status) wanted = wanted.Where(p => p.Status == status);
        if (Held is { } held) wanted = wanted.Where(p => p.HeldAt != null == held);
        if (CustomerReference is { } customer) wanted = wanted.Where(p => p.CustomerReference == customer);
        if (FromTime is { } from) wanted = wanted.Where(p => p.CreatedAt >= from);
        if (ToTime is { } to) wanted = wanted.Where(p => p.CreatedAt < to);
        if (Suspended is { } isSuspended)
        {
            var suspended = db.AcrossApplications<PaymentAttempt>().Where(PaymentAttempt.IsSuspended);
            wanted = wanted.Where(p => suspended.Any(a => a.ApplicationId == p.ApplicationId && a.PaymentId == p.Id) == isSuspended);
        }

        return wanted;
    }
}

internal static class FilteringPayments
{
    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>Describes what <see cref="PaymentFilter.From"/> reads.</summary>
        public RouteHandlerBuilder FiltersPayments() => endpoint
            .Query<long>("applicationId", "Only payments of this application.")
            .Query<Mode>("mode", "Only payments of this mode.")
            .Query<PaymentStatus>("status", "Only payments in this status.")
            .Query<bool>("held", "true: only payments whose money waits for an operator.")
            .Query<bool>(
                "suspended",
                "true: only payments with money in suspense that nobody is giving back: held, surplus, or of a return that failed.")
            .Query<string>("customerReference", "Only payments with exactly this customer reference.")
            .Query<string>("reference", "Only the payment with this public reference.")
            .Query<string>("gatewayTxnId", "Only payments for which the gateway took money under this id of its own.")
            .Query<string>("search", "Whatever a caller reads out: the payment's number (`14` or `#14`), its reference or that of a "
                + "refund, the customer reference, our transaction id or the gateway's, a value of the metadata, the amount (`1250.50`, "
                + "`1,250.50`, `৳1,250.50`). Of references and of metadata the beginning is enough, from 3 characters on; of a reference "
                + "also its last 6 characters, or 6 or more that follow its prefix. With the permission `customer:read` also the "
                + "customer's name (the beginnings of its words), e-mail address (whole, its beginning, what stands before the @) and "
                + "telephone number (its last digits, from 4 on, in any spelling). Other filters come first, then the newest that fit. A "
                + "new payment is found at once by its number, references and transactions, and within seconds by everything else.")
            .WithinPeriod("payments created");
    }
}
