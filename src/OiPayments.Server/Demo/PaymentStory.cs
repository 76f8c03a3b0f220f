using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace OiPayments.Server.Demo;

/// <summary>
/// One payment and one invoice from registration to the books, done over HTTP by an operator, an application and a customer. Every step
/// checks what it was answered, and the first that is wrong ends the story.
/// </summary>
internal sealed class PaymentStory(OiServer server, Narrator narrator, string operatorEmail, string operatorPassword)
{
    private const long AmountMinor = 125050;
    private const string Order = "order-1001";

    public async Task TellAsync(CancellationToken ct)
    {
        using var api = new StoryApi(server.Api);
        using var browser = new StoryBrowser();
        await using var receiver = await EventReceiver.StartAsync(ct);

        var session = await SignInAsync(api, ct);
        var storefront = await RegisterAsync(api, session, receiver.Url, ct);
        (string, string)[] keys = [("X-Api-Key", storefront.Key), ("X-Api-Secret", storefront.Secret)];
        await MeetAsync(api, keys, ct);
        var payment = await OpenPaymentAsync(api, keys, ct);
        await PayAsync(browser, payment, ct);
        await HearAsync(receiver, storefront.SigningSecret, payment, ct);
        await ReadPaymentAsync(api, keys, payment, ct);
        await InvoiceAsync(api, browser, receiver, keys, ct);
        await BalanceAsync(api, keys, ct);
    }

    private async Task<string> SignInAsync(StoryApi api, CancellationToken ct)
    {
        narrator.Step("An operator signs in");
        narrator.Request("POST /api/v1/auth/login");
        var (data, _) = await api.SendAsync(
            HttpMethod.Post, "auth/login", new JsonObject { ["email"] = operatorEmail, ["password"] = operatorPassword }, ct);
        narrator.Shows("signed in as", (string?)data["email"]);
        return Text(data, "token");
    }

    private async Task<(string Key, string Secret, string SigningSecret)> RegisterAsync(
        StoryApi api, string session, string webhookUrl, CancellationToken ct)
    {
        narrator.Step("and registers the application Storefront");
        narrator.Request("POST /api/v1/admin/apps");
        var body = new JsonObject { ["name"] = "Storefront", ["webhookUrl"] = webhookUrl };
        var (data, _) = await api.SendAsync(HttpMethod.Post, "admin/apps", body, ct, ("Authorization", $"Bearer {session}"));
        var credentials = data["credentials"] ?? throw new StoryBrokeException("The answer holds no credentials.");
        narrator.Says("Its secrets, shown this once; the service keeps digests, and the signing secret encrypted:");
        foreach (var name in (string[])["testApiKey", "testApiSecret", "liveApiKey", "liveApiSecret", "signingSecret"])
            narrator.Shows(name, Text(credentials, name));
        return (Text(credentials, "testApiKey"), Text(credentials, "testApiSecret"), Text(credentials, "signingSecret"));
    }

    private async Task MeetAsync(StoryApi api, (string, string)[] keys, CancellationToken ct)
    {
        narrator.Step("Storefront asks who its key says it is");
        narrator.Request("GET /api/v1/app/me");
        var (data, _) = await api.SendAsync(HttpMethod.Get, "app/me", null, ct, keys);
        narrator.Shows("application", $"{data["name"]}, {data["mode"]}");
        Check((string?)data["mode"] == "TEST", "A test key has to be in TEST mode.");
    }

