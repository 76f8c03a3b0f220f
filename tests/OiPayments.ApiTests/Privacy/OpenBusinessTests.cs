using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OiPayments.Api;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Refunds;
using OiPayments.DueWork;
using OiPayments.Invoices;
using OiPayments.Mail;
using OiPayments.Payments;
using OiPayments.Privacy;
using OiPayments.Refunds;
using OiPayments.TestSupport;
using OiPayments.Webhooks;

namespace OiPayments.ApiTests.Privacy;

/// <summary>
/// Each thing that is not settled keeps a customer from being erased, by itself. Some is written into the database as it never comes about
/// there; so no test here asks whether the invariants hold.
/// </summary>
public class OpenBusinessTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_payment_that_the_gateway_is_still_asked_about()
    {
        var (shop, payment) = await PaidAsync();
        var later = (DateTimeOffset?)server.Clock.GetUtcNow().AddYears(1);
        await server.WithDbAsync(db => db.Of<Payment>(shop.TestScope).Where(p => p.Id == IdOf<Payment>(payment))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, later)));
        await IsOpenAsync(shop, "payments");
    }

    [Fact]
    public async Task A_payment_whose_search_terms_are_still_to_be_written()
    {
        var (shop, payment) = await PaidAsync();
        await server.WithDbAsync(async db =>
        {
            db.Add(new UnindexedPayment
            {
                ApplicationId = shop.TestScope.ApplicationId,
                PaymentId = IdOf<Payment>(payment),
                Mode = Mode.Test,
            });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });

        // The clock stands, and so does who writes them.
        Assert.Equal(["payments"], (await EraseAsync(shop)).Data()["open"]!.AsArray().Select(one => (string?)one!["kind"]));
    }

    [Fact]
    public async Task A_payment_that_is_held_with_its_money()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!, "risk");
        await IsOpenAsync(shop, "payments", "heldPayments", "suspendedMoney");
    }

    [Fact]
    public async Task Money_that_came_twice()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var (first, forgotten) = await server.StartAttemptAsync(payment);
        await Notice.Of(first, "CANCELLED").SendAsync(server);
        await server.PayAsync((string)payment["reference"]!);
        await server.EndSessionAsync(forgotten, "success");
        await IsOpenAsync(shop, "suspendedMoney");
    }

    [Fact]
    public async Task A_refund_that_waits_for_somebody()
    {
        var (shop, payment) = await PaidAsync(new() { ["refundApprovalThresholdMinor"] = 0 });
        (await server.Operator.PostAsync(
            $"admin/payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 100, ["reason"] = "Cold tea" })).Data();
        await IsOpenAsync(shop, "refunds");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refund_that_the_gateway_is_still_asked_about_or_that_somebody_has_to_see_to(bool isAskedAbout)
    {
        var (shop, _) = await RefundedAsync();
        var due = isAskedAbout ? server.Clock.GetUtcNow().AddYears(1) : (DateTimeOffset?)null;
        var attention = isAskedAbout ? (RefundAttention?)null : RefundAttention.Contradicted;
        await server.WithDbAsync(db => db.Of<Refund>(shop.TestScope).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.DueAt, due).SetProperty(r => r.Attention, attention)));
        await IsOpenAsync(shop, "refunds");
    }

    [Fact]
    public async Task A_draft()
    {
        var shop = await server.RegisterAsync();
        await shop.DraftAsync(new() { ["customerReference"] = "customer-1" });
        await IsOpenAsync(shop, "drafts");
    }

    [Fact]
    public async Task A_mail_that_is_to_be_sent()
    {
        var shop = await server.RegisterAsync();
        var invoice = await shop.InvoiceAsync(new() { ["customerReference"] = "customer-1" });
        await shop.Test.PostAsync($"invoices/{invoice["id"]}/void", new JsonObject());
        await server.WithDbAsync(async db =>
        {
            db.Add(new InvoiceMail
            {
                ApplicationId = shop.TestScope.ApplicationId,
                Id = await server.Services.GetRequiredService<IIdSource>().NextAsync<InvoiceMail>(CancellationToken.None),
                Mode = Mode.Test,
                Kind = MailKind.Invoice,
                InvoiceId = IdOf<Invoice>(invoice),
                CreatedAt = server.Clock.GetUtcNow(),
                DueAt = server.Clock.GetUtcNow().AddYears(1),
            });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        await IsOpenAsync(shop, "mails");
    }

    [Fact]
    public async Task An_event_that_is_tried_again()
    {
        var (shop, _) = await PaidAsync();
        var later = (DateTimeOffset?)server.Clock.GetUtcNow().AddYears(1);
        await server.WithDbAsync(db => db.Of<WebhookDelivery>(shop.TestScope).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Status, DeliveryStatus.Retrying).SetProperty(d => d.DueAt, later)));
        await IsOpenAsync(shop, "events");
    }

    /// <summary>An invoice is kept to the last moment of its years, and not a moment longer.</summary>
    [Fact]
    public async Task An_issued_LIVE_invoice_can_be_erased_from_its_day_on_and_not_before()
    {
        var (shop, kept) = (await server.RegisterAsync(), new KeptInvoices(new RetentionOptions()));
        var invoice = (await shop.Live.PostAsync(
            "invoices", InvoicesUnderTest.Body(new() { ["customerReference"] = "customer-1" }))).Data();
        var day = TimeZones.StartOf(TimeZones.Default, kept.Until((DateTimeOffset)invoice["issuedAt"]!));

        Assert.Equal((1, 0), await CountAsync(day.AddSeconds(-1)));
        Assert.Equal((0, 1), await CountAsync(day));

        Task<(int Kept, int Free)> CountAsync(DateTimeOffset now) => server.WithDbAsync(async db =>
        {
            var all = db.Of<Invoice>(shop.TestScope.ApplicationId);
            return (await kept.In(all, now).CountAsync(), await kept.NotIn(all, now).CountAsync());
        });
    }

    /// <summary>Texts that only a refund which went wrong has.</summary>
    [Fact]
    public async Task What_was_noted_of_a_refund_is_erased()
    {
        var (shop, _) = await RefundedAsync();
        await server.WithDbAsync(db => db.Of<Refund>(shop.TestScope).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.DueAt, (DateTimeOffset?)null).SetProperty(r => r.Note, "Rahima called")
            .SetProperty(r => r.FailureMessage, "Rahima's card").SetProperty(r => r.ResolutionNote, "Rahima has it")));

        (await EraseAsync(shop, dryRun: false)).Data();

        var left = await server.WithDbAsync(db => db.Of<Refund>(shop.TestScope)
            .Select(r => new { r.Reason, r.Note, r.FailureMessage, r.ResolutionNote }).SingleAsync());
        Assert.Equal(("[erased]", "[erased]", "[erased]", "[erased]"), (left.Reason, left.Note, left.FailureMessage, left.ResolutionNote));
    }

    private static Id<T> IdOf<T>(JsonNode record) => new((long)record["id"]!);

    private async Task<(TestApplication Shop, JsonNode Refund)> RefundedAsync()
    {
        var (shop, payment) = await PaidAsync();
        var refund = (await shop.Test.PostAsync(
            $"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 100, ["reason"] = "Cold tea" })).Data();
        return (shop, await server.WhenRefundEndsAsync(shop, refund));
    }

    private async Task<(TestApplication Shop, JsonNode Payment)> PaidAsync(JsonObject? settings = null)
    {
        var shop = await server.RegisterAsync(settings: settings);
        var payment = await server.PaidPaymentAsync(shop);
        await IndexedAsync(shop);
        Assert.Empty((await EraseAsync(shop)).Data()["open"]!.AsArray());
        return (shop, payment);
    }

    private async Task IsOpenAsync(TestApplication shop, params string[] kinds)
    {
        await IndexedAsync(shop);
        Assert.Equal(kinds, (await EraseAsync(shop)).Data()["open"]!.AsArray().Select(one => (string?)one!["kind"]));
        var refused = await EraseAsync(shop, dryRun: false);
        Assert.Equal("INVALID_OPERATION_STATE", refused.ErrorCode);
        Assert.All(kinds, kind => Assert.Contains($"{kind}: 1. ", (string?)refused.Json["meta"]!["message"], StringComparison.Ordinal));
    }

    private Task<int> IndexedAsync(TestApplication shop) => Eventually.BecomesAsync(
        () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return server.WithDbAsync(db => db.Of<UnindexedPayment>(shop.TestScope.ApplicationId).CountAsync());
        },
        count => count == 0);

    private Task<Answer> EraseAsync(TestApplication shop, bool dryRun = true) => server.Operator.PostAsync(
        "admin/privacy/erase",
        new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = "customer-1", ["dryRun"] = dryRun });
}
