using System.Net;

namespace OiPayments.GatewayTests.Sandbox;

/// <summary>The page from which a person downloads settlement files and bank statements.</summary>
public sealed class SettlementsPageTests
{
    [Fact]
    public async Task It_is_found_from_the_first_page_and_says_when_there_is_nothing_yet()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();

        Assert.Contains("href=\"/settlements\"", await sandbox.Http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Nothing was paid yet.", await sandbox.Http.GetStringAsync("/settlements"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_offers_the_days_with_payments_every_layout_every_fault_and_every_format()
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        using var answer = await sandbox.Http.GetAsync("/settlements");
        var page = await answer.Content.ReadAsStringAsync();

        string[] values =
        [
            "2026-06-14 testbox", "gross-fee-net", "debit-credit", "net-only", "missing-row", "wrong-fee", "doubled-row", "refund-split",
            "chargeback", "remainder", "returned-payout", "settlement.csv", "settlement.xlsx", "bank.csv", "bank.mt940", "bank.xml",
        ];
        Assert.All(values, value => Assert.Contains($"value=\"{value}\"", page, StringComparison.Ordinal));
        Assert.Contains("Sunday, 14 June 2026", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("settlement.csv", "settlements/2026-06-14.csv", "settlement-2026-06-14.csv")]
    [InlineData("settlement.xlsx", "settlements/2026-06-14.xlsx", "settlement-2026-06-14.xlsx")]
    [InlineData("bank.csv", "bank-statements/2026-06-14.csv", "bank-2026-06-15.csv")]
    [InlineData("bank.mt940", "bank-statements/2026-06-14.mt940", "bank-2026-06-15.mt940")]
    [InlineData("bank.xml", "bank-statements/2026-06-14.xml", "bank-2026-06-15.xml")]
    public async Task A_button_gives_the_file_that_control_gives(string button, string path, string name)
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        using var answer = await sandbox.Http.GetAsync(
            $"/settlements?day=2026-06-14+testbox&layout=debit-credit&faults=chargeback&faults=returned-payout&file={button}");

        Assert.Equal(
            await sandbox.FileAsync($"{path}?layout=debit-credit&faults=chargeback,returned-payout"),
            await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(name, answer.Content.Headers.ContentDisposition!.FileName);
    }

    [Theory]
    [InlineData("day=2026-06-13+testbox&file=settlement.csv", HttpStatusCode.NotFound, "It was on 2026-06-14.")]
    [InlineData(
        "day=2026-06-14+testbox&layout=net-only&faults=remainder&file=settlement.csv", HttpStatusCode.BadRequest, "no row for the payout")]
    [InlineData("day=2026-06-14+testbox&file=receipt.pdf", HttpStatusCode.BadRequest, "Choose one of the buttons below.")]
    [InlineData("day=%3Cscript%3E&file=bank.csv", HttpStatusCode.BadRequest, "is no day.")]
    public async Task What_cannot_be_made_is_told_on_the_page_which_keeps_what_was_chosen(string query, HttpStatusCode status, string told)
    {
        await using var sandbox = await SettlementFilesTests.ThreeAsync();

        using var answer = await sandbox.Http.GetAsync($"/settlements?{query}");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        if (!query.Contains("net-only", StringComparison.Ordinal)) return;
        Assert.Contains("<option value=\"net-only\" selected", page, StringComparison.Ordinal);
        Assert.Matches("value=\"remainder\"\\s+checked", page);
    }
}
