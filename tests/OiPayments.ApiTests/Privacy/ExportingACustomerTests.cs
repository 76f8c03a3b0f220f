using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.ApiTests.Invoices;
using OiPayments.ApiTests.Refunds;
using OiPayments.Privacy;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Privacy;

/// <summary><c>POST /admin/privacy/export</c>: a customer asks what is kept of them.</summary>
public class ExportingACustomerTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task It_is_one_document_of_everything_and_of_nobody_else()
    {
        var shop = await server.RegisterAsync();
        var payment = await server.PaidPaymentAsync(
            shop,
            new JsonObject
            {
                ["customerReference"] = "c-7",
                ["customerName"] = "Rahima",
                ["metadata"] = new JsonObject { ["a"] = "b" },
            });
        await shop.InvoiceAsync(new() { ["customerReference"] = "c-7", ["customerAddress"] = "House 7" });
        await server.PaidPaymentAsync(shop, new JsonObject { ["customerReference"] = "c-8", ["customerName"] = "Karim" });

        var answer = await ExportAsync(shop, "c-7");

        var records = answer.Data()["records"]!.AsObject();
        Assert.Equal([.. PersonalData.Tables.Select(table => table.Kind), PersonalData.KeptAnswersKind], records.Select(kind => kind.Key));
        var exported = Assert.Single(records["payments"]!.AsArray())!;
        Assert.Equal(
            ((string?)payment["reference"], "Rahima", "TEST", 125050L, """{"a":"b"}"""),
            ((string?)exported["reference"], (string?)exported["customerName"], (string?)exported["mode"], (long)exported["amountMinor"]!,
                exported["metadata"]!.ToJsonString()));
        Assert.Equal("House 7", (string?)Assert.Single(records["invoices"]!.AsArray())!["customerAddress"]);
        Assert.Contains(records["events"]!.AsArray(), told => (string?)told!["payload"]!["data"]!["customerReference"] == "c-7");
        Assert.NotEmpty(records["gatewayCallbacks"]!.AsArray());
        Assert.DoesNotContain("Karim", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("c-8", answer.Text, StringComparison.Ordinal);
        var line = (await server.Operator.ReadAsync($"admin/audit-logs?action=privacy.export&applicationId={shop.Id}")).Data()[0]!;
        Assert.Equal("""{"by":"customerReference"}""", line["after"]!.ToJsonString());
    }

    [Fact]
    public async Task Both_modes_are_in_it_with_invoices_that_stay_and_the_answers_that_are_kept()
    {
        var shop = await server.RegisterAsync();
        foreach (var (client, key) in new[] { (shop.Live, "live-1"), (shop.Test, "test-1") })
        {
            var body = new JsonObject { ["amountMinor"] = 125050, ["customerReference"] = "c-9" };
            (await client.PostAsync("payments", body, ("Idempotency-Key", key))).Data();
            (await client.PostAsync("invoices", InvoicesUnderTest.Body(new() { ["customerReference"] = "c-9" }))).Data();
        }

        var records = (await ExportAsync(shop, "c-9")).Data()["records"]!;

        Assert.Equal(["LIVE", "TEST"], ModesOf("payments"));
        Assert.Equal(["LIVE", "TEST"], ModesOf("invoices"));
        Assert.Superset(
            new HashSet<string?>(["live-1", "test-1"]),
            records["keptAnswers"]!.AsArray().Select(kept => (string?)kept!["key"]).ToHashSet(StringComparer.Ordinal));

        IEnumerable<string?> ModesOf(string kind) =>
            records[kind]!.AsArray().Select(one => (string?)one!["mode"]).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_and_has_proved_it_lately_gets_it()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        using var officer = await server.OperatorWithAsync([Permission.PrivacyManage], mine);
        using var reader = await server.OperatorWithAsync([Permission.CustomerRead, Permission.PaymentRead]);

        Assert.Equal("FORBIDDEN", (await ExportAsync(others, "c-7", reader)).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await ExportAsync(others, "c-7", officer)).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await ExportAsync(mine, "c-7", officer)).Status);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("REAUTH_REQUIRED", (await ExportAsync(mine, "c-7", officer)).ErrorCode);
    }

    [Fact]
    public async Task Of_somebody_who_is_not_known_it_is_empty()
    {
        var shop = await server.RegisterAsync();

        var records = (await ExportAsync(shop, "nobody")).Data()["records"]!.AsObject();

        Assert.All(records, kind => Assert.Empty(kind.Value!.AsArray()));
    }

    private Task<Answer> ExportAsync(TestApplication shop, string reference, HttpClient? who = null) => (who ?? server.Operator).PostAsync(
        "admin/privacy/export", new JsonObject { ["applicationId"] = shop.Id, ["customerReference"] = reference });
}
