using System.CommandLine;
using OiPayments.Cli.Invocation;
using OiPayments.Cli.Output;
using OiPayments.Client;

namespace OiPayments.Cli.Commands;

/// <summary><c>oi payments create|show|list</c>.</summary>
internal static class PaymentsCommand
{
    public static Command Create() => new("payments", "Create payments, and look at them.") { CreateOne(), ShowOne(), ListThem() };

    private static Command CreateOne()
    {
        var amount = new Option<string>("--amount") { Description = "Such as 1250.50.", HelpName = "amount", Required = true };
        var currency = new Option<string>("--currency")
        {
            Description = "ISO 4217.",
            HelpName = "code",
            DefaultValueFactory = _ => "BDT",
        };
        var customer = new Option<string>("--customer")
        {
            Description = "Your own name for the customer.",
            HelpName = "reference",
            DefaultValueFactory = _ => "customer-1",
        };
        var product = new Option<string?>("--product") { Description = "What is paid for, as the customer knows it.", HelpName = "text" };
        var returnUrl = new Option<string?>("--return-url") { Description = "Where the customer goes at the end.", HelpName = "address" };
        var invoice = new Option<long?>("--invoice") { Description = "The id of an invoice that it pays.", HelpName = "id" };
        var key = IdempotencyKeys.Create();
        var command = new Command("create", "Create a payment, and print the page to send the customer to.")
        {
            amount, currency, customer, product, returnUrl, invoice, key
        };
        command.Runs(async (session, ct) =>
        {
            var wanted = new NewPayment
            {
                Amount = Words.ReadAmount(session.Get(amount) ?? "", session.Get(currency) ?? "BDT"),
                CustomerReference = session.Get(customer) ?? "",
                ProductName = session.Get(product),
                ReturnUrl = session.Get(returnUrl) switch
                {
                    null => null,
                    { } text when Uri.TryCreate(text, UriKind.Absolute, out var address) => address,
                    _ => throw CommandFailure.WrongUsage("--return-url is a whole address, such as https://shop.example.com/thanks."),
                },
                InvoiceId = session.Get(invoice),
            };
            var payments = session.Connect().Payments;
            Show(session.Screen, await IdempotencyKeys.UseAsync(session, key, k => payments.CreateAsync(wanted, k, ct)));
        });
        return command;
    }

    private static Command ShowOne()
    {
        var payment = new Argument<string>("payment") { Description = "Its id, or its reference pay_…." };
        var command = new Command("show", "Show one payment as it is now.") { payment };
        command.Runs(async (session, ct) => Show(session.Screen, await session.Connect().Payments.ReadAsync(session.Get(payment), ct)));
        return command;
    }

    private static Command ListThem()
    {
        var status = new Option<string?>("--status") { Description = "Only those with this status.", HelpName = "status" };
        status.AcceptOnlyFromAmong("PENDING", "SUCCEEDED", "FAILED", "EXPIRED", "CANCELLED");
        var customer = new Option<string?>("--customer") { Description = "Only those of this customer.", HelpName = "reference" };
        var limit = ListOptions.Limit();
        var command = new Command("list", "List your payments.") { status, customer, limit };
        command.Runs(async (session, ct) =>
        {
            var most = ListOptions.ReadLimit(session, limit);
            var filter = new PaymentFilter
            {
                Status = session.Get(status) is { } word ? new PaymentStatus(word) : null,
                CustomerReference = session.Get(customer),
                PageSize = Math.Min(most, ListFilter.MaxPageSize),
            };
            var found = await ListOptions.TakeAsync(session.Connect().Payments.ListAsync(filter, ct), most, ct);
            session.Screen.Table(
                found.Select(Screen.ToJson), ["CREATED", "PAYMENT", "STATUS", "AMOUNT", "CUSTOMER"],
                [.. found.Select(one => new Cell[]
                {
                    Words.Time(one.CreatedAt), one.Reference, Words.Status(one.Status.Value), Words.Amount(one.Amount),
                    one.CustomerReference,
                })], "There are none. 'oi payments create --amount 100' makes one.");
        });
        return command;
    }

    private static void Show(Screen screen, Payment payment)
    {
        var lines = new List<Cell[]>
        {
            new Cell[] { "payment", payment.Reference },
            new Cell[] { "id", $"{payment.Id}" },
            new Cell[] { "status", Words.Status(payment.Status.Value) },
            new Cell[] { "amount", Words.Amount(payment.Amount) },
            new Cell[] { "customer", payment.CustomerReference },
            new Cell[] { "created", Words.Time(payment.CreatedAt) },
        };
        if (payment.PaidAt is { } paid) lines.Add(["paid", Words.Time(paid)]);
        else lines.Add(["expires", Words.Time(payment.ExpiresAt)]);
        if (payment.RefundedMinor != 0) lines.Add(["refunded", Words.Amount(payment.Refunded)]);
        if (payment.HeldAt is { } held) lines.Add(["held", $"since {Words.Time(held)}, {payment.HoldReason}"]);
        if (payment.FailureMessage is { } why) lines.Add(["failure", $"{payment.FailureCode}: {why}"]);
        lines.Add(["checkout", payment.CheckoutUrl.ToString()]);
        screen.Result(Screen.ToJson(payment), [.. lines]);
    }
}
