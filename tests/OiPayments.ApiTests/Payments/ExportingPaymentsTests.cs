using System.Globalization;
using System.Text;
using OiPayments.Access;
using OiPayments.ApiTests.Operators;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Payments;

public class ExportingPaymentsTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task It_is_a_file_for_spreadsheets_of_what_the_filters_list_in_the_granted_applications()
    {
        var (mine, others) = (await server.RegisterAsync(), await server.RegisterAsync());
        var (paid, open) = (await server.PaidPaymentAsync(mine), await mine.OpenPaymentAsync());
        await others.OpenPaymentAsync();
        using var finance = await server.OperatorWithAsync([Permission.PaymentExport], mine);

        using var answer = await finance.GetAsync(new Uri("admin/payments/export", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment; filename=\"payments.csv\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.StartsWith("id,reference,applicationId,mode,status,amount,amountMinor,currency,", lines[0], StringComparison.Ordinal);
        Assert.Equal([$"{paid["id"]}", $"{open["id"]}"], lines[1..^1].Select(line => line.Split(',')[0]));
        Assert.Contains($"{paid["reference"]},{mine.Id},TEST,SUCCEEDED,1250.50,125050,BDT,customer-1,", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
        Assert.Equal(3, (await LinesAsync(finance, $"?search={paid["reference"]}")).Length);
        Assert.Equal(2, (await LinesAsync(finance, $"?applicationId={others.Id}")).Length);
    }

    [Fact]
    public async Task Nobody_gets_a_formula_into_a_spreadsheet()
    {
        var shop = await server.RegisterAsync();
        foreach (var text in new[] { "=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "a\"b,c", "=\"x\",1" })
            await shop.OpenPaymentAsync(new() { ["customerReference"] = "c", ["productName"] = text });
        foreach (var text in new[] { "\t=1", "\r=1", "two\r\nlines" })
            await shop.OpenPaymentAsync(new() { ["customerReference"] = "c", ["productName"] = text });
        using var finance = await server.OperatorWithAsync([Permission.PaymentExport], shop);

        var text2 = await (await finance.GetAsync(new Uri("admin/payments/export", UriKind.Relative))).Content.ReadAsStringAsync();

        foreach (var cell in new[]
        {
            ",'=1+1,", ",'+1,", ",'-1,", ",'@SUM(A1),", ",'＝1+1,", ",\"a\"\"b,c\",", ",\"'=\"\"x\"\",1\",", ",'\t=1,", ",\"'\r=1\",",
            ",\"two\r\nlines\","
        })
            Assert.Contains(cell, text2, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_batch_comes_out_whole_and_each_once()
    {
        var shop = await server.RegisterAsync();
        await server.ManyPaymentsAsync(shop, 2500);
        using var finance = await server.OperatorWithAsync([Permission.PaymentExport], shop);

        var ids = (await LinesAsync(finance, ""))[1..^1]
            .Select(line => long.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))
            .ToList();

        Assert.Equal(2500, ids.Count);
        Assert.Equal(ids.Order(), ids);
        Assert.Distinct(ids);
    }

    [Fact]
    public async Task It_takes_its_own_permission_and_leaves_a_line_with_the_filter()
    {
        var shop = await server.RegisterAsync();
        using var support = await server.OperatorWithAsync([Permission.PaymentRead]);
        using var finance = await server.OperatorWithAsync([Permission.PaymentExport], shop);
        var before = await CountAsync();

        Assert.Equal("FORBIDDEN", (await support.ReadAsync("admin/payments/export")).ErrorCode);
        Assert.Equal("VALIDATION_ERROR", (await finance.ReadAsync("admin/payments/export?status=PAID")).ErrorCode);
        Assert.Equal(before, await CountAsync());
        await LinesAsync(finance, $"?applicationId={shop.Id}&status=SUCCEEDED&from=2026-01-01");

        var line = (await server.AuditAsync("payment", "export"))[^1];
        Assert.Equal(before + 1, await CountAsync());
        Assert.Equal(("payment.export", (uint)shop.Id), (line.Action, line.ApplicationId.Value));
        Assert.Equal($$"""{"applicationId":{{shop.Id}},"status":"SUCCEEDED","from":"2025-12-31T18:00:00Z"}""", line.After);
    }

    private async Task<int> CountAsync() => (await server.AuditAsync("payment", "export")).Count;

    private static async Task<string[]> LinesAsync(HttpClient who, string query) =>
        (await who.GetStringAsync(new Uri($"admin/payments/export{query}", UriKind.Relative))).Split("\r\n");
}