    private async Task<JsonNode> OpenPaymentAsync(StoryApi api, (string, string)[] keys, CancellationToken ct)
    {
        narrator.Step("It asks for a payment of 1,250.50 BDT");
        var body = new JsonObject
        {
            ["amountMinor"] = AmountMinor,
            ["currency"] = "BDT",
            ["customerReference"] = "customer-7",
            ["productName"] = "Tea for two"
        };
        IEnumerable<(string, string)> headers = [.. keys, ("Idempotency-Key", Order)];
        narrator.Request($"POST /api/v1/payments   Idempotency-Key: {Order}   {body.ToJsonString()}");
        var (first, _) = await api.SendAsync(HttpMethod.Post, "payments", body, ct, headers);
        narrator.Shows("payment", $"{first["id"]}  {first["reference"]}  {first["status"]}");

        narrator.Step("and, since the answer could have been lost, asks again");
        narrator.Request($"POST /api/v1/payments   Idempotency-Key: {Order}");
        var (second, isReplay) = await api.SendAsync(HttpMethod.Post, "payments", body, ct, headers);
        narrator.Shows("Idempotency-Replayed", isReplay ? "true" : "false");
        Check(isReplay && (long?)second["id"] == (long?)first["id"], "The second request has to get the first one's answer.");
        narrator.Shows("same payment", (string?)second["reference"]);
        narrator.Shows("the customer goes to", (string?)second["checkoutUrl"]);
        return second;
    }

    private async Task InvoiceAsync(
        StoryApi api, StoryBrowser browser, EventReceiver receiver, (string, string)[] keys, CancellationToken ct)
    {
        narrator.Step("Storefront sends an invoice over 1,725.00 BDT");
        var body = new JsonObject
        {
            ["customerReference"] = "customer-7",
            ["customerName"] = "Rahima Khatun",
            ["lineItems"] = new JsonArray(new JsonObject
            {
                ["description"] = "Design work",
                ["qty"] = "1.5",
                ["unitAmountMinor"] = 100_000,
                ["taxRate"] = 1500,
            }),
        };
        narrator.Request($"POST /api/v1/invoices   {body.ToJsonString()}");
        var (invoice, _) = await api.SendAsync(HttpMethod.Post, "invoices", body, ct, keys);
        narrator.Shows("number", Text(invoice, "number"));
        Check((long?)invoice["totalMinor"] == 172_500, "The invoice comes to another sum.");
        var page = new Uri(Text(invoice, "payableUrl"));
        narrator.Shows("the customer's page", page.ToString());
        narrator.Shows("its PDF", $"{page}/pdf");
        narrator.Shows("page", StoryBrowser.TitleOf(await browser.OpenAsync(page, ct)));

        narrator.Step("whose customer pays it there");
        var checkout = await browser.PressAsync(page, [], ct);
        var gateway = await browser.PressAsync(new Uri(checkout.GetLeftPart(UriPartial.Path) + "/pay"), [], ct);
        await browser.OpenAsync(gateway, ct);
        await browser.SubmitAsync(gateway, [new("action", "success"), new("channel", "BKASH")], ct);
        string? told = null;
        while (told is not "invoice.paid")
        {
            var next = await receiver.NextAsync(ct) ?? throw new StoryBrokeException("No event tells that the invoice is paid.");
            told = (string?)JsonNode.Parse(next.Body)?["type"];
            narrator.Shows("event", told);
        }

        var (paid, _) = await api.SendAsync(HttpMethod.Get, $"invoices/{invoice["id"]}", null, ct, keys);
        narrator.Shows("status", (string?)paid["status"]);
        Check((string?)paid["status"] == "PAID" && (long?)paid["amountDueMinor"] == 0, "The invoice is not PAID.");
    }

