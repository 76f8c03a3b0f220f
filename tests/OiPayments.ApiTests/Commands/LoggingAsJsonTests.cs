using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OiPayments.ApiTests.Crashing;
using OiPayments.Server;
using OiPayments.Server.Telemetry;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Commands;

/// <summary><c>Logging__Format</c>.</summary>
public class LoggingAsJsonTests
{
    [Fact]
    public async Task A_node_writes_one_object_in_a_line_with_the_trace_of_the_request()
    {
        using var node = NodeProcess.Start(
            "Development", null, new Dictionary<string, string> { ["Logging__Format"] = "Json" },
            "--Logging:LogLevel:OiPayments=Information",
            $"--Bootstrap:OperatorEmail={TestServer.OperatorEmail}", $"--Bootstrap:OperatorPassword={TestServer.OperatorPassword}");
        await node.ListensAsync();
        using var client = new HttpClient { BaseAddress = node.Api };
        var session = (await client.PostAsync(
            "auth/login", new JsonObject { ["email"] = TestServer.OperatorEmail, ["password"] = TestServer.OperatorPassword })).Data();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)session["token"]!);
        var shop = (await client.PostAsync("admin/apps", new JsonObject { ["name"] = "Shop" })).Data();
        client.DefaultRequestHeaders.Add("X-Api-Key", (string)shop["credentials"]!["testApiKey"]!);
        client.DefaultRequestHeaders.Add("X-Api-Secret", (string)shop["credentials"]!["testApiSecret"]!);
        await client.PostAsync("payments", new JsonObject { ["amountMinor"] = 50000, ["customerReference"] = "somebody" });

        var line = await Eventually.BecomesAsync(
            () => Task.FromResult(node.SaidSince.FirstOrDefault(line => line.Contains("PaymentOpened", StringComparison.Ordinal))),
            line => line is not null);
        var entry = JsonNode.Parse(line!)!;

        Assert.Equal(("Information", "OiPayments.Payments.OpenPayment"), ((string?)entry["level"], (string?)entry["category"]));
        Assert.Equal(32, ((string?)entry["traceId"])?.Length);
        Assert.Equal("500.00 BDT", (string?)entry["fields"]!["Amount"]);
        Assert.DoesNotContain(node.SaidSince, said => said.Contains("somebody", StringComparison.Ordinal));
        var secret = (string)shop["credentials"]!["testApiSecret"]!;
        Assert.DoesNotContain(node.SaidSince, said => said.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void What_breaks_lines_and_what_has_no_fields_stays_one_line()
    {
        using var activity = new Activity("work").Start();

        var text = Write("two\nlines \"quoted\"", new InvalidOperationException("broken"));
        var entry = JsonNode.Parse(text)!;

        Assert.Single(text.TrimEnd('\r', '\n').Split('\n'));
        Assert.Equal(
            ("two\nlines \"quoted\"", activity.TraceId.ToHexString(), activity.SpanId.ToHexString(), null),
            ((string?)entry["message"], (string?)entry["traceId"], (string?)entry["spanId"], entry["fields"]));
        Assert.Contains("broken", (string?)entry["exception"], StringComparison.Ordinal);
    }

    [Fact]
    public void Another_word_is_one_clear_sentence() => Assert.Equal(
        "Logging__Format is 'Xml'; it can be Text or Json.",
        Assert.Throws<SettingsException>(() => ServerBuilder.Create(["--Logging:Format=Xml"])).Message);

    private static string Write(string message, Exception failure)
    {
        using var text = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Error, "Category", default, message, failure, (state, _) => state);
        new JsonLines(TimeProvider.System).Write(entry, scopeProvider: null, text);
        return text.ToString();
    }
}
