using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OiPayments.Api;
using OiPayments.BrowserTests.Support;
using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.TestSupport;

namespace OiPayments.BrowserTests.Dashboard;

public class EveryPageTests(DashboardServer server, Browser browser)
{
    private static readonly string[] Paths =
    [
        "/admin?mode=test", "/admin/payments?mode=test", "/admin/payments?mode=live", "/admin/refunds?mode=test", "/admin/apps?mode=test",
        "/admin/apps/register?mode=test",
        "/admin/invoices?mode=test", "/admin/invoices?mode=live", "/admin/invoices/new?mode=test", "/admin/invoices/template?mode=test",
        "/admin/webhooks?mode=test", "/admin/callbacks?mode=test", "/admin/ledger?mode=test",
        "/admin/ledger/journals?mode=test", "/admin/ledger/journals/new?mode=test",
        "/admin/ledger/months?mode=test",
        "/admin/reports?mode=test", "/admin/reports?mode=live", "/admin/reports?mode=test&report=success-rate",
        "/admin/reports?mode=test&report=volume&by=CHANNEL",
        "/admin/settlement?mode=test", "/admin/settlement?mode=live", "/admin/settlement/upload?mode=test",
        "/admin/settlement/results?mode=test", "/admin/settlement/payouts?mode=test", "/admin/settlement/days?mode=test",
        "/admin/settlement/bank?mode=test", "/admin/settlement/bank?mode=live", "/admin/settlement/bank/upload?mode=test",
        "/admin/settlement/agreement?mode=test", "/admin/settlement/agreement?mode=live",
        "/admin/settlement/calendar?mode=test", "/admin/settlement/calendar?mode=test&month=2026-01",
        "/admin/audit?mode=test", "/admin/users?mode=test", "/admin/roles?mode=test", "/admin/changes?mode=test",
        "/admin/privacy?mode=test", "/admin/privacy?mode=live",
        "/admin/profile?mode=test", "/admin/nowhere",
    ];

    private static Task? mapped;

    public static bool PicturesAreAskedFor => Environment.GetEnvironmentVariable("SCREENSHOTS") == "1";

    [Fact]
    public async Task Can_be_used_by_everyone_and_talks_to_nobody_else()
    {
        var paths = await FillAsync(server);
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword);
        await desk.SettleAsync();
        List<string> violations = [];

