using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OiPayments.Access;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.Reconciliation;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

public class UploadingASettlementFileTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Path = "admin/reconciliation/statements";

    [Fact]
    public async Task A_form_that_is_not_as_described_is_refused_with_what_to_do_and_nothing_is_kept()
    {
        await server.MapAsync();

        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (await server.Operator.PostAsync(Path, new JsonObject { ["mode"] = "TEST" })).ErrorCode);
        Assert.Equal(["mode"], await WrongAsync(File("x.csv", "a,b")));
        Assert.Equal(["mode"], await WrongAsync(Field("mode", "test"), File("x.csv", "a,b")));
        Assert.Equal(["file"], await WrongAsync(Field("mode", "TEST")));
        Assert.Equal(["dryRun"], await WrongAsync(Field("mode", "TEST"), Field("dryRun", "maybe"), File("x.csv", "a,b")));
        Assert.Equal(["gateway"], await WrongAsync(Field("mode", "TEST"), Field("gateway", "NOBODY"), File("x.csv", "a,b")));
        Assert.Equal(["colour"], await WrongAsync(Field("mode", "TEST"), Field("colour", "red"), File("x.csv", "a,b")));
        Assert.Equal(["file"], await WrongAsync(Field("mode", "TEST"), File("empty.csv", "")));
        Assert.Equal(0, await PiecesAsync());
    }

    [Fact]
    public async Task A_file_waits_while_another_of_its_account_is_read()
    {
        await server.MapAsync();
        var payment = await server.PaidWithAsync(await server.PaidPaymentAsync(await server.RegisterAsync()));
        await server.ExecuteAsync("UPDATE settlement_accounts SET reading_id = 1 WHERE mode = 'TEST'");

        var waiting = await server.UploadAsync(SettlementsUnderTest.File([Row(payment, batch: "TURN-1")]));

        // The worker asks for all files at once, the older first: when it has read this one, it has passed over that one.
        using var form = new MultipartFormDataContent
        {
            { new StringContent("LIVE"), "mode" }, { new StringContent("true"), "dryRun" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(SettlementsUnderTest.File([Row(payment)]))), "file", "live.csv" },
        };
        using var sent = await server.Operator.PostAsync(new Uri(Path, UriKind.Relative), form);
        await server.WhenReadAsync(new(sent.StatusCode, sent.Headers, await sent.Content.ReadAsStringAsync()));
        Assert.Equal("RECEIVED", (string?)(await server.Operator.ReadAsync($"{Path}/{waiting.Data()["id"]}")).Data()["status"]);

        await server.ExecuteAsync("UPDATE settlement_accounts SET reading_id = NULL WHERE mode = 'TEST'");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("IMPORTED", (string?)(await server.WhenReadAsync(waiting))["status"]);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await server.MapAsync();
        var before = await PiecesAsync();
        var token = await server.OperatorTokenAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.ApiUrl.Host, server.ApiUrl.Port);
            await using var wire = client.GetStream();
            await wire.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {server.ApiUrl.AbsolutePath}{Path} HTTP/1.1\r\nHost: {server.ApiUrl.Authority}\r\nAuthorization: Bearer {token}\r\n"
                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nTEST\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"long.csv\"\r\n\r\n"));
            await wire.WriteAsync(new byte[600_000]);
            await Eventually.BecomesAsync(PiecesAsync, pieces => pieces > before);
        }

        await Eventually.BecomesAsync(PiecesAsync, pieces => pieces == before);
        Assert.Empty((await server.Operator.ReadAsync($"{Path}?mode=TEST&status=RECEIVED")).Data().AsArray());
    }

    [Fact]
    public async Task More_than_may_be_sent_is_refused_before_it_is_read()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.ApiUrl.Host, server.ApiUrl.Port);
        await using var wire = client.GetStream();
        await wire.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {server.ApiUrl.AbsolutePath}{Path} HTTP/1.1\r\nHost: {server.ApiUrl.Authority}\r\nConnection: close\r\n"
                + $"Authorization: Bearer {await server.OperatorTokenAsync()}\r\n"
                + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {UploadStatement.MaxBytes * 2}\r\n\r\n"));

        Assert.Contains("PAYLOAD_TOO_LARGE", await new StreamReader(wire).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("settlement.csv", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB", "picture")]
    [InlineData("settlement.xlsx", "JVBERi0xLjcKJcfsj6IK", "PDF")]
    [InlineData("settlement.csv", "QSxCLEM=", "row")]
    public async Task What_is_no_settlement_file_is_refused_in_words(string name, string content, string told)
    {
        await server.MapAsync();

        var statement = await server.WhenReadAsync(await server.UploadAsync(Convert.FromBase64String(content), name: name));

        Assert.Equal(("REFUSED", name), ((string?)statement["status"], (string?)statement["fileName"]));
        Assert.Contains(told, (string)statement["problem"]!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_operator_of_one_application_sees_its_rows_and_uploads_nothing_about_the_service_s_store()
    {
        await server.MapAsync();
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (paid, paidThere) = (
            await server.PaidWithAsync(await server.PaidPaymentAsync(mine)),
            await server.PaidWithAsync(await server.PaidPaymentAsync(others)));
        var statement = await server.ImportAsync(Row(paid), Row(paidThere), Row(new("ORDER-1", $"V9{paid.ValidationId}", "")));
        using var here = await server.OperatorWithAsync([Permission.ReportRead, Permission.ReportRun], mine);

        var seen = (await here.ReadAsync("admin/reconciliation/results?mode=TEST&size=200")).Data().AsArray();

        Assert.Equal(paid.TransactionId, (string?)Assert.Single(seen)!["transactionId"]);
        Assert.Equal("RESOURCE_NOT_FOUND", (await here.ReadAsync($"{Path}/{statement["id"]}")).ErrorCode);
        Assert.Equal("FORBIDDEN", (await server.UploadAsync(SettlementsUnderTest.File(Row(paid)), by: here)).ErrorCode);
        Assert.Equal(3, (await server.ResultsAsync($"statementId={statement["id"]}")).Count);
    }

    private async Task<List<string>> WrongAsync(params IReadOnlyList<(string Name, string? FileName, string Content)> parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, fileName, content) in parts)
        {
            if (fileName is null) form.Add(new StringContent(content), name);
            else form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), name, fileName);
        }

        using var response = await server.Operator.PostAsync(new Uri(Path, UriKind.Relative), form);
        var answer = new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        return [.. answer.Json["data"]!.AsObject().Select(field => field.Key)];
    }

    private Task<int> PiecesAsync() => server.WithDbAsync(db => db.AcrossApplications<StatementChunk>()
        .Where(c => !db.AcrossApplications<SettlementStatement>().Any(s => s.Id == c.StatementId)).CountAsync());

    private static (string Name, string? FileName, string Content) Field(string name, string value) => (name, null, value);

    private static (string Name, string? FileName, string Content) File(string name, string content) => ("file", name, content);
}