    private async Task PayAsync(StoryBrowser browser, JsonNode payment, CancellationToken ct)
    {
        var checkout = new Uri(Text(payment, "checkoutUrl"));
        narrator.Step("The customer opens the checkout page and presses Pay");
        narrator.Shows("page", StoryBrowser.TitleOf(await browser.OpenAsync(checkout, ct)));
        var gateway = await browser.PressAsync(new Uri(checkout + "/pay"), [], ct);
        narrator.Shows("sent to the gateway", gateway.GetLeftPart(UriPartial.Path));

        narrator.Step("pays with a test card on the sandbox's hosted page");
        await browser.OpenAsync(gateway, ct);
        var done = await browser.SubmitAsync(gateway, [new("action", "success"), new("channel", "VISA")], ct);
        narrator.Shows("gateway's page", StoryBrowser.TitleOf(done));
        narrator.Says("Meanwhile the gateway's notice (IPN) was stored, its signature checked, and the gateway itself asked;");
        narrator.Says("then payment, ledger and event were written in one transaction.");

        narrator.Step("and is brought back to a page that shows only what is confirmed");
        var (action, fields) = StoryBrowser.FormOf(done);
        var result = await browser.PressAsync(action, fields, ct);
        narrator.Shows("page", StoryBrowser.TitleOf(await browser.OpenAsync(result, ct)));
    }

    private async Task HearAsync(EventReceiver receiver, string signingSecret, JsonNode payment, CancellationToken ct)
    {
        narrator.Step("Storefront's receiver gets a signed event");
        var told = await receiver.NextAsync(ct) ?? throw new StoryBrokeException("No event came.");
        var json = JsonNode.Parse(told.Body);
        narrator.Shows("webhook-id", told.Id);
        narrator.Shows("webhook-signature", told.Signature);
        narrator.Shows("type", (string?)json?["type"]);
        Check(EventReceiver.IsGenuine(told, signingSecret, TimeProvider.System.GetUtcNow()), "The event's signature is wrong.");
        Check(
            (string?)json?["type"] == "payment.succeeded" && (long?)json["data"]?["id"] == (long?)payment["id"],
            "The event is not about this payment's success.");
        narrator.Shows("signature", "verified with the signing secret");
    }

    private async Task ReadPaymentAsync(StoryApi api, (string, string)[] keys, JsonNode payment, CancellationToken ct)
    {
        narrator.Step("and reads the payment, which is what counts");
        narrator.Request($"GET /api/v1/payments/{payment["id"]}");
        var (data, _) = await api.SendAsync(HttpMethod.Get, $"payments/{payment["id"]}", null, ct, keys);
        narrator.Shows("status", (string?)data["status"]);
        narrator.Shows("paid with", (string?)data["channel"]);
        Check((string?)data["status"] == "SUCCEEDED", "The payment is not SUCCEEDED.");
    }

    private async Task BalanceAsync(StoryApi api, (string, string)[] keys, CancellationToken ct)
    {
        narrator.Step("The books");
        narrator.Request("GET /api/v1/ledger/trial-balance");
        var (data, _) = await api.SendAsync(HttpMethod.Get, "ledger/trial-balance", null, ct, keys);

        var table = new Table().RoundedBorder().AddColumns(
            new TableColumn("Account"), new TableColumn("Debit").RightAligned(), new TableColumn("Credit").RightAligned(),
            new TableColumn("Balance").RightAligned());
        foreach (var account in data["accounts"]?.AsArray() ?? [])
            table.AddRow(
                $"{account?["code"]}", Taka(account?["debitMinor"]), Taka(account?["creditMinor"]), Taka(account?["balanceMinor"]));
        foreach (var total in data["totals"]?.AsArray() ?? [])
            table.AddRow($"Total {total?["currency"]}", Taka(total?["debitMinor"]), Taka(total?["creditMinor"]), "");
        narrator.Draw(table);
        Check((bool?)data["balanced"] is true && data["totals"]?.AsArray().Count > 0, "The books do not balance.");
        narrator.Says("Debits equal credits.");
    }

    private static string Taka(JsonNode? minor) => minor is null ? "" : ((long)minor / 100m).ToString("N2", CultureInfo.InvariantCulture);

    private static string Text(JsonNode node, string name) =>
        (string?)node[name] ?? throw new StoryBrokeException($"The answer holds no {name}.");

    private static void Check(bool holds, string otherwise)
    {
        if (!holds) throw new StoryBrokeException(otherwise);
    }
}
