using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class OpeningAPaymentTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_answer_has_exactly_these_fields()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", """
            {
              "amountMinor": 125050, "customerReference": "customer-1", "currency": "BDT", "customerEmail": "rahim@example.com",
              "customerPhone": "+8801712345678", "customerName": "Rahim Uddin", "productName": "Tea", "description": "Two kilos",
              "returnUrl": "https://shop.example.com/thanks?cart=7", "metadata": { "cart": "7", "a": "" }
            }
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var (id, reference) = ((long)answer.Data()["id"]!, (string)answer.Data()["reference"]!);
        Assert.Matches("^pay_[0-9A-Za-z]{25}$", reference);
        var expected = JsonNode.Parse($$"""
            {
              "id": {{id}}, "reference": "{{reference}}", "status": "PENDING", "applicationId": {{shop.Id}}, "mode": "TEST",
              "amountMinor": 125050, "currency": "BDT", "gateway": "SSLCOMMERZ", "gatewayTxnId": null,
              "checkoutUrl": "{{server.WebUrl}}checkout/{{reference}}", "redirectUrl": "{{server.WebUrl}}checkout/{{reference}}/pay",
              "invoiceId": null, "createdAt": "2026-01-15T09:00:00Z", "updatedAt": "2026-01-15T09:00:00Z",
              "customerReference": "customer-1", "customerName": "Rahim Uddin", "customerEmail": "rahim@example.com", "customerPhone": "+8801712345678",
              "productName": "Tea", "description": "Two kilos", "metadata": { "a": "", "cart": "7" },
              "returnUrl": "https://shop.example.com/thanks?cart=7", "paidAt": null, "expiresAt": "2026-01-15T10:00:00Z",
              "heldAt": null, "holdReason": null, "failureCode": null, "failureMessage": null, "feeMinor": null, "refundedMinor": 0, "refundableMinor": 0, "channel": null,
              "erasedAt": null
            }
            """)!;
        Assert.Equal(expected.AsObject().Select(field => field.Key).Order(), answer.Data().AsObject().Select(field => field.Key).Order());
        Assert.True(JsonNode.DeepEquals(expected, answer.Data()), answer.Text);
        Assert.True(JsonNode.DeepEquals(answer.Data(), await shop.ReadPaymentAsync(answer.Data())), "What is read is what was answered.");
    }

    [Fact]
    public async Task What_was_left_out_has_its_default()
    {
        var shop = await server.RegisterAsync(settings: new() { ["returnUrl"] = "https://shop.example.com/" });

        var payment = (await shop.Live.SendAsync(
            HttpMethod.Post, "payments", """{"amountMinor":1000,"customerReference":"c","productName":null}""")).Data();

        Assert.Equal("LIVE", (string?)payment["mode"]);
        Assert.Equal("BDT", (string?)payment["currency"]);
        Assert.Equal("https://shop.example.com/", (string?)payment["returnUrl"]);
        Assert.All(["productName", "description", "metadata"], field => Assert.Null(payment[field]));
    }

    [Theory]
    [InlineData("amountMinor", "0")]
    [InlineData("amountMinor", "-1")]
    [InlineData("amountMinor", "10.5")]
    [InlineData("amountMinor", "1000.0")]
    [InlineData("amountMinor", "\"1000\"")]
    [InlineData("amountMinor", "1e18")]
    [InlineData("amountMinor", "1e4")]
    [InlineData("amountMinor", "9007199254740992")]
    [InlineData("amountMinor", "9223372036854775808")]
    [InlineData("amountMinor", "true")]
    [InlineData("amountMinor", "null")]
    [InlineData("currency", "\"bdt\"")]
    [InlineData("currency", "\"XXX\"")]
    [InlineData("currency", "\"KWD\"")]
    [InlineData("currency", "\"\"")]
    [InlineData("currency", "\"TAKA\"")]
    [InlineData("currency", "50")]
    [InlineData("customerReference", "null")]
    [InlineData("customerReference", "\"  \"")]
    [InlineData("customerReference", "7")]
    [InlineData("productName", "\"half a pair \\ud800\"")]
    [InlineData("productName", "\"a\\u0000b\"")]
    [InlineData("productName", "{}")]
    [InlineData("customerEmail", "\"rahim\"")]
    [InlineData("customerEmail", "\"Rahim <rahim@example.com>\"")]
    [InlineData("customerEmail", "\"rahim@example.com\\r\\nbcc: all@example.com\"")]
    [InlineData("customerPhone", "\"+88017123456789012345\"")]
    [InlineData("customerPhone", "\"abc\"")]
    [InlineData("customerPhone", "\"01711000000 ext 5\"")]
    [InlineData("returnUrl", "\"javascript:alert(1)\"")]
    [InlineData("returnUrl", "\"http://evil.example.com/\"")]
    [InlineData("returnUrl", "\"http://localhost.example.com/\"")]
    [InlineData("returnUrl", "\"ftp://example.com/\"")]
    [InlineData("returnUrl", "\"https://user:pass@example.com/\"")]
    [InlineData("returnUrl", "\"//example.com/\"")]
    [InlineData("returnUrl", "\"/thanks\"")]
    [InlineData("metadata", "[]")]
    [InlineData("metadata", "\"text\"")]
    [InlineData("invoiceId", "\"7\"")]
    [InlineData("invoiceId", "0")]
    public async Task A_field_that_cannot_be_is_refused_by_name(string field, string json)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With(field, json));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal([field], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
        Assert.Empty((await shop.Test.ReadAsync("payments")).Data().AsArray());
    }

    [Fact]
    public async Task A_telephone_number_in_Bangla_digits_is_kept_as_one_that_can_be_called()
    {
        var shop = await server.RegisterAsync();
        var payment = (await shop.Test.PostAsync(
            "payments",
            new JsonObject { ["amountMinor"] = 10_000, ["customerReference"] = "c", ["customerPhone"] = "০১৭১১-০০০ ০০০" })).Data();

        var id = new Id<Payment>((long)payment["id"]!);
        Assert.Equal("+8801711000000", await server.WithDbAsync(db => db.Of<Payment>(shop.TestScope)
            .Where(p => p.Id == id)
            .Select(p => p.CustomerPhone)
            .SingleAsync()));
    }

    [Fact]
    public async Task What_the_gateway_cannot_be_told_as_it_is_is_said_at_once()
    {
        var shop = await server.RegisterAsync();
        var wish = new JsonObject
        {
            ["amountMinor"] = 10_000,
            ["customerReference"] = "c",
            ["customerName"] = new string('x', 51),
            ["customerEmail"] = "a-name-that-is-too-long-to-be-sent-whole@example.com",
        };

        var answer = await shop.Test.PostAsync("payments", wish, ("Idempotency-Key", "long"));
        var again = await shop.Test.PostAsync("payments", wish, ("Idempotency-Key", "long"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var warnings = answer.Json["meta"]!["warnings"]!.AsArray().Select(warning => (string)warning!).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.StartsWith("customerName is longer than the 50 characters", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("customerEmail is no address of at most 50 characters", warnings[1], StringComparison.Ordinal);
        Assert.Equal(answer.Text, again.Text);
    }

    [Theory]
    [InlineData("""{ "a": 1 }""", "metadata.a")]
    [InlineData("""{ "a": null }""", "metadata.a")]
    [InlineData("""{ "a": { "b": "c" } }""", "metadata.a")]
    [InlineData("""{ "": "empty" }""", "metadata.")]
    public async Task Metadata_holds_texts_only(string metadata, string path)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With("metadata", metadata));

        Assert.Equal([path], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
    }

    [Theory]
    [InlineData("""{ "\ud800": "a" }""")]
    [InlineData("""{ "\udc00\ud800": "a", "b": "c" }""")]
    public async Task A_name_that_is_no_text_is_refused_not_a_failure_of_ours(string metadata)
    {
        var shop = await server.RegisterAsync();

        Assert.Equal("VALIDATION_ERROR", (await shop.Test.SendAsync(HttpMethod.Post, "payments", With("metadata", metadata))).ErrorCode);
        Assert.Equal(
            "VALIDATION_ERROR",
            (await shop.Test.SendAsync(HttpMethod.Post, "payments", With("metadata", metadata), ("Idempotency-Key", "k"))).ErrorCode);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task Metadata_has_at_most_20_keys(int keys, bool isTaken)
    {
        var shop = await server.RegisterAsync();
        var metadata = new JsonObject(Enumerable.Range(0, keys).Select(number => KeyValuePair.Create($"key{number}", (JsonNode?)"v")));

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With("metadata", metadata.ToJsonString()));

        Assert.Equal(isTaken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task Every_bad_field_is_named_at_once()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", """
            { "amountMinor": -5, "currency": "??", "customerEmail": "x", "returnUrl": "ftp://x", "productName": 5, "metadata": { "a": 1, "b": [] } }
            """);

        Assert.Equal(
            ["amountMinor", "currency", "customerEmail", "customerReference", "metadata.a", "metadata.b", "productName", "returnUrl"],
            answer.Json["data"]!.AsObject().Select(bad => bad.Key).Order(StringComparer.Ordinal));
        Assert.All(answer.Json["data"]!.AsObject(), bad => Assert.NotEmpty((string)bad.Value!));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Created)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    [InlineData(10 * 1024, HttpStatusCode.BadRequest)]
    public async Task A_name_has_at_most_255_characters_however_many_bytes(int characters, HttpStatusCode expected)
    {
        var shop = await server.RegisterAsync();
        var name = string.Concat(Enumerable.Repeat("🍵", characters));

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With("customerReference", $"\"{name}\""));

        Assert.Equal(expected, answer.Status);
        if (expected is not HttpStatusCode.Created) return;
        var found = (await shop.Test.ReadAsync($"payments?customerReference={Uri.EscapeDataString(name)}")).Data().AsArray();
        Assert.Equal(name, (string?)Assert.Single(found)!["customerReference"]);
    }

    [Theory]
    [InlineData("চা ও নাস্তা ৳১২৫০")]
    [InlineData("👩‍👩‍👧‍👦 tea 🇧🇩")]
    [InlineData("\u202Eشاي\u202C")]
    [InlineData("<script>alert('1')</script> & \"quotes\" \\")]
    [InlineData("'; DROP TABLE payments; --")]
    [InlineData("e\u0301 is not \u00e9")]
    public async Task Any_text_comes_back_as_it_was_sent(string text)
    {
        var shop = await server.RegisterAsync();

        var payment = await shop.OpenPaymentAsync(new() { ["productName"] = text, ["metadata"] = new JsonObject { ["note"] = text } });

        var read = await shop.ReadPaymentAsync(payment);
        Assert.Equal(text, (string?)read["productName"]);
        Assert.Equal(text, (string?)read["metadata"]!["note"]);
    }

    [Theory]
    [InlineData("http://localhost:5000/thanks")]
    [InlineData("http://127.0.0.1/thanks")]
    [InlineData("https://shop.example.com/thanks?x=%E0%A6%9A#top")]
    public async Task A_return_address_is_https_or_this_machine(string url)
    {
        var shop = await server.RegisterAsync();

        Assert.Equal(url, (string?)(await shop.OpenPaymentAsync(new() { ["returnUrl"] = url }))["returnUrl"]);
    }

    [Theory]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    [InlineData(50_000_000, true)]
    [InlineData(50_000_001, false)]
    public async Task The_gateway_takes_from_10_to_500000_taka(long amountMinor, bool isTaken)
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With("amountMinor", $"{amountMinor}"));

        Assert.Equal(isTaken ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(isTaken ? null : "AMOUNT_OUT_OF_BOUNDS", answer.ErrorCode);
    }

    [Theory]
    [InlineData(4999, false)]
    [InlineData(5000, true)]
    [InlineData(6000, true)]
    [InlineData(6001, false)]
    public async Task An_application_has_bounds_of_its_own(long amountMinor, bool isTaken)
    {
        var shop = await server.RegisterAsync(settings: new() { ["minAmountMinor"] = 5000, ["maxAmountMinor"] = 6000 });

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With("amountMinor", $"{amountMinor}"));

        Assert.Equal(isTaken ? null : "AMOUNT_OUT_OF_BOUNDS", answer.ErrorCode);
        Assert.Equal(isTaken ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Fact]
    public async Task A_currency_without_digits_is_counted_in_whole_units()
    {
        var shop = await server.RegisterAsync();

        var payment = await shop.OpenPaymentAsync(new() { ["currency"] = "JPY", ["amountMinor"] = 500 });

        var checkout = (await server.Anonymous.ReadAsync($"checkout/{payment["reference"]}")).Data();
        Assert.Equal("JPY", (string?)payment["currency"]);
        Assert.Contains("500", (string)checkout["amountDisplay"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(".", (string)checkout["amountDisplay"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_that_is_not_there_is_not_found()
    {
        var shop = await server.RegisterAsync();

        var answer = await shop.Test.SendAsync(HttpMethod.Post, "payments", With("invoiceId", "7"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("RESOURCE_NOT_FOUND", answer.ErrorCode);
    }

    [Fact]
    public async Task Nobody_opens_a_payment_without_credentials()
    {
        var answer = await server.Anonymous.SendAsync(HttpMethod.Post, "payments", With("currency", "\"BDT\""));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("UNAUTHORIZED", answer.ErrorCode);
    }

    /// <summary>A good request but for this field, written exactly so.</summary>
    private static string With(string field, string json)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["amountMinor"] = "125050",
            ["customerReference"] = "\"c\"",
            [field] = json
        };
        return "{" + string.Join(',', fields.Select(entry => $"\"{entry.Key}\":{entry.Value}")) + "}";
    }
}
