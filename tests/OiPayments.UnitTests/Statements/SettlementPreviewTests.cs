using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>The first look at a file proposes a mapping that reads it, and says what is doubtful.</summary>
public class SettlementPreviewTests
{
    [Fact]
    public async Task A_usual_file_is_read_by_the_mapping_that_is_proposed()
    {
        const string text = "Sl,Tran_ID,VAL ID,Bank Tran Id,Type,Amount,Service Charge,VAT,Store Amount,Currency,Tran Date,Settlement "
            + "Date,Batch No\n"
            + "1,T1,V1,B1,Sale,\"1,25,000.00\",-2500.00,-375.00,\"1,22,125.00\",BDT,24/08/2026 21:05:09,26/08/2026,B7\n"
            + "2,T2,V2,B2,Refunded,-40.00,0.00,0.00,-40.00,BDT,25/08/2026 08:00:00,26/08/2026,B7\n";

        var preview = await SettlementFile.PreviewAsync(Bytes(text), Currency.Bdt, CancellationToken.None);
        var rows = await ReadAsync(text, preview.Proposal);

        Assert.Equal(FileFormat.Csv, preview.Format);
        Assert.Equal("Tran_ID", preview.Headers[1]);
        Assert.Equal(["1", "T1", "V1", "B1"], preview.Rows[0].Take(4));
        Assert.Equal(["Sl"], preview.Proposal.Ignored);
        Assert.Equal(
            [
                ("T1", SettlementRowKind.Payment, 12500000L, 250000L, 37500L, 12212500L),
                ("T2", SettlementRowKind.Refund, -4000L, 0L, 0L, -4000L),
            ],
            rows.Select(row => (row.TransactionId!, row.Kind, row.GrossMinor!.Value, row.FeeMinor!.Value, row.FeeVatMinor!.Value,
                row.NetMinor!.Value)));
        Assert.Equal(new(2026, 8, 24, 15, 5, 9, TimeSpan.Zero), rows[0].TransactedAt);
        Assert.Equal(new DateOnly(2026, 8, 26), rows[0].SettledOn);
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("“Service Charge” are below nought", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_the_gateways_undocumented_call_is_mapped()
    {
        const string text = "sett_date,tran_date,transactionID,cr_amount\n2026-08-26,2026-08-24 10:00:00,T1,97.50\n";

        var proposal = (await SettlementFile.PreviewAsync(Bytes(text), Currency.Bdt, CancellationToken.None)).Proposal;

        Assert.Equal(9750, Assert.Single(await ReadAsync(text, proposal)).NetMinor);
    }

    [Fact]
    public async Task A_bangla_file_is_mapped()
    {
        const string text = "তারিখ,লেনদেন আইডি,ধরন,পরিমাণ,চার্জ,নিট\n২৪-০৮-২০২৬,T1,বিক্রয়,১০০.০০,২.৫০,৯৭.৫০\n";

        var proposal = (await SettlementFile.PreviewAsync(Bytes(text), Currency.Bdt, CancellationToken.None)).Proposal;
        var row = Assert.Single(await ReadAsync(text, proposal));

        Assert.Equal((10000L, 250L, 9750L, SettlementRowKind.Payment), (row.GrossMinor, row.FeeMinor, row.NetMinor, row.Kind));
        Assert.Equal(new(2026, 8, 23, 18, 0, 0, TimeSpan.Zero), row.TransactedAt);
    }

    [Theory]
    [InlineData("24/08/2026", "dd/MM/yyyy", false)]
    [InlineData("08/24/2026", "MM/dd/yyyy", false)]
    [InlineData("01/02/2026", "dd/MM/yyyy", true)]
    [InlineData("4/8/2026 9:05 PM", "d/M/yyyy h:mm tt", true)]
    [InlineData("24-Aug-2026", "dd-MMM-yyyy", false)]
    [InlineData("2026-08-24 10:11:12", null, false)]
    [InlineData("2026/08/24 10:11", "yyyy/MM/dd HH:mm", false)]
    public async Task The_pattern_of_dates_is_guessed_and_doubted_where_day_and_month_may_be_traded(
        string cell, string? pattern, bool isDoubted)
    {
        var preview = await SettlementFile.PreviewAsync(Bytes($"Tran "
            + $"Id,Amount,Date\nA,1.00,{cell}\n"), Currency.Bdt, CancellationToken.None);

        Assert.Equal(pattern, preview.Proposal.Columns.Single(column => column.Field is SettlementField.TransactedAt).DatePattern);
        Assert.Equal(isDoubted, preview.Doubts.Any(doubt => doubt.Contains("day first and with the month", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("1.250,50", DecimalStyle.Comma, 0)]
    [InlineData("1,250.50", DecimalStyle.Point, 0)]
    [InlineData("125050", DecimalStyle.Point, 1)]
    [InlineData("abc", DecimalStyle.Point, 1)]
    public async Task The_style_of_amounts_is_guessed(string cell, DecimalStyle style, int doubts)
    {
        var preview = await SettlementFile.PreviewAsync(Bytes($"Tran Id;Amount\nA;{cell}\n"), Currency.Bdt, CancellationToken.None);

        Assert.Equal(style, preview.Proposal.Columns.Single(column => column.Field is SettlementField.Gross).Decimals);
        Assert.Equal(doubts, preview.Doubts.Count(doubt => doubt.Contains("amount", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Amount (BDT)")]
    [InlineData("AMOUNT BDT")]
    [InlineData("Gross Amount [Tk]")]
    [InlineData("Amount Taka")]
    [InlineData("পরিমাণ (৳)")]
    public async Task A_header_may_name_its_currency(string header)
    {
        var preview = await SettlementFile.PreviewAsync(Bytes($"Tran Id,{header}\nA,1.00\n"), Currency.Bdt, CancellationToken.None);

        Assert.Equal(header, preview.Proposal.Columns.Single(column => column.Field is SettlementField.Gross).Header);
    }

    [Fact]
    public async Task Refunds_above_nought_unknown_kinds_and_doubled_headers_are_doubted()
    {
        var preview = await SettlementFile.PreviewAsync(
            Bytes("Tran Id,Type,Amount,Note,note\nA,Sale,1.00,,\nB,Refund,2.00,,\nC,Gift,1.00,,\n"), Currency.Bdt, CancellationToken.None);

        Assert.Contains(preview.Doubts, doubt => doubt.Contains("refunds above nought", StringComparison.Ordinal));
        Assert.True(preview.Proposal.IsUnsigned);
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("“Gift”", StringComparison.Ordinal));
        Assert.Contains(preview.Doubts, doubt => doubt.Contains("twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headers_below_titles_are_found_and_at_most_twenty_rows_are_shown()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(number => $"T{number},1.00\n"));

        var preview = await SettlementFile.PreviewAsync(Bytes($"Shop,\nAugust,\nTran "
            + $"Id,Amount\n{rows}"), Currency.Bdt, CancellationToken.None);

        Assert.Equal(["Tran Id", "Amount"], preview.Headers);
        Assert.Equal(20, preview.Rows.Count);
        Assert.Equal(["T0", "1.00"], preview.Rows[0]);
    }

    [Fact]
    public async Task A_file_without_rows_has_no_preview()
    {
        await Assert.ThrowsAsync<FileRefusedException>(
            () => SettlementFile.PreviewAsync(Bytes("Tran Id,Amount\n"), Currency.Bdt, CancellationToken.None));
    }
}
