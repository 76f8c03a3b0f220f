using System.Globalization;
using System.Linq.Expressions;
using OiPayments.Applications;
using OiPayments.Gateways;
using OiPayments.Ledger;
using OiPayments.Lifecycles;
using OiPayments.Persistence;
using OiPayments.Telemetry;

namespace OiPayments.Payments;

/// <summary>How far one try at the gateway has come.</summary>
public enum AttemptStatus
{
    /// <summary>Written before the gateway is called, so that a lost answer leaves a trace to ask about.</summary>
    Opening,

    /// <summary>The gateway did not answer; whether it opened a session is to be asked.</summary>
    Unanswered,

    /// <summary>The customer is, or may be, on the gateway's page.</summary>
    Open,

    /// <summary>The gateway confirmed the money, and it paid for the payment.</summary>
    Paid,

    /// <summary>The gateway took the money and calls it risky; an operator decides.</summary>
    Held,

    /// <summary>The gateway took money for a payment that was paid already: it waits in suspense.</summary>
    Surplus,

    /// <summary>The gateway charged something else than was asked; a person has to look.</summary>
    Mismatched,

    /// <summary>The gateway would not open a session.</summary>
    Refused,

    Failed,
    Cancelled,
    Unattempted,
    Expired,
}

/// <summary>One try to collect a payment, under a transaction id of its own at the gateway.</summary>
internal sealed class PaymentAttempt : IScoped
{
    /// <summary>With this prefix a transaction id is 27 characters of <c>[A-Za-z0-9]</c>; SSLCOMMERZ documents at most 30.</summary>
    public const string TransactionIdPrefix = "oi";
    public const int MaxReasonLength = 255;
    public const int MaxRateLength = 32;

    /// <summary>Why an attempt was refused before anybody was asked.</summary>
    public const string NoStore = "No store is configured for payments of this mode; an operator has to set one.";

    /// <summary>The same, of a payment that was made with a gateway which this service had then.</summary>
    public const string NoGateway = "The gateway of this payment is not set up here any more; an operator has to set it up again.";

    /// <summary>Why the gateway opened no session: not because of this payment.</summary>
    public const string StoreNotLetIn = "The gateway does not let our store in; an operator has to check the store's settings.";

    /// <summary>No session is known to live longer than an hour; nobody documents it.</summary>
    public static readonly TimeSpan SessionsLiveFor = TimeSpan.FromHours(2);

    /// <summary>All but those that have money, and those that the gateway never opened.</summary>
    public static readonly AttemptStatus[] StatusesToAskAbout =
    [
        AttemptStatus.Opening, AttemptStatus.Unanswered, AttemptStatus.Open,
        AttemptStatus.Failed, AttemptStatus.Cancelled, AttemptStatus.Unattempted, AttemptStatus.Expired,
    ];

    /// <summary>Money that waits in suspense, with nobody giving it back yet. An index has the same condition.</summary>
    public static readonly Expression<Func<PaymentAttempt, bool>> IsSuspended = a => a.ReturnedByRefundId == null
        && (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Surplus || a.Status == AttemptStatus.Mismatched);

    /// <summary>Suspended money that keeps its payment waiting for an operator. Surplus does not: its payment is paid.</summary>
    public static readonly Expression<Func<PaymentAttempt, bool>> HoldsItsPayment = a => a.ReturnedByRefundId == null
        && (a.Status == AttemptStatus.Held || a.Status == AttemptStatus.Mismatched);

    private static readonly Lazy<Func<PaymentAttempt, bool>> SuspendedHere = new(IsSuspended.Compile);

