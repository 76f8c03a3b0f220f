using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Payments;
using OiPayments.Payments;
using OiPayments.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Model;

/// <summary>
/// Tells one story to the service: does each operation, foretells the answer where nothing else can happen meanwhile, waits until
/// the service rests, and holds what it then says against the laws and against what the gateway knows.
/// </summary>
internal sealed class Telling(Stage stage, TestApplication shop, Story story)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OpeningTakesAtMost = TimeSpan.FromSeconds(26);

    /// <summary>After the last operation: each followed by a rest. A gateway takes days, and a parked refund two weeks.</summary>
    private static readonly TimeSpan[] LastSteps =
    [
        TimeSpan.FromSeconds(61), TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(31), TimeSpan.FromHours(2), TimeSpan.FromHours(7),
        TimeSpan.FromDays(3), TimeSpan.FromDays(15),
    ];

    private const int MostRoundsUntilNothingIsDue = 40;

    /// <summary>What a browser carries back from each session that ended.</summary>
    private readonly ConcurrentDictionary<string, JsonNode> forms = new();

    /// <summary>The first answer to each idempotency key, with the amount that was sent.</summary>
    private readonly ConcurrentDictionary<string, (int AmountMinor, string Text)> keys = new();
    private readonly GatewayHistory history = new();
    private Facts facts = Facts.None;

    /// <summary>The invoice that all payments pay; null when they pay none.</summary>
    private long? invoice;

    /// <exception cref="StoryException">Something did not hold; it says at which operation.</exception>
    public static async Task TellAsync(Stage stage, Story story)
    {
        var shop = await stage.Server.RegisterAsync(settings: new()
        {
            ["acceptRiskyPayments"] = story.AcceptsRisky,
            ["autoRefundSurplus"] = story.ReturnsSurplus,
            ["refundApprovalThresholdMinor"] = story.ApprovalThresholdMinor,
        });
        stage.ForgetComplaints();
        var telling = new Telling(stage, shop, story);
        if (story.IsInvoiced) await telling.InvoiceAsync();
        foreach (var (number, operation) in story.Operations.Index())
            await telling.StepAsync($"{number + 1}. {operation}", () => telling.DoAsync(operation, isAlone: true));
        await telling.StepAsync("After the last operation, when the gateway behaves and time passes", telling.ComeToAnEndAsync);
    }

    private async Task StepAsync(string name, Func<Task> act)
    {
        try
        {
            await act();
            await RestAsync();
            await LookAsync();
        }
        catch (Exception failure) when (failure is not StoryException)
        {
            throw new StoryException($"{name}\n{failure.Message}", failure);
        }
    }

    private Task DoAsync(Operation operation, bool isAlone) => operation switch
    {
        Create create => CreateAsync(create, isAlone),
        Press press => PressAsync(press, isAlone),
        End end => EndAsync(end),
        PayLate late => PayLateAsync(late),
        Return back => ReturnAsync(back),
        Repeat repeat => RepeatAsync(repeat),
        Cancel cancel => CancelAsync(cancel, isAlone),
        Release release => ReleaseAsync(release, isAlone),
        GiveBack giveBack => GiveBackAsync(giveBack, isAlone),
        AskRefund ask => AskRefundAsync(ask, isAlone),
        OperatorRefund ask => OperatorRefundAsync(ask, isAlone),
        Approve approve => ApproveAsync(approve, isAlone),
        Reject reject => RejectAsync(reject, isAlone),
        PlanRefunds plan => PlanRefundsAsync(plan),
        EndRefund end => EndRefundAsync(end),
        Advance advance => PassAsync(advance.Time),
        Crash crash => CrashAsync(crash),
        Both both => BothAsync(both),
        _ => throw new InvalidOperationException($"An operation nobody wrote: {operation}."),
    };

    private async Task InvoiceAsync() => invoice = (long)(await shop.InvoiceAsync(new()
    {
        ["lineItems"] = new JsonArray(
            new JsonObject { ["description"] = "All of it", ["qty"] = 1, ["unitAmountMinor"] = Story.InvoiceMinor }),
    }))["id"]!;

    private async Task CreateAsync(Create create, bool isAlone)
    {
        var key = create.Key > 0 ? $"create-{create.Key}" : null;
        var body = new JsonObject { ["amountMinor"] = create.AmountMinor, ["customerReference"] = "customer-1", ["invoiceId"] = invoice };
        var answer = await shop.Test.PostAsync("payments", body, Header(key));
        CheckReplay(key, create.AmountMinor, answer, isAlone, () => Assert.Equal(HttpStatusCode.Created, answer.Status));
    }

    private async Task PressAsync(Press press, bool isAlone)
    {
        if (PaymentAt(press.Payment) is not { } payment) return;

        // One that a crash left unopened is waited for in real time, which a clock that stands still never ends.
        if (facts.AttemptsOf(payment).Any(attempt => attempt.Status is AttemptStatus.Opening
            && stage.Now - attempt.CreatedAt < OpeningTakesAtMost))
            stage.Pass(OpeningTakesAtMost);

        // Nothing at the gateway is known by the transaction's name yet: a fault of its opening is everybody's.
        if (press.Opening != Faults.None) await stage.PlanAsync("", Faults.Of(press.Opening));
        try
        {
            using var pressed = await stage.Server.Browser.PostAsync(
                new Uri(stage.Server.WebUrl, $"/checkout/{payment.Reference}/pay"), null);
            Assert.True(
                pressed.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.ServiceUnavailable,
                $"Pay was answered with {(int)pressed.StatusCode}.");
            if (!isAlone) return;

            var isAtGateway = pressed.Headers.Location?.ToString().Contains("/EasyCheckOut/testcde", StringComparison.Ordinal) is true;
            if (payment.Status is not PaymentStatus.Pending || payment.HeldAt is not null || stage.Now >= payment.ExpiresAt)
                Assert.False(isAtGateway, "A payment that cannot be paid led to the gateway.");
            else if (press.Opening == Faults.None && !facts.AttemptsOf(payment).Any(attempt => attempt.IsOpen))
                Assert.True(isAtGateway, $"A payment that can be paid led to {pressed.StatusCode} {pressed.Headers.Location}.");
        }
        finally
        {
            if (press.Opening != Faults.None) await stage.PlanAsync("", Faults.Of(Faults.None));
        }
    }

    private async Task EndAsync(End end)
    {
        if (SessionAt(end.Payment, end.Session) is not { } session) return;
        if (session.IsOpen) await PlanAsync(session, end.Fault);
        if (await stage.EndAtGatewayAsync("sessions", session.Key, end.Outcome) is not { } ended) return;

        forms[session.Key] = ended;
        if (end.Outcome == "risk") history.Risky.TryAdd(session.Key, true);
    }

    private async Task PayLateAsync(PayLate late)
    {
        if (SessionAt(late.Payment, late.Session) is not { IsOpen: true } session) return;
        await stage.PlanAsync($"transactions/{session.TransactionId}/", """{ "lateSuccessSeconds": 60 }""");
        if (await stage.EndAtGatewayAsync("sessions", session.Key, "failed") is null) return;

        stage.Clock.Advance(TimeSpan.FromSeconds(61));

        // The late notice comes from a timer of the gateway's; it has been judged when a callback says so.
        await Eventually.BecomesAsync(
            () => stage.Server.CallbacksAsync(session.TransactionId),
            callbacks => callbacks.Any(callback => callback.RawPayload.Contains("VALID", StringComparison.Ordinal)
                && callback.Note != "Stored; not looked at yet."));
    }

    private async Task ReturnAsync(Return back)
    {
        if (SessionAt(back.Payment, back.Session) is not { } session
            || !forms.TryGetValue(session.Key, out var ended)
            || ended["redirect"] is null) return;
        await stage.Server.ReturnAsync(ended);
    }

    private async Task RepeatAsync(Repeat repeat)
    {
        if (SessionAt(repeat.Payment, repeat.Session) is not { } session) return;
        if (repeat.Form == "cancelled")
        {
            await Notice.Of(session.TransactionId, "CANCELLED").SendAsync(stage.Server);
            return;
        }

        if (!forms.TryGetValue(session.Key, out var ended) || ended["redirect"] is null) return;
        var notice = Notice.From(ended);
        await (repeat.Form == "forged" ? notice.Signed("guessed") : notice).SendAsync(stage.Server);
    }

    private async Task CancelAsync(Cancel cancel, bool isAlone)
    {
        if (PaymentAt(cancel.Payment) is not { } payment) return;
        using var pressed = await stage.Server.Browser.PostAsync(
            new Uri(stage.Server.WebUrl, $"/checkout/{payment.Reference}/cancel"), null);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        if (!isAlone) return;

        var expected = payment is { Status: PaymentStatus.Pending, HeldAt: null } ? PaymentStatus.Cancelled : payment.Status;
        var read = (await shop.Test.ReadAsync($"payments/{payment.Id}")).Data();
        Assert.Equal(WireNames<PaymentStatus>.Of(expected), (string?)read["status"]);
    }

    private async Task ReleaseAsync(Release release, bool isAlone)
    {
        if (PaymentAt(release.Payment) is not { } payment) return;
        var answer = await stage.Server.Operator.PostAsync($"admin/payments/{payment.Id}/release", new JsonObject());
        if (!isAlone) return;

        if (payment.HeldAt is not null && facts.AttemptsOf(payment).Any(attempt => attempt is
            {
                Status: AttemptStatus.Held,
                ReturnedByRefundId: null
            })) Assert.Equal("SUCCEEDED", (string?)answer.Data()["status"]);
        else Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode);
    }

    private async Task GiveBackAsync(GiveBack giveBack, bool isAlone)
    {
        if (PaymentAt(giveBack.Payment) is not { } payment) return;
        var suspended = facts.AttemptsOf(payment)
            .Where(attempt => attempt.Status is AttemptStatus.Held or AttemptStatus.Surplus or AttemptStatus.Mismatched)
            .ToList();
        if (At(suspended, giveBack.Transaction) is not { } transaction) return;

        var answer = await stage.Server.Operator.PostAsync(
            $"admin/payments/{payment.Id}/refunds", new JsonObject { ["transactionId"] = transaction.TransactionId });
        if (!isAlone) return;

        if (!facts.RefundsOf(payment).Any(refund => refund.AttemptId == transaction.Id && Laws.IsLive(refund)))
            CheckParked(answer, transaction.ChargedMinor!.Value);
        else Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode);
    }

    private async Task AskRefundAsync(AskRefund ask, bool isAlone)
    {
        if (PaymentAt(ask.Payment) is not { } payment) return;
        var (amount, key) = (ShareOf(payment, ask.Percent), ask.Key > 0 ? $"refund-{payment.Id}-{ask.Key}" : null);
        var answer = await shop.Test.PostAsync($"payments/{payment.Id}/refunds", new JsonObject { ["amountMinor"] = amount }, Header(key));
        CheckReplay(key, amount, answer, isAlone, () =>
        {
            if (Laws.WhyNotRefundable(facts, payment, amount) is { } code) Assert.Equal(code, answer.ErrorCode);
            else Assert.Equal(("PENDING", amount), ((string?)answer.Data()["status"], (int)answer.Data()["amountMinor"]!));
        });
    }

    private async Task OperatorRefundAsync(OperatorRefund ask, bool isAlone)
    {
        if (PaymentAt(ask.Payment) is not { } payment) return;
        var amount = ShareOf(payment, ask.Percent);
        var answer = await stage.Server.Operator.PostAsync(
            $"admin/payments/{payment.Id}/refunds", new JsonObject { ["amountMinor"] = amount });

        // While a payment is held, the same request means the held money.
        if (!isAlone || payment.HeldAt is not null) return;
        if (Laws.WhyNotRefundable(facts, payment, amount) is { } code) Assert.Equal(code, answer.ErrorCode);
        else CheckParked(answer, amount);
    }

    private async Task ApproveAsync(Approve approve, bool isAlone)
    {
        if (RefundAt(approve.Payment, approve.Refund) is not { } refund) return;
        var who = approve.ByTheSame ? stage.Server.Operator : await stage.SecondOperatorAsync();
        var answer = await who.PostAsync($"admin/refunds/{refund.Id}/approve", new JsonObject());
        if (approve.ByTheSame) Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        if (!isAlone) return;

        if (refund.Status is not RefundStatus.AwaitingApproval) Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode);
        else if (approve.ByTheSame) Assert.Equal("FORBIDDEN", answer.ErrorCode);
        else Assert.Equal("PENDING", (string?)answer.Data()["status"]);
    }

    private async Task RejectAsync(Reject reject, bool isAlone)
    {
        if (RefundAt(reject.Payment, reject.Refund) is not { } refund) return;
        var answer = await (await stage.SecondOperatorAsync()).PostAsync($"admin/refunds/{refund.Id}/reject", new JsonObject());
        if (!isAlone) return;

        if (refund.Status is RefundStatus.AwaitingApproval) Assert.Equal("REJECTED", (string?)answer.Data()["status"]);
        else Assert.Equal("INVALID_OPERATION_STATE", answer.ErrorCode);
    }

    private async Task PlanRefundsAsync(PlanRefunds plan)
    {
        if (PaymentAt(plan.Payment) is not { } payment) return;
        foreach (var session in facts.SessionsOf(payment).Where(session => session.IsPaid).DistinctBy(session => session.TransactionId))
            await PlanAsync(session, plan.Fault);
    }

    private async Task EndRefundAsync(EndRefund end)
    {
        if (RefundAt(end.Payment, end.Refund) is { GatewayRefundId: { } known })
            await stage.EndAtGatewayAsync("refunds", known, end.Outcome);
    }

    private Task PassAsync(TimeSpan time)
    {
        stage.Pass(time);
        return Task.CompletedTask;
    }

    private async Task CrashAsync(Crash crash)
    {
        await Task.Delay(crash.AfterMilliseconds);
        await stage.Server.RestartAsync();
    }

    private async Task BothAsync(Both both)
    {
        if (both is { First: Crash, Second: Crash })
        {
            await DoAsync(both.First, isAlone: false);
            return;
        }

        // From the pool: SQLite answers on the calling thread, and the second would wait for the first.
        var (first, second) = (Task.Run(() => DoAsync(both.First, isAlone: false)), Task.Run(() => DoAsync(both.Second, isAlone: false)));
        await (both.First is Crash ? Task.WhenAll(first, UnheardAsync(second))
            : both.Second is Crash ? Task.WhenAll(UnheardAsync(first), second)
            : Task.WhenAll(first, second));
    }

    /// <summary>Whoever talks to a process that ends hears nothing, or nonsense. Only what is found afterwards counts.</summary>
    private static async Task UnheardAsync(Task said)
    {
        try
        {
            await said;
        }
        catch (Exception cutOff) when (cutOff is HttpRequestException or IOException or InvalidOperationException or TaskCanceledException
            or Xunit.Sdk.XunitException)
        {
            // As expected.
        }
    }

    private async Task ComeToAnEndAsync()
    {
        foreach (var transaction in facts.Sessions.Select(session => session.TransactionId).Distinct())
            await stage.PlanAsync($"transactions/{transaction}/", Faults.Of(Faults.None));
        foreach (var step in LastSteps)
        {
            stage.Pass(step);
            await RestAsync();
            foreach (var refund in (await Facts.ReadAsync(stage, shop)).GatewayRefunds.Where(refund => refund.Status == "processing"))
                await stage.EndAtGatewayAsync("refunds", refund.Id, "refunded");
        }

        for (var round = 0; await NextDueAsync() is { } next; round++)
        {
            Assert.True(round < MostRoundsUntilNothingIsDue, "There is always something due.");
            if (next > stage.Now) stage.Pass(next - stage.Now);
            await RestAsync();
        }

        Laws.HoldAtTheEnd(story, await Facts.ReadAsync(stage, shop), history);
    }

    /// <summary>Waits until no worker has anything to do for this application at this instant.</summary>
    private async Task RestAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var looks = 0; ; looks++)
        {
            var (isDue, isLeased) = await BusyAsync();

            // A pause may end when a lease would; then it stays so, and work does not take so long.
            if (!isDue && (!isLeased || looks > 60)) return;
            Assert.True(
                TimeProvider.System.GetElapsedTime(began) < Patience, $"The service never rests. It complained:\n{stage.Complaints}");

            // What nobody was woken for is found by the next poll.
            if (isDue && looks % 8 == 7) stage.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
    }

    private Task<(bool IsDue, bool IsLeased)> BusyAsync() => stage.Server.WithDbAsync(async db =>
    {
        var (id, now) = (new ApplicationId((uint)shop.Id), stage.Now);
        var dues = await DueTimes(db, id).ToListAsync();
        if (dues.Any(due => due <= now)) return (true, true);

        // Money that a worker finds sets another time while it still asks about the payment's other attempts: whose it is tells.
        var isLeased = dues.Any(due => due > now + LeaseFor - TimeSpan.FromSeconds(15) && due <= now + LeaseFor)
            || await db.Of<Payment>(id).AnyAsync(payment => payment.LeasedBy != null);
        return (false, isLeased);
    });

    private Task<DateTimeOffset?> NextDueAsync() => stage.Server.WithDbAsync(async db =>
        (await DueTimes(db, new ApplicationId((uint)shop.Id)).ToListAsync()).Min());

    private static IQueryable<DateTimeOffset?> DueTimes(Persistence.OiPaymentsDb db, ApplicationId id) =>
        db.Of<Payment>(id).Where(payment => payment.DueAt != null).Select(payment => payment.DueAt)
            .Concat(db.Of<Refund>(id).Where(refund => refund.DueAt != null).Select(refund => refund.DueAt))
            .Concat(db.Of<PaymentAttempt>(id).Where(attempt => attempt.ReturnDueAt != null).Select(attempt => attempt.ReturnDueAt));

    private async Task LookAsync()
    {
        var now = await Facts.ReadAsync(stage, shop);
        Laws.Hold(facts, now, history);
        var (balances, entries, payments) = (
            shop.BalancesAsync(), shop.Test.ReadAsync("ledger/accounts/APPLICATION_PAYABLE/entries?size=200"),
            shop.Test.ReadAsync("payments?size=200"));
        Assert.Equal(Laws.Balances(now, story), await balances);
        Laws.HoldInTheBooks(now, (await entries).Data()["entries"]!.AsArray());
        Laws.HoldOnTheWire(now, (await payments).Data().AsArray());
        Laws.HoldInTheLog(stage.Complaints, shop.Id);
        facts = now;
    }

    /// <summary>The same key brings the same answer, whatever has happened since; and another request no effect.</summary>
    private void CheckReplay(string? key, int amountMinor, Answer answer, bool isAlone, Action checkFirst)
    {
        Assert.True((int)answer.Status < 500, answer.Text);
        if (key is not null && keys.TryGetValue(key, out var first))
        {
            if (answer.ErrorCode is "IDEMPOTENCY_IN_PROGRESS" && !isAlone) return;
            if (first.AmountMinor != amountMinor)
            {
                Assert.Equal("IDEMPOTENCY_KEY_CONFLICT", answer.ErrorCode);
                return;
            }

            Assert.Equal(first.Text, answer.Text);
            return;
        }

        if (key is not null && answer.Status is HttpStatusCode.Created) keys[key] = (amountMinor, answer.Text);
        if (isAlone) checkFirst();
    }

    private void CheckParked(Answer answer, long amountMinor) =>
        Assert.Equal(amountMinor > story.ApprovalThresholdMinor ? "AWAITING_APPROVAL" : "PENDING", (string?)answer.Data()["status"]);

    private async Task PlanAsync(GatewaySessionFact session, string fault)
    {
        await stage.PlanAsync($"transactions/{session.TransactionId}/", Faults.Of(fault));
        if (fault == Faults.WrongAmount) history.Misstated.TryAdd(session.TransactionId, true);
    }

    private static (string, string)[] Header(string? key) => key is null ? [] : [("Idempotency-Key", key)];

    private static int ShareOf(Payment payment, int percent) => (int)Math.Max(1, (payment.AmountMinor * percent + 99) / 100);

    private Payment? PaymentAt(int number) => At(facts.Payments, number);

    /// <summary>Number 0 is the newest.</summary>
    private GatewaySessionFact? SessionAt(int payment, int number) =>
        PaymentAt(payment) is { } known ? At([.. facts.SessionsOf(known).Reverse()], number) : null;

    private Refund? RefundAt(int payment, int number) => PaymentAt(payment) is { } known ? At([.. facts.RefundsOf(known)], number) : null;

    private static T? At<T>(IReadOnlyList<T> all, int number)
        where T : class => all.Count == 0 ? null : all[number % all.Count];
}

/// <summary>What was done to sessions at the gateway that it does not show: by transaction id, and by session key.</summary>
internal sealed class GatewayHistory
{
    /// <summary>Transactions whose amount the gateway stated wrongly for a while.</summary>
    public ConcurrentDictionary<string, bool> Misstated { get; } = new();

    /// <summary>Sessions whose money the gateway calls risky.</summary>
    public ConcurrentDictionary<string, bool> Risky { get; } = new();
}

/// <summary>Says at which operation of a story what did not hold.</summary>
internal sealed class StoryException(string message, Exception inner) : Exception(message, inner);
