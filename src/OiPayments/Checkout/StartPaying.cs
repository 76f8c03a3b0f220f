using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Gateways;
using OiPayments.Links;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Telemetry;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>
/// <c>POST /checkout/{reference}/pay</c> starts an attempt and answers 303 to the gateway's page. However often it is pressed,
/// there is one attempt open at a time: another press leads to the page of the first.
/// </summary>
internal sealed partial class StartPaying(
    OiPaymentsDb db, UnitOfWork unit, FindCheckout find, IIdSource ids, RegisteredGateways gateways, GatewayAccounts accounts,
    ConfirmPayment confirm, EndPayment end, OpeningSessions opening, ThisNode self, PublicUrls urls, CrashPoints crash,
    IBusinessClock clock, ILogger<StartPaying> log)
{
    private const int MaxAttempts = 20;

    /// <summary>Attempts that could not begin for a reason of ours count apart: they are not the customer's tries.</summary>
    private const int MaxAttemptsOfOurFault = 40;

    /// <summary>As often as somebody else may still be opening it, or has changed something: about half a minute.</summary>
    private const int MaxLooks = 60;
    private const string ProductWhenUnnamed = "Payment";

    /// <summary>How long the press that came first may take to open its session before a later one stops waiting for it.</summary>
    private static readonly TimeSpan OpeningTakesAtMost = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody is told: the next look says what became of it.</summary>
    private static readonly Refusal LookAgain = new(
        ErrorCode.InvalidOperationState, "Something else happened to this payment meanwhile. Nothing was changed.");

    /// <summary>What the customer's browser does next.</summary>
    internal abstract record Answer
    {
        private Answer()
        {
        }

        /// <summary>It goes on to another page: the gateway's, or one of ours.</summary>
        public sealed record GoTo(Uri Page) : Answer;

        /// <summary>It shows why it cannot go on.</summary>
        public sealed record Stay(ShowCheckout.Shown Shown) : Answer;
    }

    public static void Map(IEndpointRouteBuilder web) => web.MapPost(CheckoutPaths.PayRoute, HandleAsync);

    /// <param name="reference">The payment's public name.</param>
    /// <param name="language">What the customer chose on our page; null when they left it to their browser.</param>
    /// <param name="ct">Ends it before the gateway is asked for a session, not after.</param>
    public async Task<Answer> RunAsync(string reference, string? language, CancellationToken ct)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            db.DiscardChanges();
            if (await find.ToChangeAsync(reference, ct) is not { } subject)
                return new Answer.Stay(new(new CheckoutView.NotFound(), []));
            if (!subject.IsPayableAt(clock.Now(subject.Payment.Scope))) return new Answer.GoTo(urls.Checkout(reference, language));
            switch (subject.Attempts.FirstOrDefault(attempt => attempt.IsSaidToBePaid)
                ?? subject.Attempts.FirstOrDefault(attempt => attempt.IsOpen))
            {
                case { Status: AttemptStatus.Opening } first when await IsBeingOpenedAsync(first, ct):
                    // Real time passes at the gateway, whatever clock the service runs on.
                    await Task.Delay(LookAgainAfter, ct);
                    continue;
                case { } open when await ReuseAsync(subject, open, language, ct) is { } answer:
                    return answer;
            }

            if (subject.Attempts.Count(attempt => attempt.IsOurFault) >= MaxAttemptsOfOurFault)
                return CannotTakePayments(language, subject);
            if (subject.Attempts.Count(attempt => !attempt.IsOurFault) >= MaxAttempts)
            {
                var askAgainAt = PaymentFollowUpSchedule.NextLookAt(subject.Attempts, clock.Now(subject.Payment.Scope));
                if (await end.RunAsync(subject.Payment, PaymentStatus.Failed, askAgainAt, ct) is null) await db.TrySaveAsync(ct);
                return new Answer.GoTo(urls.Checkout(reference, language));
            }

            if (await OpenAsync(reference, subject, language, ct) is { } result) return result;
        }

        return new Answer.GoTo(urls.Checkout(reference, language));
    }

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, StartPaying start, CancellationToken ct) =>
        await start.RunAsync(reference, CheckoutReply.ChosenLanguage(http), ct) switch
        {
            Answer.GoTo { Page: var page } => new SeeOther(page),
            Answer.Stay { Shown: var shown } => CheckoutReply.Page(http, shown),
            var other => throw new InvalidOperationException($"An answer nobody decided about: {other.GetType().Name}."),
        };

    /// <summary>
    /// Whether somebody is still about to open its session. The node that began may have died since, or have failed to write down what
    /// came of it: then the gateway is asked at once, and not when its time is over.
    /// </summary>
    private async Task<bool> IsBeingOpenedAsync(PaymentAttempt attempt, CancellationToken ct)
    {
        if (clock.Now(new(attempt.ApplicationId, attempt.Mode)) - attempt.CreatedAt >= OpeningTakesAtMost) return false;
        if (attempt.OpenedByNode is not { } number) return true;
        if (number == self.Number ? opening.IsUnderWay(attempt.Id) : await db.Directory<Node>().AnyAsync(node => node.Number == number, ct))
            return true;

        // Whoever opened it has ended, perhaps since it was read: then what came of it is written by now, and the next look sees it.
        return !await db.Of<PaymentAttempt>(attempt.ApplicationId).AnyAsync(
            a => a.Id == attempt.Id && a.Status == AttemptStatus.Opening, ct);
    }

    /// <summary>Where to send a customer who has an attempt open already; null when a new one is needed.</summary>
    private async Task<Answer?> ReuseAsync(CheckoutSubject subject, PaymentAttempt open, string? language, CancellationToken ct)
    {
        var payment = subject.Payment;
        if (gateways.Taking(payment.Gateway) is not { } gateway
            || accounts.Find(payment.Gateway, payment.Scope, open.Override) is not { } account)
            return NobodyCollects(language, subject);

        using var span = ProductTraces.GoOn(ConfirmPayment.Span, open.TraceContext, payment.TraceContext);
        var answer = await gateway.QueryAsync(account, open.TransactionId, ct);
        switch (answer)
        {
            case GatewayAnswer.Pending when open is { CustomerUrl: { } page, IsSaidToBePaid: false }:
                return new Answer.GoTo(page);
            case GatewayAnswer.Paid or GatewayAnswer.NotPaid:
                await confirm.ApplyAsync(payment.ApplicationId, open.TransactionId, answer, callback: null, ct);
                return answer is GatewayAnswer.Paid ? Result(language, subject) : null;
            case GatewayAnswer.Unknown:
                // A second session now could be paid beside the first, so the customer is asked to wait a moment.
                return Unavailable(language, subject);
            default:
                return open.IsSaidToBePaid ? Result(language, subject) : null;
        }
    }

    /// <summary>Null when another press was faster: look again.</summary>
    private async Task<Answer?> OpenAsync(string reference, CheckoutSubject seen, string? language, CancellationToken ct)
    {
        using var span = ProductTraces.GoOn("open attempt", seen.Payment.TraceContext);

        // Written before the gateway is called: if its answer is lost, there is a transaction id to ask about. The gateway is outside of
        // the unit, which may run again.
        using var underWay = opening.Begin();
        var begun = await unit.RunAsync(() => BeginAsync(reference, seen.Attempts.Count, underWay, ct), ct);
        if (!begun.IsSaved(out var begin)) return null;
        var (subject, payment) = (begin.Subject, begin.Subject.Payment);
        if (begin is not { Gateway: { } gateway, Account: { } account, Attempt: { } attempt }) return NobodyCollects(language, subject);

        Outcome<GatewaySession> opened;
        try
        {
            opened = await gateway.OpenSessionAsync(account, ChargeFor(payment, attempt, language), CancellationToken.None);
        }
        catch (GatewayUnavailableException failure)
        {
            if (failure.IsStoresFault) RefuseForOurFault(payment, attempt, PaymentAttempt.StoreNotLetIn);
            else attempt.SessionWentUnanswered(clock.Now(payment.Scope));
            await unit.WriteDownAsync();
            GatewayAway(log, payment.Id, attempt.TransactionId, failure);
            return failure.IsStoresFault ? CannotTakePayments(language, subject) : Unavailable(language, subject);
        }

        crash.Reached(CrashPoints.AfterGateway);
        if (opened.IsRefused(out var refusal, out var session))
        {
            attempt.Refuse(refusal.Message, clock.Now(payment.Scope));
            payment.NoteDecline("REFUSED", attempt.Reason ?? "", clock.Now(payment.Scope));
            await unit.WriteDownAsync();
            GatewayRefused(log, payment.Id, attempt.TransactionId, refusal.Message);
            return Stay(subject, new CheckoutView.Declined(CheckoutViews.Describe(subject), DeclineReason.NotStarted));
        }

        attempt.SessionOpened(session, clock.Now(payment.Scope));
        await unit.WriteDownAsync();
        return new Answer.GoTo(session.CustomerUrl);
    }

    /// <summary>
    /// The attempt, written down; or why none can be made, once however often Pay is pressed. Refused when another press was faster.
    /// </summary>
    private async Task<Outcome<Begun>> BeginAsync(
        string reference, int attemptsSeen, OpeningSessions.Opening underWay, CancellationToken ct)
    {
        if (await find.ToChangeAsync(reference, ct) is not { } subject) return LookAgain;
        var now = clock.Now(subject.Payment.Scope);
        if (!subject.IsPayableAt(now)) return LookAgain;

        // Another press opened one between our look and now; a later one is stopped by the payment's version.
        if (subject.Attempts.Count != attemptsSeen) return LookAgain;
        var gateway = gateways.Taking(subject.Payment.Gateway);
        if (gateway is null || accounts.Find(gateway.Name, subject.Payment.Scope, subject.Override) is not { } account)
        {
            // The application and the payment's story are told, too.
            var reason = gateway is null ? PaymentAttempt.NoGateway : PaymentAttempt.NoStore;
            if (subject.Attempts is not [{ IsOurFault: true } last, ..] || last.Reason != reason)
                RefuseForOurFault(subject.Payment, await AddAttemptAsync(subject, now, ct), reason);
            return new Begun(subject, gateway, Account: null, Attempt: null);
        }

        var attempt = await AddAttemptAsync(subject, now, ct);
        underWay.Of(attempt.Id);
        subject.Payment.Touch(now);
        subject.Payment.DueAt = now + PaymentFollowUpSchedule.FirstPause;
        return new Begun(subject, gateway, account, attempt);
    }

    private GatewayCharge ChargeFor(Payment payment, PaymentAttempt attempt, string? language) => new(
        attempt.TransactionId,
        payment.Amount,
        payment.ProductName ?? ProductWhenUnnamed,
        new(payment.CustomerName, payment.CustomerEmail, payment.CustomerPhone),
        new(urls.Return(payment.Gateway, payment.Mode, "success", language), urls.Return(payment.Gateway, payment.Mode, "fail", language),
            urls.Return(payment.Gateway, payment.Mode, "cancel", language), urls.Notice(payment.Gateway, payment.Mode)));

    private async Task<PaymentAttempt> AddAttemptAsync(CheckoutSubject subject, DateTimeOffset now, CancellationToken ct)
    {
        var attempt = new PaymentAttempt
        {
            ApplicationId = subject.Payment.ApplicationId,
            Id = await ids.NextAsync<PaymentAttempt>(ct),
            PaymentId = subject.Payment.Id,
            Mode = subject.Payment.Mode,
            TransactionId = Reference.New(PaymentAttempt.TransactionIdPrefix, subject.Payment.ApplicationId).Text,
            CreatedAt = now,
            OpenedByNode = self.Number,
            OverrideId = subject.Override?.Id,
            TraceContext = ProductTraces.ContextToKeep(),
        };
        db.Add(attempt);
        return attempt;
    }

    private void RefuseForOurFault(Payment payment, PaymentAttempt attempt, string reason)
    {
        attempt.Refuse(reason, clock.Now(payment.Scope));
        payment.NoteDecline("REFUSED", reason, clock.Now(payment.Scope));
    }

    private Answer.GoTo Result(string? language, CheckoutSubject subject) => new(urls.Result(subject.Payment.Reference, language));

    private Answer.Stay Stay(CheckoutSubject subject, CheckoutView view) =>
        new(new(view, gateways.PaymentPagesOf(subject.Payment, accounts)));

    /// <summary>
    /// The gateway does not answer. Who may have paid already is sent to wait; only who was never sent there hears that nothing was
    /// charged.
    /// </summary>
    private Answer Unavailable(string? language, CheckoutSubject subject) => MayHaveBeenPaid(subject)
        ? Result(language, subject)
        : Stay(subject, new CheckoutView.GatewayUnavailable(CheckoutViews.Describe(subject)));

    private Answer NobodyCollects(string? language, CheckoutSubject subject)
    {
        var payment = subject.Payment;
        if (gateways.Taking(payment.Gateway) is null) NoGateway(log, payment.Id, payment.Gateway);
        else NoStoreConfigured(log, payment.Id, WireNames<Mode>.Of(payment.Mode), payment.Gateway);
        return CannotTakePayments(language, subject);
    }

    private Answer CannotTakePayments(string? language, CheckoutSubject subject) => MayHaveBeenPaid(subject)
        ? Result(language, subject)
        : Stay(subject, new CheckoutView.CannotTakePayments(CheckoutViews.Describe(subject)));

    /// <summary>Of the attempts before this press: whatever this one did, it sent nobody to the gateway.</summary>
    private static bool MayHaveBeenPaid(CheckoutSubject subject) => subject.Attempts.MoneyBeside() is not MoneyKnown.None;

    /// <param name="Subject">As it was before this press.</param>
    /// <param name="Gateway">Who takes the payment; null when it is not set up.</param>
    /// <param name="Account">The store to pay in; null when there is none.</param>
    /// <param name="Attempt">What was begun there; null when there is no store.</param>
    private sealed record Begun(CheckoutSubject Subject, IPaymentGateway? Gateway, GatewayAccount? Account, PaymentAttempt? Attempt);

    [LoggerMessage(
        LogLevel.Error,
        "Payment {PaymentId} cannot be paid: no {Mode} store is configured at {Gateway}; set one, such as by "
            + "Gateways__SslCommerz__…__StoreId and StorePassword")]
    private static partial void NoStoreConfigured(ILogger log, Id<Payment> paymentId, string mode, string gateway);

    [LoggerMessage(
        LogLevel.Error, "Payment {PaymentId} cannot be paid: its gateway {Gateway} is not set up here any more; set it up again")]
    private static partial void NoGateway(ILogger log, Id<Payment> paymentId, string gateway);

    [LoggerMessage(
        LogLevel.Warning,
        "Payment {PaymentId}: the gateway did not open a session for {TransactionId}; it will be asked what became of it")]
    private static partial void GatewayAway(ILogger log, Id<Payment> paymentId, string transactionId, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Payment {PaymentId}: the gateway refused a session for {TransactionId}: {Reason}")]
    private static partial void GatewayRefused(ILogger log, Id<Payment> paymentId, string transactionId, string reason);
}
