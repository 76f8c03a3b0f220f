using OiPayments.Cli.Commands;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Triggering;

/// <summary>One event that is being made to happen.</summary>
internal sealed class TriggerRun(OiPaymentsClient client, Screen screen) : IDisposable
{
    /// <summary>The service asks the gateway again after 5 and 30 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private static readonly Money Price = Money.Bdt(125050);

    public OiPaymentsClient Client => client;

    public SandboxCustomer Customer { get; } = new();

    public void Say(string text) => screen.Note(text);

    public async Task<Payment> PaymentAsync(CancellationToken ct)
    {
        var payment = await client.Payments.CreateAsync(
            new() { Amount = Price, CustomerReference = "oi-trigger", ProductName = "oi trigger" }, IdempotencyKeys.NewKey(), ct);
        Say($"Payment {payment.Reference} of {Words.Amount(payment.Amount)}");
        return payment;
    }

    public async Task<Payment> PaidAsync(CancellationToken ct)
    {
        var payment = await PaymentAsync(ct);
        await Customer.PayAsync(payment, "success", ct);
        return payment;
    }

    public async Task<Invoice> InvoiceAsync(DateOnly? due, CancellationToken ct)
    {
        var invoice = await client.Invoices.CreateAsync(
            new()
            {
                CustomerReference = "oi-trigger",
                DueDate = due,
                LineItems = [new() { Description = "oi trigger", Qty = 1, UnitAmountMinor = Price.MinorUnits }],
            }, IdempotencyKeys.NewKey(), ct);
        Say($"Invoice {invoice.Number ?? invoice.Reference} of {Words.Amount(invoice.Total)}");
        return invoice;
    }

    /// <summary>Said before it is done: other TEST records of the application see the time pass too.</summary>
    public async Task AdvanceToAsync(DateTimeOffset instant, CancellationToken ct)
    {
        Say($"Only time makes this happen: the test clock of your application moves to {Words.Time(instant)}, for all its TEST records, "
            + "and stands still there. 'oi clock reset' sets it free.");
        await client.TestClock.AdvanceToAsync(instant, ct);
    }

    /// <summary>Waits until it holds: in real time, or, where the test clock stands still, by moving that on.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> holds, CancellationToken ct)
    {
        var (began, said) = (TimeProvider.System.GetTimestamp(), false);
        while (true)
        {
            var seen = await look();
            if (holds(seen)) return seen;
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw CommandFailure.DidNotHappen(
                $"It has not happened in {Patience.TotalSeconds:0} seconds. It may still; 'oi events list' says when it has.");
            await Task.Delay(Pause, ct);
            if (await client.TestClock.ReadAsync(ct) is not { Frozen: true } clock) continue;
            if (!said) Say("The test clock stands still: it is moved on by minutes until this has happened.");
            said = true;
            await client.TestClock.AdvanceToAsync(clock.Now + Step, ct);
        }
    }

    /// <summary>The event itself, once the service has raised it.</summary>
    public async Task<EventRecord> FindAsync(EventType type, string subjectId, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var newest = await ListOptions.TakeAsync(client.Events.ListAsync(new() { Type = type, PageSize = 50 }, ct), 50, ct);
            if (newest.FirstOrDefault(one => SubjectId(one.Event) == subjectId) is { } found) return found;
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw CommandFailure.DidNotHappen(
                $"No {type} came in {Patience.TotalSeconds:0} seconds. It may still; 'oi events list --type {type}' says when it has.");
            await Task.Delay(Pause, ct);
        }
    }

    public void Dispose() => Customer.Dispose();

    private static string SubjectId(OiPaymentsEvent happened) => happened switch
    {
        PaymentEvent payment => $"{payment.Data.Id}",
        RefundEvent refund => $"{refund.Data.Id}",
        InvoiceEvent invoice => $"{invoice.Data.Id}",
        _ => happened.Id,
    };
}
