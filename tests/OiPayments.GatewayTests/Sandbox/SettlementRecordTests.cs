using System.Net;
using System.Text.Json.Nodes;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The gateway's own word about what it settled. The sandbox's clock stands on Sunday, 14 June 2026.</summary>
public sealed class SettlementRecordTests
{
    private const string PaidOut = "2026-06-15";

    [Fact]
    public async Task What_is_paid_out_on_a_day_is_told_page_by_page()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var bank = await sandbox.PayAsync("ORDER-1", "1250.50");
        await sandbox.PayAsync("ORDER-2", "123456.00");
        await sandbox.PayAsync("ORDER-3", "10.00", "test_testemi", "test_testemi@ssl");
        await sandbox.RefundAsync(bank, "40.00");
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));

        var first = await AskAsync(sandbox, ("limit", "2"));
        var second = await AskAsync(sandbox, ("limit", "2"), ("page", "2"));
        var beyond = await AskAsync(sandbox, ("limit", "2"), ("page", "3"));

        Assert.Equal("status,no_of_trans,total_pages,time_zone,sett", string.Join(',', first.Select(field => field.Key)));
        Assert.All([first, second, beyond], page => Assert.Equal(
            ("SUCCESS", 3, 2, "Asia/Dhaka"),
            ((string?)page["status"], (int)page["no_of_trans"]!, (int)page["total_pages"]!, (string?)page["time_zone"])));
        Assert.Equal(
            """{"sett_date":"2026-06-15 00:00:00","tran_date":"2026-06-14 09:18:29","transactionID":"ORDER-1","cr_amount":"1219.24"}""",
            first["sett"]![0]!.ToJsonString());
        Assert.Equal(["ORDER-1 1219.24", "ORDER-2 120369.60"], Lines(first));
        Assert.Equal(["ORDER-1 -40.00"], Lines(second));
        Assert.Empty(Lines(beyond));
    }

    [Fact]
    public async Task A_day_goes_by_when_it_is_paid_out_and_not_by_when_it_was_paid()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync("ORDER-1", "1250.50");

        var answer = await AskAsync(sandbox, ("start_date", "2026-06-14 00:00:00"), ("end_date", "2026-06-14 23:59:59"));

        Assert.Equal(("SUCCESS", 0, 0), ((string?)answer["status"], (int)answer["no_of_trans"]!, (int)answer["total_pages"]!));
        Assert.Empty(Lines(answer));
    }

    [Theory]
    [InlineData("store_passwd", "wrong", "FAILED")]
    [InlineData("store_id", "nobody", "FAILED")]
    [InlineData("store_passwd", null, "INVALID_REQUEST")]
    [InlineData("action", "settlement", "INVALID_REQUEST")]
    [InlineData("action", null, "INVALID_REQUEST")]
    [InlineData("start_date", "2026-06-15", "INVALID_REQUEST")]
    [InlineData("end_date", "2026-06-14 23:59:59", "INVALID_REQUEST")]
    [InlineData("page", "0", "INVALID_REQUEST")]
    [InlineData("limit", "many", "INVALID_REQUEST")]
    public async Task A_wrong_question_is_told_in_the_status_and_nothing_else_is(string field, string? value, string status)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.PayAsync("ORDER-1", "1250.50");

        var answer = await AskAsync(sandbox, (field, value));

        Assert.Equal((status, 0), ((string?)answer["status"], (int)answer["no_of_trans"]!));
        Assert.Empty(Lines(answer));
    }

    private static IEnumerable<string> Lines(JsonObject answer) =>
        answer["sett"]!.AsArray().Select(line => $"{line!["transactionID"]} {line["cr_amount"]}");

    private static async Task<JsonObject> AskAsync(SandboxUnderTest sandbox, params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["store_id"] = "testbox",
            ["store_passwd"] = "qwerty",
            ["action"] = "settlementRecord",
            ["start_date"] = $"{PaidOut} 00:00:00",
            ["end_date"] = $"{PaidOut} 23:59:59",
            ["page"] = "1",
            ["limit"] = "10",
        };
        foreach (var (name, value) in changes)
        {
            if (value is null) fields.Remove(name);
            else fields[name] = value;
        }

        using var form = new FormUrlEncodedContent(fields);
        using var answer = await sandbox.Http.PostAsync("/validator/api/v4/", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
