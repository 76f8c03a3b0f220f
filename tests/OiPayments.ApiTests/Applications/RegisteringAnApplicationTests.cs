using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Applications;

public class RegisteringAnApplicationTests(TestServer server) : IClassFixture<TestServer>
{
    private const string WrongStorePassword = "mistyped-7f3a-store-password";

    private static readonly string[] Secrets = ["testApiKey", "testApiSecret", "liveApiKey", "liveApiSecret", "signingSecret"];

    [Fact]
    public async Task The_answer_has_exactly_these_fields()
    {
        var answer = await server.Operator.SendAsync(HttpMethod.Post, "admin/apps", """
            {
              "name": " Storefront ", "webhookUrl": "https://shop.example.com/hooks", "returnUrl": "https://shop.example.com/",
              "refundApprovalThresholdMinor": 500000, "receiptsEnabled": true, "minAmountMinor": 1000, "maxAmountMinor": 2000000,
              "limits": [ { "currency": "USD", "minAmountMinor": 100, "refundApprovalThresholdMinor": 5000 } ]
            }
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(["application", "credentials"], answer.Data().AsObject().Select(field => field.Key));
        var expected = JsonNode.Parse($$"""
            {
              "id": {{answer.Data()["application"]!["id"]}}, "name": "Storefront", "status": "ACTIVE",
              "webhookUrl": "https://shop.example.com/hooks", "testWebhookUrl": null, "webhooksEnabled": true,
              "returnUrl": "https://shop.example.com/", "refundApprovalThresholdMinor": 500000, "refundSecondApprovalThresholdMinor": null,
              "receiptsEnabled": true, "mailInvoices": false, "mailRemindersBefore": [], "mailRemindersAfter": [],
              "timeZone": "Asia/Dhaka", "acceptRiskyPayments": false, "autoRefundSurplus": false,
              "minAmountMinor": 1000, "maxAmountMinor": 2000000,
              "limits": [ {
                "currency": "USD", "minAmountMinor": 100, "maxAmountMinor": null,
                "refundApprovalThresholdMinor": 5000, "refundSecondApprovalThresholdMinor": null
              } ],
              "gatewayOverrides": [], "proposedChangeId": null, "createdAt": "2026-01-15T09:00:00Z", "updatedAt": "2026-01-15T09:00:00Z", "version": 0
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, answer.Data()["application"]), answer.Text);

        var credentials = answer.Data()["credentials"]!.AsObject();
        Assert.Equal(Secrets, credentials.Select(field => field.Key));
        Assert.Matches("^oi_test_[0-9A-Za-z]{28}$", (string)credentials["testApiKey"]!);
        Assert.Matches("^oisk_test_[0-9A-Za-z]{50}$", (string)credentials["testApiSecret"]!);
        Assert.Matches("^oi_live_[0-9A-Za-z]{28}$", (string)credentials["liveApiKey"]!);
        Assert.Matches("^oisk_live_[0-9A-Za-z]{50}$", (string)credentials["liveApiSecret"]!);
        Assert.StartsWith("whsec_", (string)credentials["signingSecret"]!, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(((string)credentials["signingSecret"]!)["whsec_".Length..]).Length);
    }

    [Fact]
    public async Task What_was_left_out_has_its_default()
    {
        var application = (await server.Operator.PostAsync("admin/apps", new JsonObject { ["name"] = "Bare" })).Data()["application"]!;

        Assert.Equal("ACTIVE", (string?)application["status"]);
        Assert.False((bool)application["receiptsEnabled"]!);
        Assert.All(
            ["webhookUrl", "returnUrl", "refundApprovalThresholdMinor", "minAmountMinor", "maxAmountMinor"],
            field => Assert.Null(application[field]));
    }

    [Fact]
    public async Task Secrets_are_shown_once_and_kept_nowhere_in_clear()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var shop = await server.RegisterAsync(receiver.Url);
        var everything = new StringBuilder();
        everything.AppendLine((await server.SetOverrideAsync(shop, password: WrongStorePassword)).Text);
        everything.AppendLine((await server.SetOverrideAsync(shop)).Text);
        var payment = await shop.OpenPaymentAsync();
        await server.PayAsync((string)payment["reference"]!);
        await receiver.NextAsync();
        var secrets = Secrets.Select(name => (string)shop.Registered["credentials"]![name]!)
            .Concat([await server.OperatorTokenAsync(), TestServer.OperatorPassword, OwnStore.Password, WrongStorePassword]).ToList();

