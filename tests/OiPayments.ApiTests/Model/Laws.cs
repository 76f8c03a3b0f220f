using System.Text.Json.Nodes;
using OiPayments.Payments;
using OiPayments.Refunds;

namespace OiPayments.ApiTests.Model;

/// <summary>
/// What holds after every operation, and what holds when everything has come to rest: worked out a second time, from the rows and
/// from what really happened at the gateway, and sharing no rule with the service.
/// </summary>
internal static class Laws
{
    /// <summary>Whether it has a claim on money.</summary>
    public static bool IsLive(Refund refund) =>
        refund.Status is RefundStatus.AwaitingApproval or RefundStatus.Pending or RefundStatus.Succeeded;

    /// <summary>The code of the refusal; null when so much of the capture can be refunded.</summary>
    public static string? WhyNotRefundable(Facts facts, Payment payment, long amountMinor) =>
        payment.Status is not PaymentStatus.Succeeded ? "INVALID_OPERATION_STATE"
        : amountMinor > payment.AmountMinor - HeldOf(facts, payment) ? "REFUND_EXCEEDS_BALANCE"
        : null;

    public static void Hold(Facts before, Facts now, GatewayHistory history)
    {
        foreach (var payment in now.Payments)
        {
            HoldsForRefunds(now, payment);
            HoldsForEvents(now, payment);
            HoldsForCapture(now, payment);
        }

        HoldsForSteps(before, now);
        HoldsForMoneyIn(now, history);
        HoldsForMoneyOut(now);
    }

    /// <summary>Every account that holds something, worked out from attempts and refunds instead of from journals.</summary>
    public static string Balances(Facts now, Story story)
    {
        var charged = now.Attempts.Sum(attempt => attempt.ChargedMinor ?? 0);
        var fees = now.Attempts.Sum(attempt => attempt.FeeMinor ?? 0);
        var captured = now.Payments.Where(payment => payment.Status is PaymentStatus.Succeeded).Sum(payment => payment.AmountMinor);
        var suspended = now.Attempts.Where(attempt => attempt.Status is AttemptStatus.Held or AttemptStatus.Surplus
            or AttemptStatus.Mismatched).Sum(attempt => attempt.ChargedMinor ?? 0);
        var (transit, givenBack) = (
            Sum(refund => refund.Status is RefundStatus.Pending), Sum(refund => refund.Status is RefundStatus.Succeeded));
        var owed = story.IsInvoiced ? Story.InvoiceMinor - captured + now.Payments.Sum(payment => payment.RefundedMinor) : 0;
        (string Account, long Minor)[] all =
        [
            ("GATEWAY_CLEARING", charged - fees - givenBack),
            ("APPLICATION_PAYABLE", captured - Sum(refund => HasLeft(refund) && refund.Source is RefundSource.Capture)),
            ("GATEWAY_FEES", fees),
            ("REFUNDS_IN_TRANSIT", transit),
            ("SUSPENSE", suspended - Sum(refund => HasLeft(refund) && refund.Source is RefundSource.Suspense)),
            ("INVOICE_RECEIVABLE", owed),
            ("INVOICED", owed),
        ];
        return string.Join(", ", all.Where(account => account.Minor != 0).Select(account => $"{account.Account} {account.Minor}"));

        long Sum(Func<Refund, bool> which) => now.Refunds.Where(which).Sum(refund => refund.AmountMinor);
        static bool HasLeft(Refund refund) => refund.Status is RefundStatus.Pending or RefundStatus.Succeeded;
    }

    /// <summary>Each capture, and each start and failure of its refunds, is booked once: no more, no less.</summary>
    /// <param name="now">The rows.</param>
    /// <param name="entries">The statement of what is owed to the application.</param>
    public static void HoldInTheBooks(Facts now, JsonArray entries)
    {
        var refunds = now.Refunds.Where(refund => refund.Source is RefundSource.Capture).ToList();
        var expected = now.Payments.Where(payment => payment.Status is PaymentStatus.Succeeded)
            .Select(payment => $"{payment.Reference}:capture")
            .Concat(refunds.Where(refund => refund.Status is RefundStatus.Pending or RefundStatus.Succeeded or RefundStatus.Failed)
                .Select(refund => $"{refund.Reference}:start"))
            .Concat(refunds.Where(refund => refund.Status is RefundStatus.Failed).Select(refund => $"{refund.Reference}:failure"));
        Assert.Equal(
            expected.Order(StringComparer.Ordinal), entries.Select(entry => (string)entry!["cause"]!).Order(StringComparer.Ordinal));
    }

