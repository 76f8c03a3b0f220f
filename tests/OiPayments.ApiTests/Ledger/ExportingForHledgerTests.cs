using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Payments;
using OiPayments.ApiTests.Refunds;
using OiPayments.Bookkeeping;
using OiPayments.Ledger;
using OiPayments.TestSupport;

namespace OiPayments.ApiTests.Ledger;

/// <summary>Our books, checked and added up by hledger, by ledger and by beancount, which know nothing of us.</summary>
public class ExportingForHledgerTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Hledger_finds_nothing_wrong_and_gets_the_same_balances()
    {
        var shop = await server.RegisterAsync();
        var paid = await shop.OpenPaymentAsync();
        var (first, forgotten) = await server.StartAttemptAsync(paid);
        await Notice.Of(first, "CANCELLED").SendAsync(server);
        await server.PayAsync((string)paid["reference"]!);
        await server.EndSessionAsync(forgotten, "success");
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!, "risk");
        await server.PostAsync(shop.Capture("yen", 300, "JPY"), shop.Capture("dinar", 1_234_567, "KWD"), shop.Capture("fils", 5, "KWD"),
            shop.Capture("large", 9_007_199_254_740_991), shop.Capture("paisa", 1));
        server.WaitOut(TimeSpan.FromDays(1));
        await server.PostAsync(new Journal(shop.TestScope, "two lines", JournalKind.Surplus,
            new Transfer(Account.GatewayClearing, Account.Suspense, new(1000, Currency.Of("JPY"))),
            new Transfer(Account.GatewayFees, Account.GatewayClearing, new(7, Currency.Of("JPY")))));

        var text = await ExportAsync(shop.Test, "ledger/export");

        await HledgerAsync(text, "--strict", "check", "ordereddates");
        var theirs = (await HledgerAsync(text, "balance", "--flat", "--no-total", "--layout=bare", "-O", "csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Trim())
            .Order(StringComparer.Ordinal);
        Assert.Equal(await OursAsync(shop), theirs);
        Assert.Equal(await OursAsync(shop), await LedgerBalancesAsync(text));
        Assert.Contains("; end of the ledger: 12 journals\n", text, StringComparison.Ordinal);
        Assert.Contains("GATEWAY_CLEARING  90071992547409.91 BDT\n", text, StringComparison.Ordinal);

        // Two sides of one transfer must cancel out: what was changed on the way is noticed.
        var tampered = text.Replace("GATEWAY_CLEARING  300 JPY", "GATEWAY_CLEARING  301 JPY", StringComparison.Ordinal);
        Assert.Contains(
            "balance this transaction", await HledgerAsync(tampered, mustHold: false, "--strict", "check"),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hledger_knows_the_types_of_the_accounts()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);

        var sheet = await HledgerAsync(await ExportAsync(shop.Test, "ledger/export"), "balancesheet", "--flat");

        Assert.Matches(@"Assets\W[\s\S]*GATEWAY_CLEARING\W+1219.24 BDT[\s\S]*Liabilities\W[\s\S]*APPLICATION_PAYABLE\W+1250.50 BDT", sheet);
        Assert.DoesNotContain("GATEWAY_FEES", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_cause_is_syntax()
    {
        string[] hostile =
        [
            "x\n2026-01-01 forged\n    BANK  1 BDT\n    SUSPENSE", "; comment", "* starred", "! (code) x", "= auto", "~ monthly",
            "include /etc/passwd",
            "a | b", "tag:value, date:2020-01-01", "a  ; b", "%0A", "\t", "দোকান", "end comment", "\u2028", "{\"a\":1}", "1 BDT @ 2 USD",
            "pay_x:capture",
        ];
        var shop = await server.RegisterAsync();
        await server.PostAsync([.. hostile.Select(cause => shop.Capture(cause))]);

        var text = await ExportAsync(shop.Test, "ledger/export");

        await HledgerAsync(text, "--strict", "check", "ordereddates");
        await RunAsync("ledger", text, mustHold: true, "--pedantic", "register");
        var register = JsonNode.Parse(await HledgerAsync(text, "print", "-O", "json"))!.AsArray();
        Assert.Equal(hostile.Length, register.Count);
        Assert.All(register, transaction => Assert.Equal(2, transaction!["tpostings"]!.AsArray().Count));
        Assert.Equal(hostile, register.Select(transaction => Uri.UnescapeDataString((string)transaction!["tdescription"]!)));
        Assert.Equal("pay_x:capture", LedgerText.Describe("pay_x:capture"));
    }

    [Fact]
    public async Task A_period_holds_what_was_posted_in_it_and_an_empty_one_nothing()
    {
        var shop = await server.RegisterAsync();
        await server.PostAsync(shop.Capture("before"));
        server.Clock.Advance(TimeSpan.FromHours(1));
        var noon = server.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        await server.PostAsync(shop.Capture("after"));

        var (before, after) = (
            await ExportAsync(shop.Test, $"ledger/export?to={noon}"), await ExportAsync(shop.Test, $"ledger/export?from={noon}"));
        var empty = await ExportAsync(shop.Live, "ledger/export");

        Assert.Contains(" before ", before, StringComparison.Ordinal);
        Assert.DoesNotContain(" after ", before, StringComparison.Ordinal);
        Assert.Contains(" after ", after, StringComparison.Ordinal);
        Assert.DoesNotContain(" before ", after.Replace("posted before", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("; end of the ledger: 0 journals", empty, StringComparison.Ordinal);
        await HledgerAsync(empty, "--strict", "check");
        await RunAsync("ledger", empty, mustHold: true, "--pedantic", "balance");
    }

    [Fact]
    public async Task An_operator_reads_any_books_and_an_application_its_own()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        var books = $"applicationId={shop.Id}&mode=TEST";

        foreach (var path in new[] { "accounts", "trial-balance", "accounts/GATEWAY_CLEARING/entries" })
        {
            var instant = $"asOf={server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
            Assert.Equal(
                (await shop.Test.ReadAsync($"ledger/{path}?{instant}")).Data().ToJsonString(),
                (await server.Operator.ReadAsync($"admin/ledger/{path}?{books}&{instant}")).Data().ToJsonString());
            Assert.Equal(HttpStatusCode.BadRequest, (await server.Operator.ReadAsync($"admin/ledger/{path}?mode=TEST")).Status);
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await server.Operator.ReadAsync($"admin/ledger/{path}?applicationId={shop.Id}&mode=BOTH")).Status);
            Assert.Equal(
                HttpStatusCode.NotFound, (await server.Operator.ReadAsync($"admin/ledger/{path}?applicationId=999&mode=TEST")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Test.ReadAsync($"admin/ledger/{path}?{books}")).Status);
        }

        Assert.Equal(await ExportAsync(shop.Test, "ledger/export"), await ExportAsync(server.Operator, $"admin/ledger/export?{books}"));
        Assert.DoesNotContain("capture", await ExportAsync(other.Test, "ledger/export"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Operator.ReadAsync("admin/ledger/export")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.Test.ReadAsync("ledger/export?from=yesterday")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous.ReadAsync("ledger/export")).Status);
    }

    [Fact]
    public async Task Beancount_finds_nothing_wrong_and_gets_the_same_balances()
    {
        var shop = await server.RegisterAsync();
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!);
        await server.PayAsync((string)(await shop.OpenPaymentAsync())["reference"]!, "risk");
        await server.PostAsync(shop.Capture("yen", 300, "JPY"), shop.Capture("dinar", 1_234_567, "KWD"), shop.Capture("fils", 5, "KWD"),
            shop.Capture("large", 5_000_001), shop.Capture("x\"\n2026-01-01 * \"forged\"\n  Assets:BANK  1 BDT"));

        var text = await ExportAsync(shop.Test, "ledger/export?format=beancount");

        Assert.Equal("", (await BeancountAsync("bean-check", text)).Trim());
        var theirs = (await BeancountAsync(
            "bean-query", text, "-q", "-f", "csv", "SELECT account, currency, STR(SUM(number)) GROUP BY account, currency"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',', StringSplitOptions.TrimEntries))
            .Skip(1)
            .Select(cells => (Account: cells[0].Split(':')[1].Replace('-', '_'), Currency: cells[1], Amount: cells[2].Split('\'')[1]))
            .Where(sum => sum.Amount.Any(digit => digit is >= '1' and <= '9'))
            .Select(sum => $"{sum.Account},{sum.Currency},{sum.Amount}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(await OursAsync(shop), theirs);
        Assert.Contains("; end of the ledger: 9 journals\n", text, StringComparison.Ordinal);

        var tampered = text.Replace("Assets:GATEWAY-CLEARING  300 JPY", "Assets:GATEWAY-CLEARING  301 JPY", StringComparison.Ordinal);
        Assert.Contains(
            "does not balance", await BeancountAsync("bean-check", mustHold: false, tampered), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_month_is_exported_as_the_people_of_the_time_zone_count_it()
    {
        var shop = await server.RegisterAsync();
        server.Clock.AdjustTime(new(2027, 1, 31, 17, 59, 59, TimeSpan.Zero));
        await server.PostAsync(shop.Capture("january"));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.PostAsync(shop.Capture("february"));

        var (january, february) = (
            await ExportAsync(shop.Test, "ledger/export?month=2027-01"), await ExportAsync(shop.Test, "ledger/export?month=2027-02"));
        var utc = await ExportAsync(shop.Test, "ledger/export?month=2027-01&timeZone=UTC&format=ledger");

        Assert.Equal((true, false), (january.Contains(") january ", Exact), january.Contains(") february ", Exact)));
        Assert.Equal((false, true), (february.Contains(") january ", Exact), february.Contains(") february ", Exact)));
        Assert.Contains("; end of the ledger: 2 journals\n", utc, StringComparison.Ordinal);
        await RunAsync("ledger", utc, mustHold: true, "--pedantic", "balance");
    }

    [Theory]
    [InlineData("format=gnucash", "format")]
    [InlineData("month=2026-8", "month")]
    [InlineData("month=2026-08&from=2026-08-01", "from")]
    [InlineData("month=2026-08&to=2026-08-31", "to")]
    public async Task What_cannot_be_exported_is_refused_by_its_name(string query, string name)
    {
        var answer = await (await server.RegisterAsync()).Test.ReadAsync($"ledger/export?{query}");

        Assert.Equal("VALIDATION_ERROR", answer.ErrorCode);
        Assert.NotNull(answer.Json["data"]![name]);
    }

    private const StringComparison Exact = StringComparison.Ordinal;

    private static Task<string> BeancountAsync(string program, string books, params string[] arguments) =>
        BeancountAsync(program, mustHold: true, books, arguments);

    /// <summary>It reads files only.</summary>
    private static async Task<string> BeancountAsync(string program, bool mustHold, string books, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), RandomToken.New128("oipayments-books-"));
        await File.WriteAllTextAsync(file, books);
        try
        {
            return arguments is [.. var options, var query]
                ? await StartAsync(program, "", mustHold, [.. options, file, query])
                : await StartAsync(program, "", mustHold, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> ExportAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>
    /// Our trial balance, as hledger writes its own: an account, a currency, and an amount that is negative on the credit side.
    /// </summary>
    private static async Task<IEnumerable<string>> OursAsync(TestApplication shop) =>
        (await shop.Test.ReadAsync("ledger/trial-balance")).Data()["accounts"]!.AsArray()
            .Select(account => (
                Code: (string)account!["code"]!,
                Money: new Money((long)account["debitMinor"]! - (long)account["creditMinor"]!, Currency.Of((string)account["currency"]!))))
            .Where(account => account.Money.MinorUnits != 0)
            .Select(account => $"{account.Code},{account.Money.Currency},{account.Money.ToMajorUnits()}")
            .Order(StringComparer.Ordinal);

    private static Task<string> HledgerAsync(string journal, params string[] arguments) => HledgerAsync(journal, mustHold: true, arguments);

    private static Task<string> HledgerAsync(string journal, bool mustHold, params string[] arguments) =>
        RunAsync("hledger", journal, mustHold, arguments);

    /// <summary>What ledger makes of it in its strictest mode, in the words of <see cref="OursAsync"/>.</summary>
    private static async Task<IEnumerable<string>> LedgerBalancesAsync(string journal) =>
        (await RunAsync(
            "ledger", journal, mustHold: true, "--pedantic", "balance", "--flat", "--no-total", "--balance-format",
            "%(account),%(display_total)\n"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Aggregate(new List<string>(), (lines, line) =>
            {
                // An account that holds several currencies is named once, before the first of them.
                var (account, amount) = line.Split(',') is [var name, var sum] ? (name, sum) : (lines[^1].Split(',')[0], line);
                var (number, currency) = amount.Trim().Split(' ') is [var digits, var code]
                    ? (digits, code)
                    : throw new FormatException(line);
                lines.Add($"{account},{currency},{number}");
                return lines;
            }).Order(StringComparer.Ordinal);

    private static Task<string> RunAsync(string program, string journal, bool mustHold, params string[] arguments) =>
        StartAsync(program, journal, mustHold, ["-f", "-", .. arguments]);

    private static async Task<string> StartAsync(string program, string journal, bool mustHold, params string[] arguments)
    {
        // In the plainest of locales: the text must not need a better one.
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" },
        }) ?? throw new InvalidOperationException($"{program} did not start; ./test installs it.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(journal);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        var said = await output + await errors;
        Assert.True(
            process.ExitCode == 0 == mustHold, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}\n{journal}");
        return said;
    }
}
