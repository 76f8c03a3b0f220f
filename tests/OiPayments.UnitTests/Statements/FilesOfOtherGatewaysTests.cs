using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>
/// Settlement files with the headers that Stripe, Razorpay and Adyen have by their guides: each is read by the mapping that is proposed.
/// The rows are made up.
/// </summary>
public class FilesOfOtherGatewaysTests
{
    private const string Stripe =
        "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,available_on,currency,gross,fee,net,"
        + "reporting_category,source_id,description,charge_id,payment_intent_id,payment_metadata[order_id]\n"
        + "po_1,2026-08-26 00:00:00,txn_1,2026-08-24 10:02:11,2026-08-26 00:00:00,usd,600.00,8.70,591.30,"
        + "charge,ch_1,Order 1041,ch_1,pi_1,oi1\n"
        + "po_1,2026-08-26 00:00:00,txn_2,2026-08-25 09:12:45,2026-08-26 00:00:00,usd,-20.00,0.00,-20.00,"
        + "refund,re_1,Refund,ch_1,pi_1,oi1\n"
        + "po_1,2026-08-26 00:00:00,txn_3,2026-08-25 11:00:00,2026-08-26 00:00:00,usd,-50.00,15.00,-65.00,"
        + "dispute,dp_1,Dispute,ch_2,pi_2,oi2\n";

    private const string Razorpay =
        "entity_id,type,debit,credit,amount,currency,fee (exclusive tax),tax,on_hold,settled,created_at,settled_at,"
        + "settlement_id,description,notes,payment_id,settlement_utr,order_id,order_receipt,method,dispute_id\n"
        + "pay_1,payment,0.00,976.40,1000.00,BDT,23.60,3.60,0,1,24/08/2026 10:21:33,26/08/2026 11:00:00,"
        + "setl_1,,{},,UTR-1,order_1,oi1,card,\n"
        + "rfnd_1,refund,200.00,0.00,200.00,BDT,0.00,0.00,0,1,25/08/2026 10:21:33,26/08/2026 11:00:00,"
        + "setl_1,,{},pay_1,UTR-1,order_1,oi1,card,\n";

    private const string Adyen =
        "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,"
        + "Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),"
        + "Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number\n"
        + "Co,Shop,PSP1,oi1,visa,2026-08-24 09:00:00,UTC,Settled,PSP1,BDT,,400.00,1,BDT,,392.00,2.00,3.00,1.00,2.00,B7\n"
        + "Co,Shop,PSP1,oi1,visa,2026-08-25 09:00:00,UTC,Refunded,MOD1,BDT,100.00,,1,BDT,100.00,,,,,,B7\n"
        + "Co,Shop,PSP2,oi2,visa,2026-08-25 10:00:00,UTC,ChargebackReversed,MOD2,BDT,,50.00,1,BDT,,50.00,,,,,B7\n"
        + "Co,Shop,,,,2026-08-26 23:00:00,UTC,MerchantPayout,,BDT,,,,BDT,342.00,,,,,,B7\n";

    [Fact]
    public async Task A_payout_report_of_Stripe_is_read_by_the_mapping_that_is_proposed()
    {
        var (rows, preview) = await ReadAsProposedAsync(Stripe, Currency.Of("USD"));

        Assert.Equal(
            [
                ("pi_1", SettlementRowKind.Payment, 60000L, 870L, 59130L, "po_1"),
                ("pi_1", SettlementRowKind.Refund, -2000L, 0L, -2000L, "po_1"),
                ("pi_2", SettlementRowKind.Chargeback, -5000L, 1500L, -6500L, "po_1"),
            ],
            rows.Select(row => (row.ValidationId!, row.Kind, row.GrossMinor!.Value, row.FeeMinor!.Value, row.NetMinor!.Value,
                row.PayoutReference!)));
        Assert.All(rows, row => Assert.Equal(new DateOnly(2026, 8, 26), row.SettledOn));
        Assert.Equal(new(2026, 8, 24, 4, 2, 11, TimeSpan.Zero), rows[0].TransactedAt);
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("“payment_metadata[order_id]”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reconciliation_of_Razorpay_is_read_with_the_tax_in_its_fee_and_signs_by_debit_and_credit()
    {
        var (rows, preview) = await ReadAsProposedAsync(Razorpay, Currency.Bdt);

        Assert.Equal(
            [
                ("oi1", SettlementRowKind.Payment, 100000L, 2360L, 97640L, "UTR-1"),
                ("oi1", SettlementRowKind.Refund, -20000L, 0L, -20000L, "UTR-1"),
            ],
            rows.Select(row => (row.TransactionId!, row.Kind, row.GrossMinor!.Value, row.FeeMinor!.Value, row.NetMinor!.Value,
                row.PayoutReference!)));
        Assert.All(rows, row => Assert.Null(row.FeeVatMinor));
        Assert.Equal(new DateOnly(2026, 8, 26), rows[0].SettledOn);
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("has the VAT of the column “tax” in it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settlement_details_of_Adyen_are_read_without_a_part_of_the_fee_for_the_whole()
    {
        var (rows, preview) = await ReadAsProposedAsync(Adyen, Currency.Bdt);

        Assert.Equal(
            [
                ("oi1", SettlementRowKind.Payment, 39200L, "PSP1"),
                ("oi1", SettlementRowKind.Refund, -10000L, "MOD1"),
                ("oi2", SettlementRowKind.ChargebackReversal, 5000L, "MOD2"),
                (null, SettlementRowKind.Payout, -34200L, null),
            ],
            rows.Select(row => (row.TransactionId, row.Kind, row.NetMinor!.Value, row.RefundId)));
        Assert.All(rows, row => Assert.Equal((null, null, "B7"), (row.FeeMinor, row.GrossMinor, row.PayoutReference)));
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("The fee is in several columns", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VAT_beside_the_fee_is_read_and_a_file_that_does_not_tell_is_taken_so()
    {
        const string beside = "Tran Id,Amount,Fee,VAT,Net\nA,100.00,2.00,0.30,97.70\nB,100.00,2.00,0.00,98.00\n";

        Assert.Equal([30L, 0L], (await ReadAsProposedAsync(beside, Currency.Bdt)).Rows.Select(row => row.FeeVatMinor!.Value));
        Assert.Equal(30, (await ReadAsProposedAsync("Tran Id,Amount,Fee,VAT\nA,100.00,2.00,0.30\n", Currency.Bdt)).Rows[0].FeeVatMinor);
    }

    private static async Task<(List<SettlementRow> Rows, SettlementPreview Preview)> ReadAsProposedAsync(string text, Currency currency)
    {
        var preview = await SettlementFile.PreviewAsync(Bytes(text), currency, CancellationToken.None);
        return (await ReadAsync(text, preview.Proposal), preview);
    }
}
