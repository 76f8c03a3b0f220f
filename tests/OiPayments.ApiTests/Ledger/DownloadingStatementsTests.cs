#pragma warning disable RS0030 // Random: these draws are no secrets, and the same each time, so that a failure comes again.
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OiPayments.Access;
using OiPayments.Ledger;
using OiPayments.TestSupport;
using OiPayments.UnitTests.Documents;

namespace OiPayments.ApiTests.Ledger;

/// <summary>Statements to keep. These tests move the clock, from one month of Dhaka to the next.</summary>
public class DownloadingStatementsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Entries = "account,currency,postedAt,kind,cause,journalId,line,counterpart,debitMinor,creditMinor,balanceMinor";

    private const string Months =
        "month,applicationId,mode,currency,openingOwedMinor,inMinor,feesMinor,refundsMinor,settledMinor,adjustedMinor,closingOwedMinor";

    [Fact]
    public async Task A_statement_begins_with_what_was_there_and_ends_with_what_is_and_holds_no_formula()
    {
        var shop = await ShopAsync(out var month);
        await server.PostAsync(shop.Capture("before", 500));
        GoTo(Plus(month, 1));
        await server.PostAsync(shop.Capture("=HYPERLINK(1)", 30), shop.Capture("a,\"b\"", 7), shop.Capture("yen", 9, "JPY"));
        GoTo(Plus(month, 2));
        await server.PostAsync(shop.Capture("after", 1));

        var rows = await RowsAsync(shop.Test, $"ledger/accounts/GATEWAY_CLEARING/statement?month={Name(Plus(month, 1))}");

        Assert.Equal(Entries, rows[0]);
        Assert.Equal($"GATEWAY_CLEARING,BDT,{IsoTime.Instant(Plus(month, 1))},OPENING,,,,,,,500", rows[1]);
        Assert.StartsWith(
            $"GATEWAY_CLEARING,BDT,{IsoTime.Instant(Plus(month, 1))},CAPTURE,'=HYPERLINK(1),", rows[2], StringComparison.Ordinal);
        Assert.EndsWith(",0,APPLICATION_PAYABLE,30,0,530", rows[2], StringComparison.Ordinal);
        Assert.Contains(",CAPTURE,\"a,\"\"b\"\"\",", rows[3], StringComparison.Ordinal);
        Assert.Equal($"GATEWAY_CLEARING,BDT,{IsoTime.Instant(Plus(month, 2))},CLOSING,,,,,,,537", rows[4]);
        Assert.Equal(5, rows.Count);

        // Whole books end now, and the other side of the same money grows by credits.
        rows = await RowsAsync(shop.Test, "ledger/accounts/APPLICATION_PAYABLE/statement?format=csv");
        Assert.Equal(
            ("APPLICATION_PAYABLE,BDT,,OPENING,,,,,,,0", "APPLICATION_PAYABLE,BDT,,CLOSING,,,,,,,538"), (rows[1], rows[^1]));
        Assert.EndsWith(",GATEWAY_CLEARING,0,500,500", rows[2], StringComparison.Ordinal);
        Assert.Equal(rows, await RowsAsync(server.Operator, Of(shop, "accounts/APPLICATION_PAYABLE/statement")));
    }

    [Fact]
    public async Task The_PDF_of_a_closed_month_is_the_same_bytes_for_ever_and_numbers_its_pages()
    {
        var shop = await ShopAsync(out var month);
        await server.PostAsync([.. Enumerable.Range(1, 80).Select(one => shop.Capture($"pay_{one}:capture", one))]);
        GoTo(Plus(month, 1).AddMinutes(10));
        (await server.Operator.PostAsync("admin/ledger/closes", new JsonObject
        {
            ["applicationId"] = shop.Id,
            ["mode"] = "TEST",
            ["month"] = Name(month),
        })).Data();
        var path = $"ledger/accounts/GATEWAY_CLEARING/statement?format=pdf&month={Name(month)}";
        var monthly = $"ledger/monthly-statement?format=pdf&month={Name(month)}";
        var (first, sums) = (await PdfAsync(shop.Test, path), await PdfAsync(shop.Test, monthly));

        GoTo(Plus(month, 2));
        await server.PostAsync(shop.Capture("much later", 70_000));
        Assert.Equal(first, await PdfAsync(shop.Test, path));
        Assert.Equal(sums, await PdfAsync(shop.Test, monthly));
        Assert.Equal(
            first, await PdfAsync(server.Operator, Of(shop, $"accounts/GATEWAY_CLEARING/statement?format=pdf&month={Name(month)}")));

        using var pdf = new PdfFile(first);
        var pages = pdf.Pages();
        Assert.True(pages.Count > 1);
        Assert.All(pages.Index(), page => Assert.Contains($"Page {page.Index + 1} of {pages.Count}", page.Item, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains("Other side", page, StringComparison.Ordinal));
        Assert.Contains("Opening balance", pages[0], StringComparison.Ordinal);
        Assert.Contains("32.40", pages[^1], StringComparison.Ordinal);
        using var month1 = new PdfFile(sums);
        var lines = string.Join('\n', month1.Lines());
        Assert.Contains("Paid by customers 32.40", lines, StringComparison.Ordinal);
        Assert.Contains("Owed by the gateway at the end 32.40", lines, StringComparison.Ordinal);

        using var bangla = new PdfFile(await PdfAsync(shop.Test, $"{monthly}&language=bn"));
        Assert.Contains("৩২.৪০", string.Join('\n', bangla.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_PDF_holds_is_refused_with_what_to_do_and_the_CSV_has_it_all()
    {
        var shop = await ShopAsync(out var month);
        foreach (var part in Enumerable.Range(0, 5001).Chunk(1000))
            await server.PostAsync([.. part.Select(one => shop.Capture($"many {one}", 1))]);

        var refused = await shop.Test.ReadAsync($"ledger/accounts/GATEWAY_CLEARING/statement?format=pdf&month={Name(month)}");
        Assert.Equal(
            "A PDF holds at most 5000 entries, and these are 5001: take a shorter time, or csv.",
            (string?)refused.Json["data"]!["format"]);
        var rows = await RowsAsync(shop.Test, $"ledger/accounts/GATEWAY_CLEARING/statement?month={Name(month)}");
        Assert.Equal(5001 + 3, rows.Count);
        Assert.EndsWith(",5001", rows[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ledger/accounts/GATEWAY_CLEARING/statement?format=xlsx", "format")]
    [InlineData("ledger/accounts/GATEWAY_CLEARING/statement?month=2026-08&from=2026-08-01", "from")]
    [InlineData("ledger/accounts/GATEWAY_CLEARING/statement?language=de", "language")]
    [InlineData("ledger/monthly-statement", "month")]
    [InlineData("ledger/monthly-statement?month=August", "month")]
    public async Task What_cannot_be_read_is_named(string path, string field)
    {
        var answer = await (await server.RegisterAsync()).Test.ReadAsync(path);

        Assert.Equal(("VALIDATION_ERROR", field), (answer.ErrorCode, Assert.Single(answer.Json["data"]!.AsObject()).Key));
    }

    [Fact]
    public async Task An_account_that_nobody_knows_is_not_there_and_strangers_books_are_not_either()
    {
        var (shop, other) = (await server.RegisterAsync(), await server.RegisterAsync());
        using var reader = await server.OperatorWithAsync([Permission.LedgerRead], other);

        Assert.Equal("RESOURCE_NOT_FOUND", (await shop.Test.ReadAsync("ledger/accounts/PETTY_CASH/statement")).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await reader.ReadAsync(Of(shop, "accounts/BANK/statement"))).ErrorCode);
        Assert.Equal("RESOURCE_NOT_FOUND", (await reader.ReadAsync(Of(shop, "monthly-statement?month=2026-01"))).ErrorCode);
    }

    /// <summary>
    /// Three months of anything that can happen to money at the gateway, and of what never touches it, in three currencies. What each
    /// figure is to be is added up beside the service.
    /// </summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task What_was_owed_with_what_came_and_went_is_what_is_owed_in_any_books(int seed)
    {
        var random = new Random(seed);
        var shop = await ShopAsync(out var month);
        var expected = new Dictionary<(string Month, string Currency), long[]>();
        for (var one = 0; one < 3; one++)
        {
            GoTo(Plus(month, one).AddDays(3).AddHours(random.Next(24)));
            var journals = new List<Journal>();
            for (var number = 0; number < 60; number++)
            {
                var (journal, figure, signed) = AnyJournal(random, shop.TestScope, $"{one}-{number}");
                journals.Add(journal);
                var sums = expected.TryGetValue((Name(Plus(month, one)), journal.Currency.Code), out var known)
                    ? known
                    : expected[(Name(Plus(month, one)), journal.Currency.Code)] = new long[5];
                if (figure is { } which) sums[which] += signed;
            }

            await server.PostAsync(journals);
        }

        var closing = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var one = 0; one < 3; one++)
        {
            var name = Name(Plus(month, one));
            var rows = await RowsAsync(shop.Test, $"ledger/monthly-statement?month={name}");
            Assert.Equal(Months, rows[0]);
            Assert.Equal(rows, await RowsAsync(server.Operator, Of(shop, $"monthly-statement?month={name}")));
            Assert.Equal(3, rows.Count - 1);
            foreach (var cells in rows.Skip(1).Select(row => row.Split(',')))
            {
                Assert.Equal((name, $"{shop.Id}", "TEST"), (cells[0], cells[1], cells[2]));
                var figures = cells[4..].Select(cell => long.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
                Assert.Equal(closing.GetValueOrDefault(cells[3]), figures[0]);
                Assert.Equal(expected.GetValueOrDefault((name, cells[3]), new long[5]), figures[1..6]);
                Assert.Equal(figures[0] + figures[1] - figures[2] - figures[3] - figures[4] + figures[5], figures[6]);
                Assert.Equal(await HeldAsync(shop, cells[3], Plus(month, one + 1)), figures[6]);
                closing[cells[3]] = figures[6];
            }
        }
    }

    private static (Journal Journal, int? Figure, long Signed) AnyJournal(Random random, Scope scope, string cause)
    {
        var currency = Currency.Of(new[] { "BDT", "JPY", "KWD" }[random.Next(3)]);
        var amount = new Money(1 + random.Next(1_000_000), currency);
        const int cameIn = 0, fees = 1, refunds = 2, settled = 3, adjusted = 4;
        var (clearing, minor) = (Account.GatewayClearing, amount.MinorUnits);
        (JournalKind Kind, Account Debit, Account Credit, int? Figure, long Signed)[] all =
        [
            (JournalKind.Capture, clearing, Account.ApplicationPayable, cameIn, minor),
            (JournalKind.Surplus, clearing, Account.Suspense, cameIn, minor),
            (JournalKind.Hold, clearing, Account.Suspense, cameIn, minor),
            (JournalKind.Release, Account.Suspense, Account.ApplicationPayable, null, 0),
            (JournalKind.GatewayFee, Account.GatewayFees, clearing, fees, minor),
            (JournalKind.FeeCorrection, clearing, Account.GatewayFees, fees, -minor),
            (JournalKind.RefundStart, Account.ApplicationPayable, Account.RefundsInTransit, null, 0),
            (JournalKind.RefundSuccess, Account.RefundsInTransit, clearing, refunds, minor),
            (JournalKind.RefundFailure, Account.RefundsInTransit, Account.ApplicationPayable, null, 0),
            (JournalKind.RefundContradiction, clearing, Account.Suspense, refunds, -minor),
            (JournalKind.Settlement, Account.BankInTransit, clearing, settled, minor),
            (JournalKind.Settlement, clearing, Account.BankInTransit, settled, -minor),
            (JournalKind.BankArrival, Account.Bank, Account.BankInTransit, null, 0),
            (JournalKind.BankReturn, clearing, Account.Bank, settled, -minor),
            (JournalKind.Manual, clearing, Account.Suspense, adjusted, minor),
            (JournalKind.Manual, Account.Bank, clearing, adjusted, -minor),
            (JournalKind.InvoiceIssue, Account.InvoiceReceivable, Account.Invoiced, null, 0),
        ];
        var (kind, debit, credit, figure, signed) = all[random.Next(all.Length)];
        return (new(scope, cause, kind, new Transfer(debit, credit, amount)), figure, signed);
    }

    private static async Task<long> HeldAsync(TestApplication shop, string currency, DateTimeOffset before) =>
        (long)(await shop.Test.ReadAsync($"ledger/accounts?asOf={IsoTime.Instant(before.AddMicroseconds(-1))}")).Data().AsArray()
            .Single(account => (string?)account!["code"] == "GATEWAY_CLEARING" && (string?)account["currency"] == currency)![
                "balanceMinor"]!;

    private static async Task<List<string>> RowsAsync(HttpClient who, string path)
    {
        using var answer = await who.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        return [.. (await answer.Content.ReadAsStringAsync()).Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    private static async Task<byte[]> PdfAsync(HttpClient who, string path)
    {
        using var answer = await who.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The operators' address of the same.</summary>
    private static string Of(TestApplication shop, string path) =>
        $"admin/ledger/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}applicationId={shop.Id}&mode=TEST";

    private Task<TestApplication> ShopAsync(out DateTimeOffset month)
    {
        var next = server.Clock.GetUtcNow().AddHours(6).AddMonths(1);
        month = new DateTimeOffset(next.Year, next.Month, 1, 0, 0, 0, TimeSpan.Zero).AddHours(-6);
        GoTo(month.AddDays(2));
        return server.RegisterAsync();
    }

    /// <summary>The first instant of a month so many later, in Dhaka.</summary>
    private static DateTimeOffset Plus(DateTimeOffset month, int months) => month.AddHours(6).AddMonths(months).AddHours(-6);

    private void GoTo(DateTimeOffset time) => server.Clock.AdjustTime(time);

    private static string Name(DateTimeOffset month) => month.AddHours(6).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
