using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.ApiTests.Payments;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Checkout;

/// <summary>No page of the customer's says more of money than is known, and none offers to pay what may be paid.</summary>
public class SayingWhatIsKnownTests(TestServer server) : IClassFixture<TestServer>
{
    private const string NotCharged = "not been charged";
    private const string PayForm = "/pay?lang=";
    private const string CancelForm = "/cancel?lang=";

    [Fact]
    public async Task Who_pressed_success_while_the_gateway_can_confirm_nothing_waits_on_every_page_until_it_can()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var reference = (string)payment["reference"]!;
        var session = await server.StartPayingAsync(reference);

        await MeanwhileAsync("""{"validation":"html","query":"html"}""", async () =>
        {
            // The gateway's notice arrives; the browser of the customer has not come back, and another tab is opened.
            await server.EndSessionAsync(session, "success");

            foreach (var language in (string[])["en", "bn"])
            {
                foreach (var path in (string[])["", "/result"])
                {
                    var page = await ReadAsync($"{reference}{path}?lang={language}");
                    Assert.Contains(language == "en" ? "Please do not pay again" : "আবার টাকা দেবেন না", page, StringComparison.Ordinal);
                    Assert.DoesNotContain(PayForm, page, StringComparison.Ordinal);
                    Assert.DoesNotContain(CancelForm, page, StringComparison.Ordinal);
                    Assert.DoesNotContain(NotCharged, page, StringComparison.Ordinal);
                }
            }

            Assert.Null((string?)(await ReadApiAsync(reference))["gatewayRedirectUrl"]);

            // A page that was loaded before still has its buttons: each leads to the waiting page, and changes nothing.
            foreach (var button in (string[])["pay", "cancel"])
            {
                using var pressed = await PressAsync($"{reference}/{button}?lang=en");
                Assert.Equal((button, HttpStatusCode.SeeOther), (button, pressed.StatusCode));
                Assert.EndsWith($"/checkout/{reference}/result?lang=en", pressed.Headers.Location?.ToString(), StringComparison.Ordinal);
            }

            Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
            Assert.Single(await AttemptsOfAsync(shop));
        });

        using var again = await PressAsync($"{reference}/pay?lang=en");
        Assert.EndsWith("/result?lang=en", again.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Who_may_be_paying_in_another_tab_is_not_told_that_nothing_was_charged()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var reference = (string)payment["reference"]!;
        var session = await server.StartPayingAsync(reference);

        await MeanwhileAsync("""{"query":"html"}""", async () =>
        {
            using var pressed = await PressAsync($"{reference}/pay?lang=en");
            Assert.EndsWith("/result?lang=en", pressed.Headers.Location?.ToString(), StringComparison.Ordinal);
            var page = await ReadAsync($"{reference}/result?lang=en");
            Assert.DoesNotContain(NotCharged, page, StringComparison.Ordinal);
            Assert.Contains("Not paid yet? Go back to the payment", page, StringComparison.Ordinal);
        });

        // The way back leads to the page of the same session.
        using var back = await PressAsync($"{reference}/pay?lang=en");
        Assert.EndsWith(session, back.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_is_told_after_a_success_which_could_not_be_checked_asks_nobody_to_pay_again()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var reference = (string)payment["reference"]!;
        var session = await server.StartPayingAsync(reference);
        var transaction = await server.WithDbAsync(db => db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id))
            .Select(attempt => attempt.TransactionId)
            .SingleAsync());
        await Notice.Of(transaction, "FAILED").SendAsync(server);
        Assert.Contains(PayForm, await ReadAsync($"{reference}/result?lang=en"), StringComparison.Ordinal);

        // On the gateway's page the customer tried again, and it went through; the notice of the failure comes once more, late.
        await MeanwhileAsync("""{"validation":"html","query":"html"}""", async () =>
        {
            await server.EndSessionAsync(session, "success");
            Assert.DoesNotContain(PayForm, await ReadAsync($"{reference}?lang=en"), StringComparison.Ordinal);
            await Notice.Of(transaction, "FAILED").SendAsync(server);
            Assert.DoesNotContain(PayForm, await ReadAsync($"{reference}?lang=en"), StringComparison.Ordinal);
        });

