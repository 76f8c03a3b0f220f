using System.Globalization;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Crashing;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.DueWork;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

/// <summary>
/// A node dies while it reads a settlement file, and another goes on. The server of the test never reads one by itself: its clock stands
/// still.
/// </summary>
public class DyingWhileReadingTests(TestServer server) : IClassFixture<TestServer>
{
    // The nodes go by the real time, which is later than that of the test.
    private const string Later = "?asOf=2100-01-01T00:00:00Z";

    [Fact]
    public async Task With_a_part_of_the_rows_staged_none_counts_and_the_next_node_goes_on()
    {
        var shop = await server.RegisterAsync();
        await server.MapAsync();
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        using var dying = Start($"--Testing:CrashAt={CrashPoints.AfterStatementBatch}");
        await dying.ListensAsync();
        using var client = await SpeakToAsync(dying);
        var uploaded = await server.UploadAsync(File([Row(paid), .. Adjustments(1499, "A")]), by: client);
        await dying.EndsAsync();

        Assert.Equal(NodeProcess.KilledBySignal9, dying.ExitCode);
        var halfway = (await server.Operator.ReadAsync($"admin/reconciliation/statements/{uploaded.Data()["id"]}")).Data();
        Assert.Equal(("READING", 1000, 1, 999, 0, 0), ImportingASettlementFileTests.Summary(halfway));
        Assert.Empty(await server.ResultsAsync($"statementId={halfway["id"]}"));
        Assert.DoesNotContain("BANK_IN_TRANSIT", await shop.BalancesAsync(Later), StringComparison.Ordinal);

        // Whatever is saved meanwhile: the rest of the file is read as its beginning was.
        var other = Mapping;
        other["kinds"]!["Adjustment"] = "RESERVE";
        await server.MapAsync(other);
        using var heir = Start();
        await heir.ListensAsync();
        var statement = await server.WhenReadAsync(uploaded);

        Assert.Empty(await server.ResultsAsync($"statementId={statement["id"]}&reason=RESERVE"));
        Assert.Equal(("IMPORTED", 1500, 1, 1499, 0, 0), ImportingASettlementFileTests.Summary(statement));
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(Later), StringComparison.Ordinal);
        Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}&status=MATCHED"));
    }

    [Fact]
    public async Task When_all_rows_count_and_the_rest_is_not_done_the_next_node_does_it_and_nothing_counts_twice()
    {
        var shop = await server.RegisterAsync();
        await server.MapAsync();
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        var other = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        using var dying = Start($"--Testing:CrashAt={CrashPoints.AfterStatementCounts}");
        await dying.ListensAsync();
        using var client = await SpeakToAsync(dying);
        var uploaded = await server.UploadAsync(File(Row(paid)), by: client);
        await dying.EndsAsync();
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(Later), StringComparison.Ordinal);

        using var heir = Start();
        await heir.ListensAsync();
        var statement = await server.WhenReadAsync(uploaded);
        using var next = await SpeakToAsync(heir);
        var later = await server.WhenReadAsync(await server.UploadAsync(File(Row(paid), Row(other)), by: next));

        Assert.Equal(("IMPORTED", 1, 1, 0, 0, 0), ImportingASettlementFileTests.Summary(statement));
        Assert.Equal(("IMPORTED", 2, 1, 0, 0, 1), ImportingASettlementFileTests.Summary(later));
        Assert.Contains("BANK_IN_TRANSIT 243848", await shop.BalancesAsync(Later), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_nodes_that_get_files_which_overlap_count_each_row_once()
    {
        // A file of SQLite is one process's.
        Assert.SkipUnless(server.Provider == "PostgreSql", "Two nodes need PostgreSQL.");
        var shop = await server.RegisterAsync();
        await server.MapAsync();
        var paid = await server.PaidWithAsync(await server.PaidPaymentAsync(shop));
        using var one = Start();
        using var other = Start();
        await one.ListensAsync();
        await other.ListensAsync();
        using var first = await SpeakToAsync(one);
        using var second = await SpeakToAsync(other);
        var rows = Adjustments(1200, "T").ToList();

        // The same file on both, and one that overlaps with it on each.
        var uploads = await Task.WhenAll(
            server.UploadAsync(File([Row(paid), .. rows]), by: first), server.UploadAsync(File([Row(paid), .. rows]), by: second),
            server.UploadAsync(File([.. rows.Skip(600), Row(paid)]), by: first),
            server.UploadAsync(File([.. rows.Take(800), .. Adjustments(10, "U")]), by: second));
        foreach (var upload in uploads) Assert.Equal("IMPORTED", (string?)(await server.WhenReadAsync(upload))["status"]);

        Assert.Equal((string?)uploads[0].Data()["digest"], (string?)uploads[1].Data()["digest"]);
        Assert.Equal((long)uploads[0].Data()["id"]!, (long)uploads[1].Data()["id"]!);
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(Later), StringComparison.Ordinal);
        var counted = 0;
        foreach (var id in uploads.Select(upload => (long)upload.Data()["id"]!).Distinct())
        {
            var read = (await server.Operator.ReadAsync($"admin/reconciliation/statements/{id}")).Data();
            counted += (int)read["matched"]! + (int)read["flagged"]!;
        }

        Assert.Equal(1211, counted);
    }

    private static async Task<HttpClient> SpeakToAsync(NodeProcess node)
    {
        var client = new HttpClient { BaseAddress = node.Api };
        var session = (await client.PostAsync("auth/login", new JsonObject
        {
            ["email"] = TestServer.OperatorEmail,
            ["password"] = TestServer.OperatorPassword,
        })).Data();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)session["token"]!);
        return client;
    }

    private static IEnumerable<string> Adjustments(int count, string batch) => Enumerable.Range(1, count).Select(number => Row(
        new("", "", string.Create(CultureInfo.InvariantCulture, $"ADJ-{batch}-{number}")), type: "Adjustment", gross: -1m, fee: null,
        batch: batch));

    private NodeProcess Start(params string[] more) => NodeProcess.Start(
        "Development", null,
        [$"--Database:Provider={server.Provider}", $"--ConnectionStrings:Database={server.Database}", .. more]);
}
