using OiPayments.Cli.Commands;
using OiPayments.Cli.Invocation;
using OiPayments.Client;

namespace OiPayments.Cli.Triggering;

/// <summary>A way to make an event really happen.</summary>
/// <param name="Type">Which event.</param>
/// <param name="How">What is done for it.</param>
/// <param name="RunAsync">Does it, and answers the id of what it is about; of the event itself for a ping.</param>
internal sealed record Trigger(EventType Type, string How, Func<TriggerRun, CancellationToken, Task<string>> RunAsync);

/// <summary>Every event that can be made to happen: in TEST, through the API, the checkout page and the sandbox, as a customer would.</summary>
internal static class Triggers
{
    /// <summary>As many as the service takes before it calls a payment failed, and one that finds out.</summary>
    private const int MostTries = 41;

    public static readonly IReadOnlyList<Trigger> All =
    [
        new(EventType.PaymentSucceeded, "creates a payment and pays it", async (run, ct) => IdOf(await run.PaidAsync(ct))),
        new(EventType.PaymentFailed, "creates a payment and declines its card until no try is left", FailAsync),
        new(EventType.PaymentExpired, "creates a payment and moves the test clock behind its end", ExpireAsync),
        new(EventType.PaymentCancelled, "creates a payment and gives up on its page", CancelAsync),
        new(EventType.PaymentHeld, "creates a payment and pays it with a card that the gateway calls risky", HoldAsync),
        new(EventType.RefundSucceeded, "pays a payment, and gives the money back", (run, ct) => RefundAsync(run, "refunded", ct)),
        new(EventType.RefundFailed, "pays a payment, and has the gateway refuse a refund", (run, ct) => RefundAsync(run, "cancelled", ct)),
        new(EventType.InvoiceIssued, "issues an invoice", async (run, ct) => IdOf(await run.InvoiceAsync(null, ct))),
        new(EventType.InvoicePartiallyPaid, "issues an invoice and pays half of it", (run, ct) => PayInvoiceAsync(run, 2, ct)),
        new(EventType.InvoicePaid, "issues an invoice and pays it", (run, ct) => PayInvoiceAsync(run, 1, ct)),
        new(EventType.InvoiceOverdue, "issues an invoice and moves the test clock behind its day to pay", OverdueAsync),
        new(EventType.InvoiceCredited, "issues an invoice and writes a credit note over half of it", CreditAsync),
        new(EventType.InvoiceVoided, "issues an invoice and makes it void", VoidAsync),
        new(EventType.Ping, "asks for a test event", async (run, ct) => (await run.Client.Events.SendTestAsync(ct)).Event.Id),
    ];

    private static string IdOf(Payment payment) => $"{payment.Id}";

    private static string IdOf(Invoice invoice) => $"{invoice.Id}";

    private static async Task<string> FailAsync(TriggerRun run, CancellationToken ct)
    {
        var payment = await run.PaymentAsync(ct);
        run.Say("Declining its card until no try is left; that takes a moment.");
        for (var tries = 0; tries < MostTries; tries++)
            if (!await run.Customer.PayAsync(payment, "failed", ct)) return IdOf(payment);
        throw CommandFailure.DidNotHappen($"{payment.Reference} could still be paid after {MostTries} declined cards.");
    }

    private static async Task<string> ExpireAsync(TriggerRun run, CancellationToken ct)
    {
        var payment = await run.PaymentAsync(ct);
        await run.AdvanceToAsync(payment.ExpiresAt + TimeSpan.FromMinutes(1), ct);
        return IdOf(payment);
    }

    private static async Task<string> CancelAsync(TriggerRun run, CancellationToken ct)
    {
        var payment = await run.PaymentAsync(ct);
        await run.Customer.GiveUpAsync(payment, ct);
        return IdOf(payment);
    }

    private static async Task<string> HoldAsync(TriggerRun run, CancellationToken ct)
    {
        var payment = await run.PaymentAsync(ct);
        await run.Customer.PayAsync(payment, "risk", ct);
        return IdOf(payment);
    }

    private static async Task<string> RefundAsync(TriggerRun run, string outcome, CancellationToken ct)
    {
        var payment = await run.PaidAsync(ct);
        var refund = await run.Client.Refunds.CreateAsync(
            payment.Id, new() { AmountMinor = payment.AmountMinor, Reason = "oi trigger" }, IdempotencyKeys.NewKey(), ct);
        run.Say($"Refund {refund.Reference}; the gateway is asked in steps, which takes some seconds.");
        var atGateway = await run.UntilAsync(
            () => run.Client.Refunds.ReadAsync(refund.Id, ct),
            one => one.GatewayRefundId is not null || one.Status != RefundStatus.Pending, ct);
        if (atGateway.Status == RefundStatus.AwaitingApproval) throw CommandFailure.DidNotHappen(
            $"{refund.Reference} waits for an operator's approval, as your application's settings ask for. It happens once one agrees.");
        if (atGateway is { GatewayRefundId: { } id } && atGateway.Status == RefundStatus.Pending)
            await run.Customer.EndRefundAsync(id, outcome, ct);
        await run.UntilAsync(() => run.Client.Refunds.ReadAsync(refund.Id, ct), one => one.Status != RefundStatus.Pending, ct);
        return $"{refund.Id}";
    }

    private static async Task<string> PayInvoiceAsync(TriggerRun run, int parts, CancellationToken ct)
    {
        var invoice = await run.InvoiceAsync(null, ct);
        var link = await run.Client.Invoices.CreateLinkAsync(
            invoice.Id, parts == 1 ? null : new() { AmountMinor = invoice.AmountDueMinor / parts }, ct);
        await run.Customer.PayAsync(await run.Client.Payments.ReadAsync(link.Reference, ct), "success", ct);
        return IdOf(invoice);
    }

    private static async Task<string> OverdueAsync(TriggerRun run, CancellationToken ct)
    {
        var now = (await run.Client.TestClock.ReadAsync(ct)).Now;
        var due = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
        var invoice = await run.InvoiceAsync(due, ct);

        // Two days on, it is the day after in every time zone.
        await run.AdvanceToAsync(new(due.AddDays(2), TimeOnly.MinValue, TimeSpan.Zero), ct);
        return IdOf(invoice);
    }

    private static async Task<string> CreditAsync(TriggerRun run, CancellationToken ct)
    {
        var invoice = await run.InvoiceAsync(null, ct);
        await run.Client.Invoices.CreateCreditNoteAsync(
            invoice.Id, new() { AmountMinor = invoice.TotalMinor / 2, Reason = "oi trigger" }, IdempotencyKeys.NewKey(), ct);
        return IdOf(invoice);
    }

    private static async Task<string> VoidAsync(TriggerRun run, CancellationToken ct)
    {
        var invoice = await run.InvoiceAsync(null, ct);
        await run.Client.Invoices.VoidAsync(invoice.Id, ct);
        return IdOf(invoice);
    }
}