        foreach (var path in new[]
        {
            "admin/apps", $"admin/apps/{shop.Id}", $"admin/apps/{shop.Id}/credentials", "auth/me", "admin/audit-logs",
            $"admin/payments/{payment["id"]}"
        })
            everything.AppendLine((await server.Operator.ReadAsync(path)).Text);
        everything.AppendLine((await shop.Test.ReadAsync("app/me")).Text);
        everything.AppendLine(server.Log.Text);
        var database = await server.WithDbAsync(db => DumpAsync(db.Database.GetDbConnection()));
        everything.AppendLine(database);

        // That the dump holds what is there, or the rest would prove nothing.
        Assert.Contains((string)payment["reference"]!, database, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, everything.ToString(), StringComparison.Ordinal));
        Assert.All(
            secrets,
            secret => Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), database, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await server.Operator.PostAsync("admin/apps", new JsonObject { ["name"] = "Once" });

        var again = await server.Operator.PostAsync("admin/apps", new JsonObject { ["name"] = "  Once" });

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("RESOURCE_ALREADY_EXISTS", again.ErrorCode);
    }

    [Fact]
    public async Task Of_many_who_want_a_name_at_once_one_gets_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(
            0, 8).Select(_ => Task.Run(() => server.Operator.PostAsync("admin/apps", new JsonObject { ["name"] = "Wanted" }))));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.ErrorCode == "RESOURCE_ALREADY_EXISTS"));
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"\ud800"}""", "name")]
    [InlineData("""{"name":"Bad","webhookUrl":"http://example.com"}""", "webhookUrl")]
    [InlineData("""{"name":"Bad","minAmountMinor":2,"maxAmountMinor":1}""", "maxAmountMinor")]
    [InlineData("""{"name":"Bad","status":"SLEEPING"}""", "status")]
    [InlineData("""{"name":"Bad","limits":[{"currency":"BDT","minAmountMinor":1}]}""", "limits[0].currency")]
    public async Task A_setting_that_cannot_be_is_refused_by_name(string body, string field)
    {
        var answer = await server.Operator.SendAsync(HttpMethod.Post, "admin/apps", body);

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.Equal([field], answer.Json["data"]!.AsObject().Select(bad => bad.Key));
    }

    [Fact]
    public async Task Only_an_operator_registers()
    {
        var shop = await server.RegisterAsync();

        foreach (var client in new[] { server.Anonymous, shop.Test, shop.Live })
        {
            var answer = await client.PostAsync("admin/apps", new JsonObject { ["name"] = "Intruder" });
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("UNAUTHORIZED", answer.ErrorCode);
        }
    }

    [Fact]
    public async Task An_operators_session_is_no_applications_key()
    {
        Assert.Equal("UNAUTHORIZED", (await server.Operator.ReadAsync("payments")).ErrorCode);
        Assert.Equal("UNAUTHORIZED", (await server.Operator.ReadAsync("app/me")).ErrorCode);
    }

    /// <summary>Every value of every row of every table as text, and bytes in hexadecimal digits as well.</summary>
    private static async Task<string> DumpAsync(DbConnection connection)
    {
        await connection.OpenAsync();
        var tables = new List<string>();
        await ReadAsync(TestDatabase.Kind == "sqlite"
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", row => tables.Add(row.GetString(0)));
        var dump = new StringBuilder();
        foreach (var table in tables)
            await ReadAsync($"SELECT * FROM \"{table}\"", row =>
            {
                for (var column = 0; column < row.FieldCount; column++)
                    dump.Append(table).Append(' ').AppendLine(row.GetValue(column) is byte[] bytes
                        ? Convert.ToHexString(bytes) + Encoding.UTF8.GetString(bytes)
                        : row.GetValue(column).ToString());
            });
        return dump.ToString();

        async Task ReadAsync(string sql, Action<DbDataReader> take)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) take(reader);
        }
    }
}