    public static void HoldOnTheWire(Facts now, JsonArray payments)
    {
        Assert.Equal(now.Payments.Count, payments.Count);
        foreach (var read in payments)
        {
            var payment = now.Of((long)read!["id"]!);
            var refundable = payment.Status is PaymentStatus.Succeeded ? payment.AmountMinor - HeldOf(now, payment) : 0;
            Assert.Equal(
                (WireNames<PaymentStatus>.Of(payment.Status), refundable, RefundedOf(now, payment)),
                ((string)read["status"]!, (long)read["refundableMinor"]!, (long)read["refundedMinor"]!));
        }
    }

    /// <summary>
    /// No request failed inside, and no worker gave up; that a store may not ask for refunds is told as an error, and is meant to be.
    /// </summary>
    /// <param name="complaints">Of this story.</param>
    /// <param name="application">Whose story it is: what an earlier one broke may go on complaining.</param>
    public static void HoldInTheLog(string complaints, int application)
    {
        var inside = complaints.Split('\n').FirstOrDefault(line =>
            ((line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal))
                && !line.Contains("cannot be used until its settings are mended", StringComparison.Ordinal))
            || line.Contains($"failed for application {application};", StringComparison.Ordinal));
        Assert.True(inside is null, inside);
    }

    public static void HoldAtTheEnd(Story story, Facts now, GatewayHistory history)
    {
        Assert.DoesNotContain(now.Payments, payment => payment is { Status: PaymentStatus.Pending, HeldAt: null });
        Assert.DoesNotContain(now.Attempts, attempt => attempt.IsOpen);
        Assert.DoesNotContain(now.Refunds, refund => refund.Status is RefundStatus.Pending or RefundStatus.AwaitingApproval);
        Assert.DoesNotContain(now.GatewayRefunds, refund => refund.Status == "processing");

        foreach (var session in now.Sessions.Where(session => session.IsPaid))
            Assert.True(now.Attempts.Any(attempt => attempt.ValidationId == session.ValidationId) || IsBeyondAsking(now, session),
                $"The gateway took {session.AmountMinor} as {session.ValidationId} of {session.TransactionId}; the books do not "
                    + "know of it.");

        foreach (var payment in now.Payments)
        {
            var paid = now.SessionsOf(payment).Where(session => session.IsPaid).ToList();
            var isInOrder = paid.TrueForAll(session => !history.Misstated.ContainsKey(session.TransactionId)
                && (story.AcceptsRisky || !history.Risky.ContainsKey(session.Key)));
            if (paid.Count == 0 || isInOrder)
                Assert.True(
                    paid.Count > 0 == payment.Status is PaymentStatus.Succeeded,
                    $"The gateway was paid {paid.Count} times, and the payment is {payment.Status}.");
        }
    }

    /// <summary>
    /// Money that the gateway took a second time under one transaction id, after we had the first: nobody asks about a paid
    /// transaction again, so only its own notice tells of it, or the settlement.
    /// </summary>
    private static bool IsBeyondAsking(Facts now, GatewaySessionFact session) =>
        now.Sessions.Any(other => other != session
            && other.TransactionId == session.TransactionId
            && now.Attempts.Any(attempt => attempt.ValidationId == other.ValidationId));

    private static void HoldsForRefunds(Facts now, Payment payment)
    {
        var held = HeldOf(now, payment);
        Assert.True(
            held <= (payment.Status is PaymentStatus.Succeeded ? payment.AmountMinor : 0),
            $"{held} of {payment.AmountMinor} of a payment that is {payment.Status} are refunded.");
        Assert.True((held, RefundedOf(now, payment)) == (payment.RefundHeldMinor, payment.RefundedMinor),
            $"Refunds hold {held} and gave {RefundedOf(now, payment)} back; the payment says {payment.RefundHeldMinor} and "
                + $"{payment.RefundedMinor}.");

        foreach (var attempt in now.AttemptsOf(payment))
        {
            var returns = now.RefundsOf(payment)
                .Where(refund => refund.Source is RefundSource.Suspense && refund.AttemptId == attempt.Id && IsLive(refund))
                .ToList();
            Assert.True(returns.Count <= 1, $"The money of {attempt.TransactionId} is given back {returns.Count} times.");
            Assert.Equal(attempt.ReturnedByRefundId, returns.SingleOrDefault()?.Id.Value);
            Assert.All(returns, refund => Assert.Equal(attempt.ChargedMinor, refund.AmountMinor));
        }
    }

    /// <summary>One event for each change that applications are told of.</summary>
    private static void HoldsForEvents(Facts now, Payment payment)
    {
        var told = now.Events.Select(e => (e.Type, Data: JsonNode.Parse(e.Payload)!["data"]!))
            .Where(e => e.Type.StartsWith("payment.", StringComparison.Ordinal) && (long)e.Data["id"]! == payment.Id.Value)
            .ToList();
        Assert.Equal(payment.Status is PaymentStatus.Succeeded ? 1 : 0, told.Count(e => e.Type == "payment.succeeded"));

        var ends = told.Where(e => e.Type is "payment.failed" or "payment.expired" or "payment.cancelled").Select(e => e.Type).ToList();
        if (payment.Status is PaymentStatus.Pending) Assert.Empty(ends);
        else if (payment.Status is PaymentStatus.Succeeded) Assert.True(ends.Count <= 1, string.Join(", ", ends));
        else Assert.Equal([$"payment.{WireNames<PaymentStatus>.Of(payment.Status).ToLowerInvariant()}"], ends);

        var holds = told.Count(e => e.Type == "payment.held");
        var suspended = now.AttemptsOf(payment).Count(attempt => attempt.Status is AttemptStatus.Held or AttemptStatus.Mismatched
            || (attempt.Status is AttemptStatus.Paid && attempt.IsRisky));
        Assert.InRange(holds, payment.HeldAt is null ? 0 : 1, suspended);
        Assert.All(
            told.Where(e => e.Type != "payment.held"),
            e => Assert.Equal(e.Type, $"payment.{((string)e.Data["status"]!).ToLowerInvariant()}"));

        foreach (var refund in now.RefundsOf(payment))
        {
            var types = now.Events.Where(e => e.Type.StartsWith("refund.", StringComparison.Ordinal)
                && (long)JsonNode.Parse(e.Payload)!["data"]!["id"]! == refund.Id.Value).Select(e => e.Type);
            Assert.Equal(refund.Status switch
            {
                RefundStatus.Succeeded => ["refund.succeeded"],
                RefundStatus.Failed => ["refund.failed"],
                RefundStatus.AwaitingApproval or RefundStatus.Pending or RefundStatus.Rejected => Array.Empty<string>(),
            }, types);
        }
    }

    private static void HoldsForCapture(Facts now, Payment payment)
    {
        var captures = now.AttemptsOf(payment).Where(attempt => attempt.Status is AttemptStatus.Paid).ToList();
        Assert.Equal(payment.Status is PaymentStatus.Succeeded ? 1 : 0, captures.Count);
        Assert.All(captures, capture => Assert.Equal(payment.AmountMinor, capture.ChargedMinor));

        var isSuspended = now.AttemptsOf(payment).Any(attempt => attempt.HasSuspendedMoney && attempt.Status is not AttemptStatus.Surplus);
        if (payment.Status is PaymentStatus.Pending && isSuspended) Assert.NotNull(payment.HeldAt);
    }

    /// <summary>What was final stays; nothing disappears.</summary>
    private static void HoldsForSteps(Facts before, Facts now)
    {
        foreach (var earlier in before.Payments)
        {
            var later = now.Of(earlier.Id.Value);
            var isStep = earlier.Status == later.Status
                || earlier.Status is PaymentStatus.Pending
                || (earlier.Status is not PaymentStatus.Succeeded && later.Status is PaymentStatus.Succeeded);
            Assert.True(isStep, $"{earlier.Reference} went from {earlier.Status} to {later.Status}.");
            Assert.Equal(earlier.AmountMinor, later.AmountMinor);
        }

        foreach (var earlier in before.Refunds)
        {
            var later = now.Refunds.Single(refund => refund.Id == earlier.Id);
            var isStep = earlier.Status == later.Status || earlier.Status is RefundStatus.AwaitingApproval
                || (earlier.Status is RefundStatus.Pending && later.Status is RefundStatus.Succeeded or RefundStatus.Failed);
            Assert.True(isStep, $"{earlier.Reference} went from {earlier.Status} to {later.Status}.");
            Assert.Equal((earlier.AmountMinor, earlier.Source), (later.AmountMinor, later.Source));
        }

        foreach (var earlier in before.Attempts.Where(attempt => attempt.HasMoney))
        {
            var later = now.Attempts.Single(attempt => attempt.Id == earlier.Id);
            Assert.True(
                earlier.Status == later.Status || (earlier.Status, later.Status) is (AttemptStatus.Held, AttemptStatus.Paid),
                $"{earlier.TransactionId} went from {earlier.Status} to {later.Status}.");
            Assert.Equal(
                (earlier.ChargedMinor, earlier.FeeMinor, earlier.ValidationId), (later.ChargedMinor, later.FeeMinor, later.ValidationId));
        }
    }

    /// <summary>Everything that is booked was taken at the gateway: that much of it, and once.</summary>
    private static void HoldsForMoneyIn(Facts now, GatewayHistory history)
    {
        var booked = now.Attempts.Where(attempt => attempt.HasMoney).ToList();
        Assert.Distinct(booked.Select(attempt => attempt.ValidationId));
        Assert.Distinct(booked.Select(attempt => attempt.BankTransactionId));
        foreach (var attempt in booked)
        {
            var session = now.Sessions.SingleOrDefault(session => session.IsPaid && session.ValidationId == attempt.ValidationId);
            Assert.True(session is not null, $"{attempt.TransactionId} has money that the gateway never took.");
            Assert.Equal(session.TransactionId, attempt.TransactionId.Split(':')[0]);

            var isHalf = history.Misstated.ContainsKey(session.TransactionId)
                && Math.Abs((2 * attempt.ChargedMinor!.Value) - session.AmountMinor) <= 1;
            Assert.True(
                isHalf || attempt.ChargedMinor == session.AmountMinor,
                $"{attempt.TransactionId} is booked with {attempt.ChargedMinor}, the gateway took {session.AmountMinor}.");
        }
    }

    /// <summary>Nothing goes back at the gateway but what is refunded here: that much of it, and once.</summary>
    private static void HoldsForMoneyOut(Facts now)
    {
        Assert.Distinct(now.GatewayRefunds.Select(refund => refund.OurId));
        foreach (var there in now.GatewayRefunds)
        {
            var here = now.Refunds.SingleOrDefault(refund => refund.GatewayReference == there.OurId);
            Assert.True(here is not null, $"The gateway gave {there.AmountMinor} back that nobody asked for.");
            Assert.Equal(here.AmountMinor, there.AmountMinor);
            Assert.True(here.Status is RefundStatus.Pending or RefundStatus.Succeeded
                || (here.Status is RefundStatus.Failed && there.Status == "cancelled"),
                $"{here.Reference} is {here.Status}, and {there.Status} at the gateway.");
        }

        foreach (var here in now.Refunds.Where(refund => refund.Status is RefundStatus.Succeeded))
            Assert.Contains(now.GatewayRefunds, there => there.OurId == here.GatewayReference && there.Status == "refunded");
    }

    private static long HeldOf(Facts facts, Payment payment) =>
        facts.RefundsOf(payment).Where(refund => refund.Source is RefundSource.Capture && IsLive(refund)).Sum(refund => refund.AmountMinor);

    private static long RefundedOf(Facts facts, Payment payment) =>
        facts.RefundsOf(payment)
            .Where(refund => refund is { Source: RefundSource.Capture, Status: RefundStatus.Succeeded })
            .Sum(refund => refund.AmountMinor);
}
