using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.ApiTests.Samples;
using OiPayments.ApiTests.Webhooks;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Clients;

using OiPayments.Client;
using OiPayments.Client.AspNetCore;

/// <summary>
/// The C# of the guide and of the packages' own pages, compiled, and run as a reader would. Between two comments stands exactly what is
/// printed there.
/// </summary>
public partial class GuideSnippets(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] Pages =
    [
        "docs/clients.md", "docs/concepts.md", "docs/refunds.md", "docs/webhooks.md", "src/OiPayments.Client/README.md",
        "src/OiPayments.Client.AspNetCore/README.md",
    ];

    private readonly List<string> printed = [];

    [Fact]
    public void Every_line_that_is_printed_is_compiled_here()
    {
        var source = Lines(File.ReadAllText(SampleProcess.InRepository("tests/OiPayments.ApiTests/Clients/GuideSnippets.cs")));

        foreach (var page in Pages)
        {
            var text = File.ReadAllText(SampleProcess.InRepository(page));
            // The guide to webhooks has C# without the client too: a program that is run as printed, and one for another library.
            var blocks = CSharp().Matches(text).Select(block => block.Groups["code"].Value)
                .Where(code => page != "docs/webhooks.md" || code.Contains("client.", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(blocks);
            Assert.All(blocks, block => Assert.True(source.Contains(Lines(block), StringComparison.Ordinal), $"{page}\n{block}"));
        }

        static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    [Fact]
    public async Task A_payment_is_taken_read_and_refunded()
    {
        var application = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, application);
        var (client, shop, order) = (connected.Client, "http://localhost:4000", new Order("A-1001"));
        await MeetAsync(client);
        Assert.Equal([$"{application.Registered["application"]!["name"]}, TEST"], printed);

        await ChargeAsync();
        await server.PayAsync((await client.Payments.ReadAsync(order.PaymentId)).Reference);
        await ReadAsync();
        Assert.True(order.IsPaid);
        await RefundAsync();
        await RefuseAsync("too-much", 125050);

        var (since, lastHandled) = (server.Clock.GetUtcNow().AddDays(-1), 0L);
        await ListAsync();
        Assert.Equal("That much is not left.", printed[1]);
        Assert.EndsWith("1250.50 BDT", printed[2], StringComparison.Ordinal);
        await Eventually.BecomesAsync(
            async () =>
            {
                await FollowAsync();
                return lastHandled;
            }, number => number >= 1);

        async Task<IResult> ChargeAsync()
        {
            var payment = await client.Payments.CreateAsync(
                new NewPayment
                {
                    Amount = Money.Bdt(125050),
                    CustomerReference = "customer-1001",
                    ProductName = "Tea, 1 kg",
                    ReturnUrl = new Uri($"{shop}/orders/{order.Id}"),
                    Metadata = new Dictionary<string, string> { ["orderId"] = order.Id },
                },
                idempotencyKey: $"order-{order.Id}");
            order.PaymentId = payment.Id;
            return Results.Redirect(payment.CheckoutUrl.ToString());
        }

        async Task ReadAsync()
        {
            var payment = await client.Payments.ReadAsync(order.PaymentId);
            if (payment.Status == PaymentStatus.Succeeded && payment.Amount == order.Total) order.IsPaid = true;
        }

        async Task RefundAsync()
        {
            var refund = await client.Refunds.CreateAsync(
                order.PaymentId, new NewRefund { AmountMinor = 25050, Reason = "One cup was broken" },
                idempotencyKey: $"refund-{order.Id}-1");
            Assert.Equal(Money.Bdt(25050), refund.Amount);
        }

        async Task RefuseAsync(string key, long rest)
        {
            await client.Refunds.CreateAsync(order.PaymentId, new() { AmountMinor = rest - 25050 - 1 }, "rest");
            try
            {
                await client.Refunds.CreateAsync(order.PaymentId, new NewRefund { AmountMinor = 25050 }, key);
            }
            catch (OiPaymentsRefusedException refused) when (refused.ErrorCode == ErrorCode.RefundExceedsBalance)
            {
                Console.WriteLine("That much is not left.");
            }
            catch (OiPaymentsUnavailableException unavailable) when (unavailable.OutcomeUnknown)
            {
                Later(() => client.Refunds.CreateAsync(order.PaymentId, new NewRefund { AmountMinor = 25050 }, key));
            }
        }

        async Task ListAsync()
        {
            await foreach (var payment in client.Payments.ListAsync(new PaymentFilter { Status = PaymentStatus.Succeeded, From = since }))
                Console.WriteLine($"{payment.Reference} {payment.Amount}");
        }

        async Task FollowAsync()
        {
            await foreach (var record in client.Events.ListAsync(new EventFilter { AfterSequence = lastHandled, OldestFirst = true }))
                lastHandled = record.Sequence ?? lastHandled;
        }
    }

    [Fact]
    public async Task An_invoice_is_made_printed_changed_and_issued()
    {
        var application = await server.RegisterAsync();
        using var connected = ClientUnderTest.Of(server, application);
        var client = connected.Client;

        var invoice = await client.Invoices.CreateAsync(
            new NewInvoice
            {
                CustomerReference = "customer-17",
                CustomerName = "Rahima Khatun",
                LineItems = [new NewInvoiceLine { Description = "Design", Qty = 1.5m, UnitAmountMinor = 100_000, TaxRate = 1500 }],
                DueDate = new DateOnly(2026, 12, 31),
            },
            idempotencyKey: "invoice-118");
        Console.WriteLine($"{invoice.Number} over {invoice.Total} is paid at {invoice.PayableUrl}");
        byte[] pdf = await client.Invoices.ReadPdfAsync(invoice.Id);

        Assert.NotEmpty(pdf);
        Assert.StartsWith("INV-2026-000001 over 1725.00 BDT is paid at http", printed[0], StringComparison.Ordinal);
        NewInvoiceLine tea = new() { Description = "Tea", Qty = 1, UnitAmountMinor = 100 };
        var draftId = (await client.Invoices.CreateAsync(
            new() { CustomerReference = "c", LineItems = [tea], Issue = false, DueDate = new(2026, 12, 1) }, "draft")).Id;
        await ChangeAsync();

        async Task ChangeAsync()
        {
            var draft = await client.Invoices.ReadAsync(draftId);
            await client.Invoices.ChangeAsync(
                draft.Id, new InvoiceChange { Notes = "Thank you", DueDate = null }, ifVersion: draft.Version);
            var issued = await client.Invoices.IssueAsync(draft.Id);
            Assert.Equal((InvoiceStatus.Issued, "Thank you", null), (issued.Status, issued.Notes, issued.DueDate));
        }
    }

    [Fact]
    public async Task A_web_application_takes_a_payment_and_is_told_of_it()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(server.Clock);
        var orders = new Orders();
        builder.Services.AddSingleton(orders);
        var placeholder = "whsec_" + Convert.ToBase64String(new byte[32]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OiPayments:BaseAddress"] = server.ApiUrl.ToString(),
            ["OiPayments:ApiKey"] = "oi_test_x",
            ["OiPayments:ApiSecret"] = "oisk_test_x",
            ["OiPayments:WebhookSecrets:0"] = placeholder,
        });
        builder.Services.AddOiPayments(builder.Configuration);
        await using var app = builder.Build();
        app.UseRouting();

        app.MapOiPaymentsWebhooks("/hook", async (told, services, ct) =>
        {
            switch (told)
            {
                case PaymentEvent { Data: var payment } when payment.Status == PaymentStatus.Succeeded:
                    await services.GetRequiredService<Orders>().PaidAsync(payment.Metadata?["orderId"], payment.Amount, ct);
                    break;
                case RefundEvent { Data: var refund } when refund.Status == RefundStatus.Succeeded:
                    await services.GetRequiredService<Orders>().RefundedAsync(refund.PaymentId, refund.Amount, ct);
                    break;
            }
        });

        app.MapOiPaymentsWebhooks("/hooks/payments", async (told, services, ct) =>
        {
            if (told is PaymentEvent { Data: var payment } && told.Type == EventType.PaymentSucceeded)
                await services.GetRequiredService<Orders>().MarkPaidAsync(payment.Reference, ct);
        });

        app.MapPost("/orders/{id}/pay", async (string id, OiPaymentsClient payments, CancellationToken ct) =>
        {
            var payment = await payments.Payments.CreateAsync(
                new NewPayment { Amount = Money.Bdt(125050), CustomerReference = "customer-1001", ProductName = "Tea, 1 kg" },
                idempotencyKey: $"order-{id}", ct);
            return Results.Redirect(payment.CheckoutUrl.ToString());
        });

        await app.StartAsync();
        var application = await server.RegisterAsync(new(new Uri(app.Urls.First()), "/hook"));
        ((IConfigurationRoot)builder.Configuration)["OiPayments:WebhookSecrets:0"] = application.SigningSecret;
        ((IConfigurationRoot)builder.Configuration).Reload();
        await server.PayOneAsync(application, new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["orderId"] = "A-7" } });

        Assert.Equal(("A-7", Money.Bdt(125050)), await orders.Paid.Task.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Empty(orders.Notes);
    }

    [Fact]
    public async Task The_clock_is_moved()
    {
        using var connected = ClientUnderTest.Of(server, await server.RegisterAsync());
        var moved = await connected.Client.TestClock.AdvanceToAsync(server.Clock.GetUtcNow().AddDays(1));
        Assert.Equal((server.Clock.GetUtcNow().AddDays(1), true), (moved.Now, moved.Frozen));
        Assert.Equal(moved, await connected.Client.TestClock.ReadAsync());
        await MoveTimeAsync(connected.Client);
        Assert.False((await connected.Client.TestClock.ReadAsync()).Frozen);
    }

    [Fact]
    public async Task Elsewhere_an_event_is_verified_by_hand()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var application = await server.RegisterAsync(receiver.Url);
        await application.PingAsync();
        var delivery = await receiver.NextAsync();
        var (headers, signingSecret) = (delivery.Headers, application.SigningSecret);
        var body = System.Text.Encoding.UTF8.GetBytes(delivery.Body);
        OiPaymentsEvent? handled = null;

        var verifier = new WebhookVerifier([signingSecret]);
        var verdict = verifier.Verify(headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], body);
        if (verdict == WebhookVerdict.Genuine) Handle(OiPaymentsEvent.Parse(body));

        // Our server's clock stands still, long ago.
        Assert.Equal(WebhookVerdict.WrongTime, verdict);
        Assert.Null(handled);
        Handle(OiPaymentsEvent.Parse(body));
        Assert.IsType<PingEvent>(handled);

        void Handle(OiPaymentsEvent told) => handled = told;
    }

    private static async Task MoveTimeAsync(OiPaymentsClient client)
    {
        await client.TestClock.AdvanceByAsync(TimeSpan.FromHours(2));
        await client.TestClock.ResetAsync();
    }

    private async Task MeetAsync(OiPaymentsClient client)
    {
        var caller = await client.WhoAmIAsync();
        Console.WriteLine($"{caller.Name}, {caller.Mode}");
    }

    private static void Later(Func<Task> again) => Assert.NotNull(again);

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CSharp();

    /// <summary>The guide prints to a console; here it is kept.</summary>
    private GuideConsole Console => new(printed);

    private sealed class GuideConsole(List<string> lines)
    {
        public void WriteLine(string line) => lines.Add(line);
    }

    private sealed class Order(string id)
    {
        public string Id { get; } = id;

        public Money Total { get; } = Money.Bdt(125050);

        public long PaymentId { get; set; }

        public bool IsPaid { get; set; }
    }

    private sealed class Orders
    {
        public TaskCompletionSource<(string?, Money)> Paid { get; } = new();

        public List<string> Notes { get; } = [];

        public Task PaidAsync(string? order, Money amount, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            Paid.SetResult((order, amount));
            return Task.CompletedTask;
        }

        public Task RefundedAsync(long payment, Money amount, CancellationToken ct) => NoteAsync($"{payment} {amount}", ct);

        public Task MarkPaidAsync(string reference, CancellationToken ct) => NoteAsync(reference, ct);

        private Task NoteAsync(string text, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            Notes.Add(text);
            return Task.CompletedTask;
        }
    }
}
