using System.Text;
using CsCheck;
using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.BankFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>camt.053: which entries count, and how often.</summary>
public class ReadingCamt053Tests
{
    private const string Booked = "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-08-24</Dt></BookgDt><ValDt><Dt>2026-08-25</Dt></ValDt>";

    private static string File(string entries, string opening = "1000.00", string closing = "1000.00", string version = "08") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
          <BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
          <Stmt><Id>S-1</Id><ElctrncSeqNb>12</ElctrncSeqNb><Acct><Id><Othr><Id>0123456789</Id></Othr></Id><Ccy>BDT</Ccy></Acct>
            {Balance("OPBD", opening, "2026-08-24")}{Balance("CLBD", closing, "2026-08-25")}{Balance("CLAV", "5.00", "2026-08-25")}
            {entries}
          </Stmt></BkToCstmrStmt>
        </Document>
        """;

    private static string Balance(string kind, string amount, string day) =>
        $"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"BDT\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
        + $"<Dt><Dt>{day}</Dt></Dt></Bal>";

    private static string Entry(string amount, string side, string more = "", string head = Booked) =>
        $"<Ntry><NtryRef>N</NtryRef><Amt "
        + $"Ccy=\"BDT\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{head}<AcctSvcrRef>B1</AcctSvcrRef>{more}</Ntry>";

    private static string Detail(string amount, string id, string? side = null) =>
        $"<TxDtls><Refs><EndToEndId>{id}</EndToEndId><AcctSvcrRef>B-{id}</AcctSvcrRef></Refs><Amt Ccy=\"BDT\">{amount}</Amt>"
        + $"{(side is null ? "" : $"<CdtDbtInd>{side}</CdtDbtInd>")}<RmtInf><Ustrd>for {id}</Ustrd></RmtInf></TxDtls>";

    [Theory]
    [InlineData("02", "<Sts>BOOK</Sts><BookgDt><DtTm>2026-08-24T23:59:00+06:00</DtTm></BookgDt>")]
    [InlineData("08", "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-08-24</Dt></BookgDt>")]
    [InlineData("13", "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-08-24</Dt></BookgDt>")]
    public async Task Entries_of_any_version_are_read(string version, string head)
    {
        var entries = Entry("250.50", "CRDT", head: head) + Entry("50", "DBIT", "<AddtlNtryInf>fee</AddtlNtryInf>", head);
        var statement = Assert.Single(await ReadAsync(File(entries, closing: "1200.50", version: version)));

        Assert.Equal(("0123456789", "BDT", "S-1", 12L), (statement.Account, statement.Currency.Code, statement.Number, statement.Sequence));
        Assert.Equal((100000L, 120050L), (statement.OpeningMinor, statement.ClosingMinor));
        Assert.Equal((new DateOnly(2026, 8, 24), new DateOnly(2026, 8, 25)), (statement.OpenedOn!.Value, statement.ClosedOn!.Value));
        Assert.Equal([(1, 25050L, null), (2, -5000L, "fee")], statement.Lines.Select(line => (line.Number, line.AmountMinor, line.Text)));
        Assert.All(statement.Lines, line => Assert.Equal(
            (new DateOnly(2026, 8, 24), "N", "B1"), (line.BookedOn, line.Reference, line.BankReference)));
        Assert.Contains("<Amt Ccy=\"BDT\">250.50</Amt>", statement.Lines[0].Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_is_booked_counts()
    {
        var entries = Entry("1.00", "CRDT") + Entry("2.00", "CRDT", head: "<Sts>PDNG</Sts>")
            + Entry("4.00", "CRDT", head: "<Sts><Cd>INFO</Cd></Sts>");

        Assert.Equal(100, Assert.Single(Assert.Single(await ReadAsync(File(entries, closing: "1001.00"))).Lines).AmountMinor);
        await RefusesAsync("no status", File(Entry("1.00", "CRDT", head: ""), closing: "1001.00"));
    }

    [Fact]
    public async Task A_batch_is_its_details_where_they_add_up_and_otherwise_one_entry()
    {
        var details = $"<NtryDtls>{Detail("60.00", "A")}{Detail("50.00", "B")}{Detail("10.00", "C", "DBIT")}</NtryDtls>";
        var split = Assert.Single(await ReadAsync(File(Entry("100.00", "CRDT", details), closing: "1100.00")));
        Assert.Equal([("A", "B-A", 6000L, "for A"), ("B", "B-B", 5000L, "for B"), ("C", "B-C", -1000L, "for C")],
            split.Lines.Select(line => (line.Reference!, line.BankReference!, line.AmountMinor, line.Text!)));

        foreach (var amount in new[] { "59.99", "1060.00" })
        {
            var whole = Assert.Single(await ReadAsync(
                File(Entry("100.00", "CRDT", details.Replace("60.00", amount, StringComparison.Ordinal)), closing: "1100.00")));
            var line = Assert.Single(whole.Lines);
            Assert.Equal(("N", "B1", 10000L), (line.Reference, line.BankReference, line.AmountMinor));
        }
    }

    [Fact]
    public async Task One_detail_says_more_of_its_entry_and_its_amount_does_not_count()
    {
        var entry = Entry("100.00", "CRDT", $"<NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch>{Detail("7.00", "A")}</NtryDtls>");
        var line = Assert.Single(Assert.Single(await ReadAsync(File(entry, closing: "1100.00"))).Lines);

        Assert.Equal(("A", "B-A", 10000L, "for A"), (line.Reference, line.BankReference, line.AmountMinor, line.Text));
    }

    [Theory]
    [InlineData("DBIT", "900.00", -10000)]
    [InlineData("CRDT", "900.00", -10000)]
    [InlineData("DBIT", "1100.00", 10000)]
    public async Task The_sign_of_a_reversal_is_the_one_with_which_the_balances_add_up(string side, string closing, int minor)
    {
        var line = Assert.Single(Assert.Single(await ReadAsync(
            File(Entry("100.00", side, head: $"<RvslInd>true</RvslInd>{Booked}"), closing: closing))).Lines);

        Assert.True(line.IsReversal);
        Assert.Equal(minor, line.AmountMinor);
    }

    [Fact]
    public async Task An_entry_that_is_no_reversal_is_never_turned()
    {
        await RefusesAsync("Lines are missing or changed", File(Entry("100.00", "CRDT"), closing: "900.00"));
    }

    [Fact]
    public async Task The_same_end_to_end_id_in_two_entries_is_two_lines()
    {
        var entry = Entry("1.00", "CRDT", $"<NtryDtls>{Detail("1.00", "A")}</NtryDtls>");

        var statement = Assert.Single(await ReadAsync(File(entry + entry, closing: "1002.00")));
        Assert.Equal(["A", "A"], statement.Lines.Select(line => line.Reference));
    }

    [Theory]
    [InlineData("OPBD", "XXXX", "opening balance")]
    [InlineData("CLBD", "XXXX", "closing balance")]
    [InlineData("Ccy=\"BDT\">1000.00", "Ccy=\"USD\">1000.00", "not in one currency")]
    [InlineData(">1000.00<", ">1,000.00<", "no amount of BDT")]
    [InlineData(">1000.00<", ">1000.005<", "no amount of BDT")]
    [InlineData("camt.053.001.08", "camt.053.002.08", "no camt.053")]
    [InlineData("</BkToCstmrStmt>", "", "no sound XML")]
    [InlineData("<Document", "<!DOCTYPE x [<!ENTITY a \"b\">]><Document", "no sound XML")]
    public async Task A_statement_that_cannot_be_checked_is_refused(string from, string to, string said)
    {
        await RefusesAsync(said, File("").Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deep_and_wide_files_are_refused_before_they_fill_the_memory()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 1000)) + string.Concat(Enumerable.Repeat("</a>", 1000));
        await RefusesAsync("nested", File(Entry("1.00", "CRDT", deep)));
        await RefusesAsync("more parts", File(Entry("1.00", "CRDT", $"<a>{string.Concat(Enumerable.Repeat("<b/>", 20_000))}</a>")));
        await RefusesAsync("too long to be true", File(Entry("1.00", "CRDT", $"<a>{new string('x', 3 * 1024 * 1024)}</a>")));
    }

    [Fact]
    public async Task Other_messages_and_other_xml_are_named()
    {
        await RefusesAsync("only it has opening and closing balances",
            File("").Replace("camt.053", "camt.054", StringComparison.Ordinal));
        await RefusesAsync("is XML", "<?xml version=\"1.0\"?><a/>");
    }

    [Fact]
    public async Task Several_statements_and_odd_pieces_change_nothing()
    {
        var text = File(Entry("1.00", "CRDT") + Entry("2.00", "DBIT", $"<NtryDtls>{Detail("2.00", "A")}</NtryDtls>"), closing: "999.00");
        var from = text.IndexOf("<Stmt>", StringComparison.Ordinal);
        var statement = text[from..(text.IndexOf("</Stmt>", StringComparison.Ordinal) + "</Stmt>".Length)];
        var twice = Encoding.UTF8.GetBytes(text.Replace(statement, statement + statement, StringComparison.Ordinal));
        var whole = Assert.Single(await ReadAsync(text));

        await Gen.Int[1, 99].Array[1, 20].SampleAsync(async pieces =>
        {
            await using var file = new PiecedStream(twice, pieces);
            var read = await ReadAsync(file);
            Assert.Equal(2, read.Count);
            Assert.All(read, one => Assert.Equal(whole.Lines, one.Lines));
        }, iter: 50);
    }

    [Fact]
    public async Task No_spoilt_file_breaks_the_reader()
    {
        var text = File(Entry("1.00", "CRDT", $"<NtryDtls>{Detail("1.00", "A")}</NtryDtls>"), closing: "1001.00");
        await Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["<>/&\"= 0A"]).SampleAsync(async (at, letter) =>
        {
            var thrown = await Record.ExceptionAsync(() => ReadAsync(text[..at] + letter + text[(at + 1)..]));
            Assert.True(thrown is null or FileRefusedException, $"{at} {letter} {thrown}");
        }, iter: 2000);
    }
}