    public required ApplicationId ApplicationId { get; init; }
    public required Id<PaymentAttempt> Id { get; init; }
    public required Id<Payment> PaymentId { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>
    /// Our id for it at the gateway; of money that the gateway took a second time under the same id, that id and <c>:2</c>.
    /// </summary>
    public required string TransactionId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The node that opens, or opened, its session; null for one that needs no session.</summary>
    public long? OpenedByNode { get; init; }

    /// <summary>The application's own store that it was made with, and goes on with; null: the service's.</summary>
    public required Id<GatewayOverride>? OverrideId { get; init; }

    /// <summary>That store, in queries that ask for it.</summary>
    public GatewayOverride? Override { get; private set; }

    public AttemptStatus Status { get; private set; } = AttemptStatus.Opening;
    public string? SessionKey { get; private set; }
    public Uri? CustomerUrl { get; private set; }
    public string? ValidationId { get; private set; }
    public string? BankTransactionId { get; private set; }
    public string? Channel { get; private set; }
    public bool IsRisky { get; private set; }

    /// <summary>What the gateway charged, in minor units of <see cref="ChargedCurrency"/>; null while it charged nothing.</summary>
    public long? ChargedMinor { get; private set; }

    public Currency? ChargedCurrency { get; private set; }

    /// <summary>
    /// What that came to in the gateway's own currency, which it gives back in; null when it charged in that, or did not say.
    /// </summary>
    public long? ConvertedMinor { get; private set; }

    public Currency? ConvertedCurrency { get; private set; }

    /// <summary>The gateway's rate for that, as it stated it: of its own currency for one unit of the charged one.</summary>
    public string? ExchangeRate { get; private set; }

    /// <summary>The gateway's part of it; null when it did not say.</summary>
    public long? FeeMinor { get; private set; }

    /// <summary>The refund that is giving this attempt's suspended money back, or gave; null while none does.</summary>
    public long? ReturnedByRefundId { get; private set; }

    /// <summary>
    /// When the service gives suspended money back of its own accord, by the application's policy; null when it does not.
    /// </summary>
    public DateTimeOffset? ReturnDueAt { get; set; }

    public string? Reason { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>
    /// When word first came back, by the gateway's signed notice or with the customer's browser, that it is paid, while the gateway
    /// itself has not confirmed it yet. Null when nobody said so, or the gateway, asked by us, has said no.
    /// </summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>How often the gateway was asked of our own accord; spaces the questions out.</summary>
    public int TimesAsked { get; private set; }

    /// <summary>The span that began it, which what follows links to, as <see cref="ProductTraces"/> keeps it; null for none.</summary>
    public byte[]? TraceContext { get; init; }

    public int Version { get; private set; }

    /// <summary>
    /// When to ask the gateway about it next, if nobody else calls: an open one after a while, an ended one when its session is
    /// over; null when nothing more can come.
    /// </summary>
    /// <param name="now">The instant of asking.</param>
    /// <param name="pause">How long to leave the gateway in peace.</param>
    /// <param name="isAnswered">Whether the gateway just answered about it.</param>
    public DateTimeOffset? AskAgainAt(DateTimeOffset now, TimeSpan pause, bool isAnswered) =>
        IsOpen || IsSaidToBePaid ? now + pause
        : !HasEndedUnpaid ? null
        : now < CreatedAt + SessionsLiveFor ? CreatedAt + SessionsLiveFor
        : isAnswered ? null : now + pause;

    /// <summary>Whether it is still being tried, as far as we know.</summary>
    public bool IsOpen => Status is AttemptStatus.Opening or AttemptStatus.Unanswered or AttemptStatus.Open;

    /// <summary>
    /// Whether the gateway said that it ended without money. On the same page the customer may try again, and what the gateway
    /// tells of that may be lost: it is asked once more when its session is over for certain.
    /// </summary>
    public bool HasEndedUnpaid =>
        Status is AttemptStatus.Failed or AttemptStatus.Cancelled or AttemptStatus.Unattempted or AttemptStatus.Expired;

    /// <summary>Whether somebody said that it is paid, and the gateway, asked by us, has neither confirmed nor denied it.</summary>
    public bool IsSaidToBePaid => ReturnedAt is not null && !HasMoney;

    /// <summary>
    /// Whether the customer may have paid without our knowing yet: they may have been sent to the gateway's page, and what they did
    /// there is open. After a session that went unanswered they were not: nobody was told its page.
    /// </summary>
    public bool MayHaveBeenPaid => Status is AttemptStatus.Opening or AttemptStatus.Open || IsSaidToBePaid;

    /// <summary>Whether it could not begin for a reason of ours, which is neither the customer's fault nor the gateway's.</summary>
    public bool IsOurFault => Status is AttemptStatus.Refused && IsOurs(Reason);

    /// <summary>Whether money has arrived for it.</summary>
    public bool HasMoney => Status is AttemptStatus.Paid or AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched;

    /// <summary>What the gateway charged; null while it charged nothing.</summary>
    public Money? Charged => ChargedMinor is { } minor && ChargedCurrency is { } currency ? new Money(minor, currency) : null;

    /// <summary>The same in the gateway's own currency; null when that was not another, or was not said.</summary>
    public Money? Converted => ConvertedMinor is { } minor && ConvertedCurrency is { } currency ? new Money(minor, currency) : null;

    /// <summary>Whether its money waits in suspense, with nobody giving it back yet: <see cref="IsSuspended"/>, of this one.</summary>
    public bool HasSuspendedMoney => SuspendedHere.Value(this);

    public void SessionOpened(GatewaySession session, DateTimeOffset now)
    {
        (SessionKey, CustomerUrl) = (session.SessionKey, session.CustomerUrl);
        MoveTo(AttemptStatus.Open, now);
    }

    /// <summary>The gateway did not answer when it was asked for a session. It may have opened one: that is for it to say.</summary>
    public void SessionWentUnanswered(DateTimeOffset now) => MoveTo(AttemptStatus.Unanswered, now);

    /// <summary>Whether the reason of a refused attempt is one of ours.</summary>
    public static bool IsOurs(string? reason) => reason is NoStore or NoGateway or StoreNotLetIn;

    public void Refuse(string reason, DateTimeOffset now) => End(AttemptStatus.Refused, reason, now);

    public void EndWithout(AttemptEnding ending, string reason, DateTimeOffset now) => End(
        ending switch
        {
            AttemptEnding.Failed => AttemptStatus.Failed,
            AttemptEnding.Cancelled => AttemptStatus.Cancelled,
            AttemptEnding.Unattempted => AttemptStatus.Unattempted,
            AttemptEnding.Expired => AttemptStatus.Expired,
        },
        reason,
        now);

    /// <summary>Its money came; <paramref name="status"/> says what that means.</summary>
    /// <returns>The kind of journal to post for it.</returns>
    public JournalKind Receive(GatewayReceipt receipt, AttemptStatus status, DateTimeOffset now)
    {
        (ValidationId, BankTransactionId) = (receipt.ValidationId, receipt.BankTransactionId);
        (Channel, IsRisky) = (receipt.Channel, receipt.IsRisky);
        (ChargedMinor, ChargedCurrency, FeeMinor) = (receipt.Charged.MinorUnits, receipt.Charged.Currency, receipt.Fee?.MinorUnits);
        (ConvertedMinor, ConvertedCurrency) = (receipt.Conversion?.Amount.MinorUnits, receipt.Conversion?.Amount.Currency);
        ExchangeRate = receipt.Conversion?.Rate.ToString(CultureInfo.InvariantCulture);
        return JournalOf(MoveTo(status, now));
    }

    /// <summary>An operator decided that held money counts.</summary>
    /// <returns>The kind of journal to post for it.</returns>
    public JournalKind Release(DateTimeOffset now) => JournalOf(MoveTo(AttemptStatus.Paid, now));

    /// <summary>Gives the suspended money to a refund: no other can take it.</summary>
    public void ReturnBy(long refundId, DateTimeOffset now)
    {
        if (!HasSuspendedMoney) throw new InvalidOperationException($"Attempt {Id} has no suspended money to give back.");
        (ReturnedByRefundId, ReturnDueAt) = (refundId, null);
        Touch(now);
    }

    /// <summary>The refund did not happen: the money is in suspense again.</summary>
    public void ReturnFailed(DateTimeOffset now)
    {
        ReturnedByRefundId = null;
        Touch(now);
    }

    public void SaidToBePaid(DateTimeOffset now) => ReturnedAt ??= now;

    /// <summary>The gateway, asked by us, said that there is no money: what others said before counts no longer.</summary>
    public void DeniedByGateway(DateTimeOffset now)
    {
        if (ReturnedAt is null) return;
        ReturnedAt = null;
        Touch(now);
    }

    /// <summary>The gateway answers and has nothing to say about it, long after any session of it is over.</summary>
    public void GiveUp(DateTimeOffset now)
    {
        DeniedByGateway(now);
        if (IsOpen) EndWithout(AttemptEnding.Expired, "The gateway never told an outcome.", now);
    }

    public void Asked() => TimesAsked++;

    private void End(AttemptStatus status, string reason, DateTimeOffset now)
    {
        Reason = reason.CutTo(MaxReasonLength);
        MoveTo(status, now);
    }

    private static JournalKind JournalOf(Transition<AttemptStatus>? step) =>
        step?.Journal ?? throw new InvalidOperationException("No money came with this step.");

    /// <summary>Null for no step: whoever says again what it is already changes nothing.</summary>
    private Transition<AttemptStatus>? MoveTo(AttemptStatus next, DateTimeOffset now)
    {
        Transition<AttemptStatus>? step = null;
        if (next != Status && AttemptLifecycle.Steps.Step(Status, next).IsRefused(out var refusal, out step))
            throw new InvalidOperationException(refusal.Message);
        Status = next;
        Touch(now);
        return step;
    }

    // Made by one node and changed by another at once: their clocks differ a little.
    private void Touch(DateTimeOffset now) => (UpdatedAt, Version) = (now < CreatedAt ? CreatedAt : now, Version + 1);
}