        using var pressed = await PressAsync($"{reference}/pay?lang=en");
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Cancelling_while_a_session_is_open_does_not_claim_that_no_money_came()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var reference = (string)payment["reference"]!;
        await server.StartPayingAsync(reference);

        using var pressed = await PressAsync($"{reference}/cancel?lang=en");
        var page = await ReadAsync($"{reference}?lang=en");

        Assert.Contains("do not pay again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No payment was received", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_at_the_gateway_leaves_the_payment_open_and_the_page_says_what_is_still_possible()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var reference = (string)payment["reference"]!;
        var ended = await server.PayAsync(reference, "cancelled");

        var page = await ReadAsync((await server.ReturnAsync(ended))!);

        Assert.Contains("You cancelled at SSLCOMMERZ", page, StringComparison.Ordinal);
        Assert.Contains("You can still pay here until the time below", page, StringComparison.Ordinal);
        Assert.Contains(PayForm, page, StringComparison.Ordinal);
        Assert.Contains(CancelForm, page, StringComparison.Ordinal);
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task Without_a_store_nobody_is_blamed_and_the_story_says_why_once()
    {
        var shop = await server.RegisterAsync();
        var (id, reference) = await OpenLiveAsync(shop);

        string page = "";
        for (var press = 0; press < 3; press++)
        {
            using var pressed = await PressAsync($"{reference}/pay?lang=en");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, pressed.StatusCode);
            page = WebUtility.HtmlDecode(await pressed.Content.ReadAsStringAsync());
        }

        Assert.Contains("cannot take payments here yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("SSLCOMMERZ is not answering", page, StringComparison.Ordinal);
        var story = (await server.Operator.ReadAsync($"admin/payments/{id}"))
            .Data()["timeline"]!
            .AsArray()
            .Select(step => (string?)step!["text"])
            .ToList();
        Assert.Single(story, $"The payment could not begin: {PaymentAttempt.NoStore}");
        Assert.Equal("PENDING", (string?)(await shop.Live.ReadAsync($"payments/{id}")).Data()["status"]);
        Assert.Contains("no LIVE store is configured", server.Log.Text, StringComparison.Ordinal);
    }

    /// <summary>A LIVE payment whose store is gone.</summary>
    private async Task<(long Id, string Reference)> OpenLiveAsync(TestApplication shop)
    {
        var (id, reference, now) = (
            1_000_000_000L + shop.Id, Reference.New(Payment.ReferencePrefix, new((uint)shop.Id)), server.Clock.GetUtcNow());
        await server.WithDbAsync(async db =>
        {
            db.Add(new Payment
            {
                ApplicationId = reference.ApplicationId,
                Id = new(id),
                Mode = Mode.Live,
                Reference = reference.Text,
                AmountMinor = 125050,
                Currency = Currency.Bdt,
                Gateway = "SSLCOMMERZ",
                CustomerReference = "customer-1",
                CreatedAt = now,
                ExpiresAt = now.AddHours(1),
            });
            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
        return (id, reference.Text);
    }

    private async Task MeanwhileAsync(string scenario, Func<Task> act)
    {
        using var sandbox = new HttpClient { BaseAddress = server.SandboxUrl };
        using var set = await sandbox.PostAsJsonAsync("/control/scenario", JsonNode.Parse(scenario));
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        try
        {
            await act();
        }
        finally
        {
            using var cleared = await sandbox.DeleteAsync(new Uri("/control/scenario", UriKind.Relative));
        }
    }

    private Task<HttpResponseMessage> PressAsync(string path) =>
        server.Browser.PostAsync(new Uri(server.WebUrl, $"/checkout/{path}"), null);

    private Task<string> ReadAsync(string path) => ReadAsync(new Uri(server.WebUrl, $"/checkout/{path}"));

    private async Task<string> ReadAsync(Uri page) => WebUtility.HtmlDecode(await server.Browser.GetStringAsync(page));

    private async Task<JsonNode> ReadApiAsync(string reference) => (await server.Anonymous.ReadAsync($"checkout/{reference}")).Data();

    private Task<List<AttemptStatus>> AttemptsOfAsync(TestApplication shop) => server.WithDbAsync(db =>
        db.Of<PaymentAttempt>(new ApplicationId((uint)shop.Id)).Select(attempt => attempt.Status).ToListAsync());
}
