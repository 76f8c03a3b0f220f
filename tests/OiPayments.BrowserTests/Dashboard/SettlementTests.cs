using System.Text;
using OiPayments.BrowserTests.Support;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

/// <summary>A service in which nobody has said yet how settlement files are laid out.</summary>
public sealed class SettlementDashboard() : TestServer([], clock: TimeProvider.System);

/// <summary>A settlement file, from the first upload to the last flag, by clicking alone.</summary>
public class SettlementTests(SettlementDashboard server, Browser browser) : IClassFixture<SettlementDashboard>
{
    [Fact]
    public async Task A_file_is_tried_out_mapped_and_imported_and_what_differs_is_explained()
    {
        var shop = await server.RegisterAsync();
        var payment = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 });
        await server.PayAsync((string)payment["reference"]!);
        await using var desk = await server.SignInAsync(browser, await new People(server).OfRoleAsync("Finance"));
        await desk.SettleAsync();

        await desk.Page.ClickAsync("#rail a:has-text('Settlement')");
        await desk.Page.ArriveAsync("/admin/settlement?mode=test");
        await desk.Page.ClickAsync("main a.button:has-text('Upload a file')");
        await desk.Page.ArriveAsync("/admin/settlement/upload?mode=test");

        // A file that is chosen before the page listens for it is not seen.
        await desk.Page.WaitForFunctionAsync(
            "() => document.getElementById('upload-file')?._blazorInputFileNextFileId !== undefined");
        await desk.Page.SetInputFilesAsync("#upload-file", new Microsoft.Playwright.FilePayload
        {
            Name = "settlement.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(await server.SettlementOfAsync(payment)),
        });
        await desk.Page.ClickAsync("#upload-form button.button");
        await desk.Page.WaitForSelectorAsync(".badge:has-text('Tried out')");
        Assert.Equal(2, await desk.Page.Locator(".preview tbody tr").CountAsync());
        Assert.Equal(0, await desk.Page.Locator("#import").CountAsync());

        await desk.Page.FillAsync("#mapping-days", "99");
        await desk.Page.ClickAsync("#mapping-form .bar button");
        await desk.Page.WaitForSelectorAsync("#mapping-days-wrong:has-text('Must be from 0 to 60.')");
        await desk.Page.FillAsync("#mapping-days", "3");
        await desk.Page.ClickAsync("#mapping-form .bar button");
        await desk.Page.ClickAsync("#import");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync(".badge:has-text('Imported')");

        await desk.Page.ClickAsync("a.button:has-text('Look at what differs (1)')");
        await desk.Page.WaitForSelectorAsync("td:has-text('Nobody here knows this transaction')");
        await desk.Page.ClickAsync("#rail a:has-text('Home')");
        await desk.Page.ClickAsync("main li a:has-text('1 settlement results differ')");
        await desk.Page.ArriveAsync("/admin/settlement/results?status=FLAGGED&resolved=no&mode=test");
        await desk.Page.ClickAsync(".chips a:has-text('Explained')");
        await desk.Page.ClickAsync("td button:has-text('Explain')");
        await desk.Page.FillAsync("#explain-note", "shop");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync("#explain-note-wrong:has-text('at least 5')");
        await desk.Page.FillAsync("#explain-note", "It was taken by the old shop.");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync("td .badge:has-text('Explained')");
        Assert.Contains("It was taken by the old shop.", await desk.Page.InnerTextAsync("main tbody"), StringComparison.Ordinal);

        // The calendar has the day, and leads back to its results.
        await desk.Page.ClickAsync(".tabs a:has-text('Calendar')");
        await desk.Page.ArriveAsync("/admin/settlement/calendar?mode=test");
        await desk.OpenAsync("/admin/settlement/calendar?mode=test&month=2026-01");
        await desk.Page.ClickAsync("ol.calendar li:nth-child(18) a:has-text('Agrees'):has-text('1 agree · 1 explained')");
        await desk.Page.ArriveAsync("/admin/settlement/results?day=2026-01-18&mode=test");
        await desk.Page.WaitForSelectorAsync("main tbody tr");

        await desk.Page.ClickAsync(".tabs a:has-text('Payouts')");
        await desk.Page.WaitForSelectorAsync($"main tbody tr:has-text('BATCH-{payment["id"]}') .badge:has-text('On its way')");
        await desk.Page.ClickAsync(".tabs a:has-text('Days')");
        await desk.Page.FillAsync("#day", "2026-01-18");
        await desk.Page.ClickAsync("#day-form button");

        var row = desk.Page.Locator("main tbody tr:has-text('18 Jan')");
        await row.Locator(".badge:has-text('Agree')").WaitForAsync();
        Assert.NotEqual("–", await row.Locator("td").Nth(2).InnerTextAsync());
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task A_statement_of_the_bank_is_uploaded_a_line_is_explained_and_the_agreement_shows_it()
    {
        var shop = await server.RegisterAsync();
        List<System.Text.Json.Nodes.JsonNode> payments = [];
        await server.MapSettlementAsync();
        for (var number = 0; number < 2; number++)
        {
            var payment = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 });
            await server.PayAsync((string)payment["reference"]!);
            await server.UploadSettlementAsync(await server.SettlementOfAsync(payment), isDryRun: false);
            payments.Add(payment);
        }

        await using var desk = await server.SignInAsync(browser, await new People(server).OfRoleAsync("Finance"));
        await desk.SettleAsync();
        await desk.Page.ClickAsync("#rail a:has-text('Settlement')");
        await desk.Page.ClickAsync(".tabs a:has-text('Bank')");
        await desk.Page.ClickAsync("main button:has-text('Add an account')");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync("#bank-account-name-wrong");
        await desk.Page.FillAsync("#bank-account-name", "City Bank");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync("#accounts :text('Nothing read yet')");

        await desk.Page.ClickAsync("main a.button:has-text('Upload a statement')");
        await desk.Page.ArriveAsync("/admin/settlement/bank/upload?mode=test");
        await UploadAsync(desk, "statement.csv", $"Date,Particulars,Deposit\r\n19/01/2026,BATCH-{payments[0]["id"]},\"1,706.74\"\r\n");
        await desk.Page.WaitForSelectorAsync("#bank-mapping-form .row-typed:has-text('Particulars')");
        await UploadAsync(desk, "statement.sta", SettlementFiles.BankStatementOf(payments[0], payments[1]));
        await desk.Page.WaitForSelectorAsync("#bank-read .badge:has-text('nothing is saved')");
        await desk.Page.UncheckAsync("#bank-upload-try");
        await desk.Page.ClickAsync("#bank-upload-form button.button");
        await desk.Page.WaitForSelectorAsync("#bank-read .badge:has-text('The statement is read')");

        await desk.Page.ClickAsync("#bank-read a.button");
        await desk.Page.WaitForSelectorAsync("main tbody tr:has-text('1,705.74')");
        await desk.Page.ClickAsync(".tabs a:has-text('Agreement')");
        await desk.Page.WaitForSelectorAsync("#agrees .badge:has-text('They differ')");
        Assert.Contains("1,219.24", await desk.Page.InnerTextAsync(".flow li:last-child"), StringComparison.Ordinal);
        await desk.Page.ClickAsync("main tbody a:has-text('Bank statement')");
        await desk.Page.ClickAsync("main tbody tr:has-text('1,705.74') button");
        await desk.Page.FillAsync("#bank-entry-note", "The bank kept a taka.");
        await desk.Page.ClickAsync(".mud-dialog-actions button:last-child");
        await desk.Page.WaitForSelectorAsync("main tbody:has-text('The bank kept a taka.')");
        Assert.Empty(desk.Watch.Complaints);
    }

    private static async Task UploadAsync(Desk desk, string name, string content)
    {
        // A file that is chosen before the page listens for it is not seen.
        await desk.Page.WaitForFunctionAsync(
            "() => document.getElementById('bank-upload-file')?._blazorInputFileNextFileId !== undefined");
        await desk.Page.SetInputFilesAsync("#bank-upload-file", new Microsoft.Playwright.FilePayload
        {
            Name = name,
            MimeType = "application/octet-stream",
            Buffer = Encoding.UTF8.GetBytes(content),
        });
        await desk.Page.ClickAsync("#bank-upload-form button.button");
    }
}
