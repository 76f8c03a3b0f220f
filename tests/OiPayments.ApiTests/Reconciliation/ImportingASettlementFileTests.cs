using System.Net;
using System.Text.Json.Nodes;
using OiPayments.ApiTests.Ledger;
using OiPayments.ApiTests.Refunds;
using OiPayments.TestSupport;
using static OiPayments.ApiTests.Reconciliation.SettlementsUnderTest;

namespace OiPayments.ApiTests.Reconciliation;

public class ImportingASettlementFileTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task What_agrees_goes_from_clearing_to_its_way_to_the_bank()
    {
        var (shop, paid) = await PaidAsync();

        var statement = await server.ImportAsync(Row(paid));

        Assert.Equal(("IMPORTED", 1, 1, 0, 0, 0), Summary(statement));
        Assert.Equal(
            "APPLICATION_PAYABLE 125050, GATEWAY_FEES 3126, BANK_IN_TRANSIT 121924", await shop.BalancesAsync());
        var result = Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}"));
        Assert.Equal(
            ("MATCHED", null, "2026-01-18", 2, "PAYMENT", 125050, 3126, 121924, "B-1"),
            ((string?)result["status"], (string?)result["reason"], (string?)result["period"], (int)result["row"]!, (string?)result["kind"],
                (long)result["grossMinor"]!, (long)result["feeMinor"]!, (long)result["netMinor"]!, (string?)result["payoutReference"]));
    }

    [Fact]
    public async Task Another_fee_than_was_booked_is_corrected()
    {
        var (shop, paid) = await PaidAsync();

        await server.ImportAsync(Row(paid, fee: 35.00m));

        Assert.Equal(
            "APPLICATION_PAYABLE 125050, GATEWAY_FEES 3500, BANK_IN_TRANSIT 121550", await shop.BalancesAsync());
        var (lower, other) = await PaidAsync();
        await server.ImportAsync(Row(other, fee: 12.50m));
        Assert.Equal(
            "APPLICATION_PAYABLE 125050, GATEWAY_FEES 1250, BANK_IN_TRANSIT 123800", await lower.BalancesAsync());
    }

    [Theory]
    [InlineData("amount", "AMOUNT_MISMATCH")]
    [InlineData("sum", "DOES_NOT_ADD_UP")]
    [InlineData("unknown", "MISSING_INTERNAL")]
    [InlineData("foreign", "MISSING_INTERNAL")]
    [InlineData("chargeback", "CHARGEBACK")]
    [InlineData("adjustment", "ADJUSTMENT")]
    [InlineData("refund", "NOT_PAID_HERE")]
    public async Task What_differs_is_flagged_and_moves_nothing(string what, string reason)
    {
        var (shop, paid) = await PaidAsync();
        var before = await shop.BalancesAsync();
        var unknown = new PaidWith(Reference.New("oi", new((uint)shop.Id)).Text, $"V{paid.ValidationId}", $"B{paid.BankTransactionId}");

        var statement = await server.ImportAsync(what switch
        {
            "amount" => Row(paid, gross: 1250.00m),
            "sum" => Row(paid, net: 1200.00m),
            "unknown" => Row(unknown),
            "foreign" => Row(new("ORDER-000123", $"V2{paid.ValidationId}", $"B2{paid.BankTransactionId}")),
            "chargeback" => Row(paid, type: "Chargeback", gross: -1250.50m, fee: null),
            "adjustment" => Row(new("", "", $"ADJ{paid.ValidationId}"), type: "Adjustment", gross: -50m, fee: null),
            _ => Row(paid, type: "Refund", gross: -1250.50m, fee: null),
        });

        Assert.Equal(("IMPORTED", 1, 0, 1, 0, 0), Summary(statement));
        var result = Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}"));
        Assert.Equal(("FLAGGED", reason), ((string?)result["status"], (string?)result["reason"]));
        Assert.NotEmpty((string)result["detail"]!);
        Assert.Equal(before, await shop.BalancesAsync());
    }

    [Fact]
    public async Task A_row_without_our_id_is_found_by_the_gateways_and_then_by_the_banks()
    {
        var (shop, paid) = await PaidAsync();
        var (other, alsoPaid) = await PaidAsync();

        var statement = await server.ImportAsync(
            Row(paid with { TransactionId = "", BankTransactionId = "" }), Row(alsoPaid with { TransactionId = "", ValidationId = "" }));

        Assert.Equal(("IMPORTED", 2, 2, 0, 0, 0), Summary(statement));
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.Contains("BANK_IN_TRANSIT 121924", await other.BalancesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_counts_once_whatever_it_is_called()
    {
        var (shop, paid) = await PaidAsync();
        var first = await server.ImportAsync(Row(paid));

        var again = await server.UploadAsync(File(Row(paid)), name: "a-copy.csv");

        Assert.Equal((HttpStatusCode.Accepted, (long)first["id"]!), (again.Status, (long)again.Data()["id"]!));
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_overlap_count_each_row_once_and_equal_rows_as_often_as_they_are_said()
    {
        var (shop, paid) = await PaidAsync();
        var adjustment = Row(new("", "", $"ADJ{paid.ValidationId}"), type: "Adjustment", gross: -10m, fee: null);
        var first = await server.ImportAsync(Row(paid), adjustment, adjustment);

        var second = await server.ImportAsync(adjustment, adjustment, adjustment, Row(paid));

        Assert.Equal(("IMPORTED", 3, 1, 2, 0, 0), Summary(first));
        Assert.Equal(("IMPORTED", 4, 0, 1, 0, 3), Summary(second));
        Assert.Equal(3, (await server.ResultsAsync("reason=ADJUSTMENT")).Count(result => (long)result["netMinor"]! == -1000
            && (string?)result["payoutReference"] == "B-1" && (long)result["statementId"]! >= (long)first["id"]!));
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_that_is_settled_twice_is_settled_once_and_flagged()
    {
        var (shop, paid) = await PaidAsync();

        var statement = await server.ImportAsync(Row(paid), Row(paid, batch: "B-2"));
        var later = await server.ImportAsync(Row(paid, batch: "B-3"));

        Assert.Equal(("IMPORTED", 2, 1, 1, 0, 0), Summary(statement));
        Assert.Equal(("IMPORTED", 1, 0, 1, 0, 0), Summary(later));
        Assert.Equal("ALREADY_SETTLED", (string?)Assert.Single(await server.ResultsAsync($"statementId={later["id"]}"))["reason"]);
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refunds_are_settled_one_by_one_and_a_returned_fee_lowers_the_fees()
    {
        var shop = await server.RegisterAsync();
        await server.MapAsync();
        var payment = await server.PaidPaymentAsync(shop);
        foreach (var amount in (int[])[10000, 10000, 5000])
        {
            var refund = (await shop.Test.PostAsync(
                $"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = amount })).Data();
            Assert.Equal("SUCCEEDED", (string?)(await server.WhenRefundEndsAsync(shop, refund))["status"]);
        }

        var paid = await server.PaidWithAsync(payment);
        var statement = await server.ImportAsync(
            Row(paid), Row(paid, type: "Refund", gross: -100m, fee: null), Row(paid, type: "Refund", gross: -50m, fee: null),
            Row(paid, type: "Refund", gross: -100m, fee: null), Row(paid, type: "Refund", gross: -100m, fee: null),
            Row(paid, type: "Fee reversal", gross: 0m, fee: -5m));

        Assert.Equal(("IMPORTED", 6, 5, 1, 0, 0), Summary(statement));
        Assert.Equal(
            "APPLICATION_PAYABLE 100050, GATEWAY_FEES 2626, BANK_IN_TRANSIT 97424",
            await shop.BalancesAsync());
        var flag = Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}&status=FLAGGED"));
        Assert.Equal("ALREADY_SETTLED", (string?)flag["reason"]);
    }

    [Fact]
    public async Task A_file_without_signs_takes_them_from_the_kinds_of_its_rows()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var mapping = Mapping;
        mapping["unsigned"] = true;
        await own.MapAsync(mapping);
        var shop = await own.RegisterAsync();
        var payment = await own.PaidPaymentAsync(shop);
        var refund = (await shop.Test.PostAsync($"payments/{payment["id"]}/refunds", new JsonObject { ["amountMinor"] = 10000 })).Data();
        Assert.Equal("SUCCEEDED", (string?)(await own.WhenRefundEndsAsync(shop, refund))["status"]);
        var paid = await own.PaidWithAsync(payment);

        var statement = await own.ImportAsync(Row(paid), Row(paid, type: "Refund", gross: 100m, fee: null));
        var signed = await own.WhenReadAsync(await own.UploadAsync(File(Row(paid, type: "Refund", gross: -100m, fee: null))));

        Assert.Equal(("IMPORTED", 2, 2, 0, 0, 0), Summary(statement));
        Assert.Contains("BANK_IN_TRANSIT 111924", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.Equal("REFUSED", (string?)signed["status"]);
    }

    [Fact]
    public async Task What_a_payout_has_more_than_its_rows_is_a_line_of_its_own()
    {
        var (shop, paid) = await PaidAsync();

        var statement = await server.ImportAsync(
            Row(paid, batch: "B-REST"),
            Row(new("", "", $"PAYOUT{paid.ValidationId}"), type: "Payout", gross: 1200m, fee: null, batch: "B-REST"));

        Assert.Equal(("IMPORTED", 2, 2, 1, 0, 0), Summary(statement));
        var rest = Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}&reason=REMAINDER"));
        Assert.Equal((-1924, null), ((long)rest["netMinor"]!, (int?)rest["row"]));
        Assert.Contains("BANK_IN_TRANSIT 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
        var payout = Assert.Single(
            (await server.Operator.ReadAsync("admin/reconciliation/payouts?mode=TEST&size=200")).Data().AsArray(),
            one => (string?)one!["reference"] == "B-REST")!;
        Assert.Equal(
            (120000, 121924, "IN_TRANSIT"),
            ((long)payout["amountMinor"]!, (long)payout["bookedMinor"]!, (string?)payout["status"]));
    }

    [Fact]
    public async Task Without_a_mapping_only_a_dry_run_is_taken_and_it_proposes_one()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var shop = await own.RegisterAsync();
        var paid = await own.PaidWithAsync(await own.PaidPaymentAsync(shop));

        var refused = await own.UploadAsync(File(Row(paid)));
        var tried = await own.WhenReadAsync(await own.UploadAsync(File(Row(paid)), dryRun: true));

        Assert.Equal((HttpStatusCode.Conflict, "INVALID_OPERATION_STATE"), (refused.Status, refused.ErrorCode));
        Assert.Equal(("CHECKED", 1, 1, 0, 0, 0), Summary(tried));
        Assert.Contains("GATEWAY_CLEARING 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.Empty(await own.ResultsAsync(""));
        await own.MapAsync(tried["preview"]!["proposal"]!.DeepClone().AsObject());
        Assert.Equal(("IMPORTED", 1, 1, 0, 0, 0), Summary(await own.ImportAsync(Row(paid))));
    }

    [Fact]
    public async Task A_file_with_something_wrong_counts_for_nothing()
    {
        var (shop, paid) = await PaidAsync();

        var statement = await server.WhenReadAsync(await server.UploadAsync(File(Row(paid), Row(paid, type: "Something new"))));

        Assert.Equal("REFUSED", (string?)statement["status"]);
        Assert.Contains("Something new", (string)statement["problem"]!, StringComparison.Ordinal);
        Assert.Empty(await server.ResultsAsync($"statementId={statement["id"]}"));
        Assert.Contains("GATEWAY_CLEARING 121924", await shop.BalancesAsync(), StringComparison.Ordinal);
        Assert.Equal(("IMPORTED", 1, 1, 0, 0, 0), Summary(await server.ImportAsync(Row(paid))));
    }

    [Fact]
    public async Task A_flag_is_resolved_once_with_a_note_and_stays_a_flag()
    {
        var (_, paid) = await PaidAsync();
        var statement = await server.ImportAsync(Row(paid, gross: 1250.00m));
        var flag = Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}"));
        var path = $"admin/reconciliation/results/{flag["id"]}/resolve";

        var resolved = await server.Operator.PostAsync(path, new JsonObject { ["note"] = "The gateway rounded; written to them." });
        var again = await server.Operator.PostAsync(path, new JsonObject { ["note"] = "Another word about it." });

        Assert.Equal("The gateway rounded; written to them.", (string?)resolved.Data()["resolution"]!["note"]);
        Assert.Equal("FLAGGED", (string?)resolved.Data()["status"]);
        Assert.Equal("INVALID_OPERATION_STATE", again.ErrorCode);
        Assert.Empty(await server.ResultsAsync($"statementId={statement["id"]}&resolved=false"));
        Assert.Single(await server.ResultsAsync($"statementId={statement["id"]}&resolved=true"));
    }

    private async Task<(TestApplication Shop, PaidWith Paid)> PaidAsync()
    {
        await server.MapAsync();
        var shop = await server.RegisterAsync();
        return (shop, await server.PaidWithAsync(await server.PaidPaymentAsync(shop)));
    }

    internal static (string? Status, int Rows, int Matched, int Flagged, int Deferred, int Known) Summary(JsonNode statement) => (
        (string?)statement["status"], (int)statement["rows"]!, (int)statement["matched"]!, (int)statement["flagged"]!,
        (int)statement["deferred"]!, (int)statement["rowsKnown"]!);
}
