using System.Net;
using System.Text;
using OiPayments.ApiTests.Ledger;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

/// <summary>A LIVE store with the very credentials of the sandbox's, so that only the mode tells them apart.</summary>
public class ServerWithALiveStore() : TestServer(new()
{
    ["Gateways:SslCommerz:Live:StoreId"] = "testbox",
    ["Gateways:SslCommerz:Live:StorePassword"] = "qwerty",
});

public class GatewayCallbackTests(ServerWithALiveStore server) : IClassFixture<ServerWithALiveStore>
{
    [Fact]
    public async Task A_forged_notice_moves_nothing_and_the_true_one_still_counts()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var ended = await server.WithFaultsAsync(new() { ["ipn"] = "forge" }, () => server.PayAsync((string)payment["reference"]!));

        Assert.Equal("Forged", await server.OutcomesAsync((string)ended["tran_id"]!));
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("", await shop.BalancesAsync());
        await server.ReturnAsync(ended);
        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("Forged, Accepted", await server.OutcomesAsync((string)ended["tran_id"]!));
    }

    [Fact]
    public async Task A_changed_field_breaks_the_signature_and_another_password_does_not_mend_it()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.PayUnheardAsync(payment);

        var changed = Notice.From(ended).With("amount", "1.00");
        foreach (var notice in new[]
        {
            changed, changed.Signed("another password"), Notice.From(ended).With("verify_sign_sha2", ""),
            Notice.From(ended).With("verify_key", "amount")
        })
            Assert.Equal(HttpStatusCode.OK, await notice.SendAsync(server));

        Assert.Equal("Forged, Forged, Forged, Forged", await server.OutcomesAsync((string)ended["tran_id"]!));
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.All(await server.CallbacksAsync((string)ended["tran_id"]!), callback => Assert.False(callback.SignatureValid));
    }

    [Fact]
    public async Task What_the_gateway_itself_says_was_charged_must_be_what_was_asked()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();

        var ended = await server.WithFaultsAsync(
            new() { ["validationAmount"] = 10.00 }, () => server.PayAsync((string)payment["reference"]!));

        Assert.Equal("Mismatched", await server.OutcomesAsync((string)ended["tran_id"]!));
        var held = await shop.ReadPaymentAsync(payment);
        Assert.Equal("PENDING", (string?)held["status"]);
        Assert.Equal("MISMATCH", (string?)held["holdReason"]);
        Assert.Null(held["redirectUrl"]);
        Assert.Contains("SUSPENSE 1000", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("APPLICATION_PAYABLE", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.Equal(["payment.held"], await server.EventsAsync(shop));
    }

    [Fact]
    public async Task A_signed_amount_that_is_not_ours_changes_nothing_because_the_gateway_is_asked()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.PayUnheardAsync(payment);

        await Notice.From(ended).With("amount", "1.00").With("currency_amount", "1.00").Signed().SendAsync(server);

        Assert.Equal("SUCCEEDED", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
        Assert.Equal("GATEWAY_CLEARING 121924, APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126", await shop.BalancesAsync());
    }

    [Fact]
    public async Task One_payments_validation_id_does_not_pay_for_another()
    {
        var shop = await server.RegisterAsync();
        var paid = await server.PayUnheardAsync(await shop.OpenPaymentAsync());
        var other = await shop.OpenPaymentAsync();
        var (transactionId, _) = await server.StartAttemptAsync(other);

        await Notice.From(paid).With("tran_id", transactionId).Signed().SendAsync(server);

        Assert.Equal("Mismatched", await server.OutcomesAsync(transactionId));
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(other))["status"]);
        Assert.Equal("", await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_transaction_that_is_not_ours_is_unmatched()
    {
        var shop = await server.RegisterAsync();
        var unknown = Reference.New("oi", new ApplicationId((uint)shop.Id)).Text;
        var mistyped = unknown[..^1] + (unknown[^1] == 'a' ? 'b' : 'a');
        var elsewhere = $"INV-{shop.Id}";

        foreach (var id in new[] { unknown, mistyped, elsewhere })
        {
            Assert.Equal(HttpStatusCode.OK, await Notice.Of(id, "FAILED").SendAsync(server));
            Assert.Equal("Unmatched", await server.OutcomesAsync(id));
        }

        Assert.Equal((uint)shop.Id, Assert.Single(await server.CallbacksAsync(unknown)).ApplicationId.Value);
        Assert.Equal(ApplicationId.Nobody, Assert.Single(await server.CallbacksAsync(mistyped)).ApplicationId);
    }

    [Fact]
    public async Task A_notice_at_the_other_modes_address_finds_nothing()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync();
        var ended = await server.PayUnheardAsync(payment);

        Assert.Equal(HttpStatusCode.OK, await Notice.From(ended).SendAsync(server, "live"));

        var callback = Assert.Single(await server.CallbacksAsync((string)ended["tran_id"]!));
        Assert.True(callback.SignatureValid);
        Assert.Equal(CallbackOutcome.Unmatched, callback.Outcome);
        Assert.Equal("PENDING", (string?)(await shop.ReadPaymentAsync(payment))["status"]);
    }

    [Fact]
    public async Task A_claim_nobody_knows_is_ignored()
    {
        var shop = await server.RegisterAsync();
        var (transactionId, _) = await server.StartAttemptAsync(await shop.OpenPaymentAsync());

        await Notice.Of(transactionId, "PONDERING").SendAsync(server);

        Assert.Equal("Ignored", await server.OutcomesAsync(transactionId));
    }

    [Fact]
    public async Task Evidence_is_kept_without_secrets_cards_or_persons()
    {
        var shop = await server.RegisterAsync();
        var ended = await server.PayUnheardAsync(await shop.OpenPaymentAsync());

        var notice = Notice.From(ended).With("card_no", "4111111111111111").With("pass", "qwerty").With("cus_email", "rahim@example.com")
            .With("error", "line one\n<script>").Signed();
        Assert.Equal(HttpStatusCode.OK, await notice.SendAsync(server));

        var callback = Assert.Single(await server.CallbacksAsync((string)ended["tran_id"]!));
        Assert.Contains("\"card_no\":\"***1111\"", callback.RawPayload, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", callback.RawPayload, StringComparison.Ordinal);
        Assert.DoesNotContain("qwerty", callback.RawPayload, StringComparison.Ordinal);
        Assert.DoesNotContain("rahim", callback.RawPayload, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", callback.RawPayload, StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111111", server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rahim@example.com", server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateways/sslcommerz/test/ipn", "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gateways/sslcommerz/test/ipn", "multipart/form-data", HttpStatusCode.BadRequest)]
    [InlineData("gateways/sslcommerz/staging/ipn", "application/x-www-form-urlencoded", HttpStatusCode.NotFound)]
    [InlineData("gateways/bkash/test/ipn", "application/x-www-form-urlencoded", HttpStatusCode.NotFound)]
    public async Task What_is_no_notice_is_refused_in_the_envelope(string path, string contentType, HttpStatusCode expected)
    {
        using var content = new StringContent("{}", Encoding.UTF8, contentType);
        using var answer = await server.Anonymous.PostAsync(path, content);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("\"success\":false", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_thousands_of_fields_or_of_a_megabyte_is_refused_not_a_failure_of_ours()
    {
        using var many = new FormUrlEncodedContent(Enumerable.Range(0, 1100).Select(number => KeyValuePair.Create($"field{number}", "")));
        using var large = new FormUrlEncodedContent([KeyValuePair.Create("tran_id", new string('x', 1024 * 1024))]);

        using var tooMany = await server.Anonymous.PostAsync("gateways/sslcommerz/test/ipn", many);

        // Asks before it sends: who is refused while sending may find the connection closed before the answer is read.
        using var asking = new HttpRequestMessage(HttpMethod.Post, "gateways/sslcommerz/test/ipn")
        {
            Content = large,
            Headers = { ExpectContinue = true }
        };
        using var tooLarge = await server.Anonymous.SendAsync(asking);
        using var many2 = new FormUrlEncodedContent(Enumerable.Range(0, 1100).Select(number => KeyValuePair.Create($"field{number}", "")));
        using var page = await server.Browser.PostAsync("gateways/sslcommerz/test/success", many2);

        Assert.Equal(HttpStatusCode.BadRequest, await Notice.Of("nobodys", "FAILED").With("error", "a\0b").SendAsync(server));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
    }
}