        foreach (var path in paths)
        {
            await desk.OpenAsync(path);
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await desk.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var found = await desk.Page.RunAxe(scheme is ColorScheme.Dark ? Colours.Only : null);
                violations.AddRange(found.Violations.SelectMany(
                    violation => violation.Nodes.Select(node => $"{path} {scheme} {violation.Id}: {node.Html}")));
            }
        }

        Assert.Equal("", string.Join('\n', violations));
        Assert.Empty(desk.Watch.Complaints);
    }

    [Fact]
    public async Task The_page_before_all_others_can_be_used_by_everyone_and_fits_a_phone()
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var context = await browser.OpenAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var page = await context.NewPageAsync();
            var watch = new PageWatch(page, server.WebUrl);
            await page.GotoAsync(new Uri(server.WebUrl, "/admin/sign-in").ToString());
            await page.WaitForSelectorAsync("form[data-passkey]:visible");

            Assert.Empty((await page.RunAxe()).Violations
                .SelectMany(violation => violation.Nodes.Select(node => $"{scheme} {violation.Id}: {node.Html}")));
            Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            Assert.Empty(watch.Complaints);
            if (PicturesAreAskedFor) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures(), $"sign-in-390-{scheme}-en.png") });
        }
    }

    [Theory(Skip = "Set SCREENSHOTS=1 to take pictures.", SkipUnless = nameof(PicturesAreAskedFor))]
    [InlineData(390, "light", "en")]
    [InlineData(390, "dark", "bn")]
    [InlineData(1280, "light", "en")]
    [InlineData(1280, "dark", "en")]
    [InlineData(1280, "light", "bn")]
    public async Task Show_every_page(int width, string scheme, string language)
    {
        var paths = await FillAsync(server);
        await LiveThroughAMonthAsync();
        await using var desk = await server.SignInAsync(browser, TestServer.OperatorEmail, TestServer.OperatorPassword, new()
        {
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 800 },
            ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
        });
        await desk.SettleAsync();

        foreach (var path in paths)
        {
            await desk.OpenAsync(path);
            await desk.Page.EvaluateAsync("() => document.fonts.ready");
            var name = string.Join('-', path.Split('/', '?', '&', '=').Skip(2).Where(part => part.Length > 0));
            Assert.NotEmpty(
                await desk.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures(), $"{name}-{width}-{scheme}-{language}.png") }));
        }
    }

    /// <summary>Something of everything, so that no page is judged empty; and the addresses of what can be opened.</summary>
    internal static async Task<IReadOnlyList<string>> FillAsync(DashboardServer server)
    {
        var support = await server.OperatorAsync("Support");
        var shop = await server.RegisterAsync(settings: new() { ["refundApprovalThresholdMinor"] = 100000 });
        JsonNode? last = null;
        foreach (var (outcome, customer, amount) in new[] { (
            "success", "student-1042",
            125050L), ("failed", "student-1043", 99900L), ("success", "student-1044", 1250000L), ("risk", "student-1045", 640000L) })
        {
            last = await shop.OpenPaymentAsync(
                new() { ["amountMinor"] = amount, ["customerReference"] = customer, ["productName"] = "Term fee" });
            await server.PayAsync((string)last["reference"]!, outcome);
            if (amount == 1250000)
                (await server.Operator.PostAsync(
                    $"admin/payments/{last["id"]}/refunds",
                    new JsonObject { ["amountMinor"] = 250000, ["reason"] = "Left the course" })).Data();
        }

        await shop.OpenPaymentAsync(new() { ["customerReference"] = "student-1046" });
        var (draft, overdue) = await MakeInvoicesAsync(server, shop);
        await new People(server).ProposeChangeAsync(shop, support);
        var settled = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 });
        await server.PayAsync((string)settled["reference"]!);
        await MapAsync(server);
        var journal = await AskForJournalAsync(server, shop);
        await server.MakeOlderAsync(shop, Month.Of(new DateOnly(2026, 8, 1)));
        var tried = await server.UploadSettlementAsync(await server.SettlementOfAsync(settled), isDryRun: true);
        var imported = await server.UploadSettlementAsync(await server.SettlementOfAsync(settled), isDryRun: false);
        var shorter = await shop.OpenPaymentAsync(new() { ["amountMinor"] = 125050 });
        await server.PayAsync((string)shorter["reference"]!);
        await server.UploadSettlementAsync(await server.SettlementOfAsync(shorter), isDryRun: false);
        await server.UploadBankStatementAsync(settled, shorter);
        var refused = await server.UploadSettlementAsync("Transaction ID,Amount,Colour\noi1,12.00,red\n", isDryRun: true);
        var refund = (await server.Operator.ReadAsync("admin/refunds?mode=TEST")).Json["data"]![0]!;
        return
        [
            .. Paths, $"/admin/payments/{last!["id"]}?mode=test", $"/admin/payments?mode=test&open={last["id"]}",
            $"/admin/apps/{shop.Id}?mode=test",
            $"/admin/invoices/{overdue}?mode=test", $"/admin/invoices?mode=test&open={draft}", $"/admin/invoices/{draft}/edit?mode=test",
            $"/admin/invoices/template?mode=test&app={shop.Id}",
            $"/admin/refunds/{refund["id"]}?mode=test", $"/admin/refunds?mode=test&open={refund["id"]}",
            $"/admin/settlement/files/{tried}?mode=test", $"/admin/settlement/files/{imported}?mode=test",
            $"/admin/settlement/files/{refused}?mode=test", $"/admin/settlement/results?mode=test&file={imported}&status=FLAGGED",
            $"/admin/ledger?mode=test&app={shop.Id}&account=GATEWAY_CLEARING&currency=BDT",
            $"/admin/ledger/journals/{journal}?mode=test", $"/admin/ledger/journals?mode=test&open={journal}",
            $"/admin/ledger/journals/new?mode=test&reverses={journal}", $"/admin/ledger/months?mode=test&app={shop.Id}",
        ];
    }

    /// <summary>Says once how the files are laid out that the tests upload.</summary>
    internal static Task MapAsync(DashboardServer server) => mapped ??= server.MapSettlementAsync();

    /// <summary>A manual journal of two lines that waits for somebody.</summary>
    /// <returns>Its number.</returns>
    internal static async Task<long> AskForJournalAsync(DashboardServer server, TestApplication shop) =>
        (long)(await server.Operator.PostAsync("admin/ledger/journals", new JsonObject
        {
            ["applicationId"] = shop.Id,
            ["mode"] = "TEST",
            ["currency"] = "BDT",
            ["reason"] = "The gateway kept a fee for a chargeback, as its letter of the 14th says",
            ["transfers"] = new JsonArray(
                Transfer("GATEWAY_FEES", "BANK_IN_TRANSIT", 150_000), Transfer("APPLICATION_PAYABLE", "BANK_IN_TRANSIT", 1_250_050)),
        })).Data()["id"]!;

    private static JsonObject Transfer(string debit, string credit, long amountMinor) =>
        new() { ["debit"] = debit, ["credit"] = credit, ["amountMinor"] = amountMinor };

    /// <summary>An invoice in instalments that is overdue, a void one, and a draft with everything in it.</summary>
    /// <returns>The numbers of the draft and of the overdue one.</returns>
    private static async Task<(long Draft, long Overdue)> MakeInvoicesAsync(DashboardServer server, TestApplication shop)
    {
        (await shop.Test.SendAsync(
            HttpMethod.Put, "invoices/template", """{"companyName":"Storefront Ltd","numberPattern":"SF-{fy}-{seq:6}"}""")).Data();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var fields = new JsonObject
        {
            ["customerReference"] = "school-17",
            ["customerName"] = "রহিমা খাতুন",
            ["customerEmail"] = "rahima@example.com",
            ["notes"] = "Thank you for your patience.\nPlease pay by bank or card.",
            ["discountMinor"] = 50_000,
            ["lineItems"] = new JsonArray(
                Line("Term fee, science group, with laboratory and library", "1", 1_250_000, 0, 0),
                Line("পাঠ্যবই", "12.5", 48_025, 2_500, 750), Line("Uniform", "2", 185_000, 0, 1500)),
            ["installments"] = new JsonArray(Part(30, 1_000_000), Part(60, 1_265_887)),
        };
        var overdue = (await shop.Test.PostAsync("invoices", fields)).Data();
        var (id, late) = (new Id<Invoice>((long)overdue["id"]!), (DateTimeOffset?)TimeProvider.System.GetUtcNow().AddDays(-3));
        var link = (await shop.Test.PostAsync($"invoices/{id}/payable-link", new JsonObject { ["amountMinor"] = 400_000 })).Data();
        await server.PayAsync((string)link["reference"]!);
        await shop.Test.PostAsync($"invoices/{id}/payable-link", new JsonObject { ["installment"] = 2 });
        (await server.Operator.PostAsync($"admin/invoices/{id}/withholdings", new JsonObject
        {
            ["kind"] = "VAT",
            ["amountMinor"] = 75_000,
            ["certificateNumber"] = "6.6/2026/0042",
            ["date"] = today.AddDays(-1).ToString("O"),
        })).Data();
        (await server.Operator.PostAsync($"admin/invoices/{id}/credit-notes", new JsonObject
        {
            ["amountMinor"] = 185_000,
            ["reason"] = "One uniform came back",
        })).Data();
        await server.WithDbAsync(db => db.AcrossApplications<Invoice>().Where(i => i.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.OverdueAt, late)));
        fields.Remove("installments");
        fields["dueDate"] = today.AddDays(14).ToString("O");
        var gone = (await shop.Test.PostAsync("invoices", fields)).Data();
        (await shop.Test.PostAsync($"invoices/{gone["id"]}/void", new JsonObject())).Data();
        fields["issue"] = false;
        return ((long)(await shop.Test.PostAsync("invoices", fields)).Data()["id"]!, id.Value);

        JsonObject Part(int day, long amount) => new() { ["dueDate"] = today.AddDays(day).ToString("O"), ["amountMinor"] = amount };

        static JsonObject Line(string what, string many, long price, long off, int rate) => new()
        {
            ["description"] = what,
            ["qty"] = many,
            ["unitAmountMinor"] = price,
            ["discountMinor"] = off,
            ["taxRate"] = rate,
        };
    }

    /// <summary>Payments of the last thirty days, fewer on Fridays, so that charts have something to show.</summary>
    private async Task LiveThroughAMonthAsync()
    {
        var (shop, now) = (await server.RegisterAsync(), TimeProvider.System.GetUtcNow());
        await server.WithDbAsync(async db =>
        {
            var number = 1_000_000_000L * shop.Id;
            for (var day = 29; day > 0; day--)
            {
                var isFriday = now.AddDays(-day).DayOfWeek is DayOfWeek.Friday;
                for (var one = 0; one < (isFriday ? 3 : 8 + (day * 7 % 5)); one++)
                {
                    var (reference, at) = (
                        Reference.New(Payment.ReferencePrefix, new((uint)shop.Id)), now.AddDays(-day).AddMinutes(-20 * one));
                    var payment = db.Add(new Payment
                    {
                        ApplicationId = reference.ApplicationId,
                        Id = new(++number),
                        Mode = Mode.Test,
                        Reference = reference.Text,
                        AmountMinor = 45000 + (day * 3700 % 51000) + (one * 9100),
                        Currency = Currency.Bdt,
                        Gateway = "SSLCOMMERZ",
                        CustomerReference = $"student-{day}{one}",
                        CreatedAt = at.AddMinutes(-3),
                        ExpiresAt = at.AddHours(1),
                    });

                    // A payment's own steps keep the time of day; these were taken before.
                    payment.Property(p => p.Status).CurrentValue = one % 7 == 5 ? PaymentStatus.Expired : PaymentStatus.Succeeded;
                    if (one % 7 == 5) continue;
                    payment.Property(p => p.PaidAt).CurrentValue = at;
                    payment.Property(p => p.FeeMinor).CurrentValue = 1100;
                    payment.Property(p => p.Channel).CurrentValue = one % 3 == 0 ? "VISA-Dutch Bangla" : "BKASH-BKash";
                }
            }

            await db.SaveAsync(CancellationToken.None);
            return 0;
        });
    }

    internal static Task PictureAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Pictures(), $"{name}.png"), FullPage = true });

    private static string Pictures() => Path.Combine(RepositoryRoot(), "artifacts", "screenshots", "dashboard");

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OiPayments.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
    }
}
