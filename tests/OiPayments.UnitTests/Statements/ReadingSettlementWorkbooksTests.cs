using System.IO.Compression;
using OiPayments.Statements;
using OiPayments.Statements.Workbooks;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>Workbooks: what their cells mean, and which of them are not believed.</summary>
public class ReadingSettlementWorkbooksTests
{
    private static readonly string[] Head = ["Id", "Gross", "Date"];

    private static readonly SettlementMapping Small = Mapping(
        Column("Id", SettlementField.TransactionId), Column("Gross", SettlementField.Gross), Column("Date", SettlementField.TransactedAt));

    // The first style is none, the second a date by number, the others by their letters.
    private const string Styles =
        """
        <numFmts count="4"><numFmt numFmtId="164" formatCode="dd\-mmm\-yyyy;@"/>
        <numFmt numFmtId="165" formatCode="&quot;day &quot;#,##0.00"/>
        <numFmt numFmtId="166" formatCode="000000"/><numFmt numFmtId="167" formatCode="[$-409]m/d/yy h:mm AM/PM"/></numFmts>
        <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/>
        <xf numFmtId="166"/><xf numFmtId="167"/></cellXfs>
        """;

    [Fact]
    public async Task Texts_numbers_and_dates_are_read_from_cells_wherever_they_stand()
    {
        var file = new WorkbookFile
        {
            Strings = "<si><t>Id</t></si><si><r><t>Gr</t></r><r><t>oss</t></r><rPh><t>spoken</t></rPh></si><si><t "
                + "xml:space=\"preserve\"> T_x0031_ </t></si>",
            Styles = Styles,
            Rows = """
                <row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="E2" t="inlineStr"><is><t>Date</t></is></c></row>
                <row r="5"><c r="B5" t="s"><v>2</v></c><c r="C5"><v>1250.4999999999998</v></c>
                <c r="E5" s="1"><v>46258.979166666664</v></c></row>
                <row r="6"><c r="B6" t="str"><f>"T"&amp;2</f><v>T2</v></c><c r="C6"><f>SUM(C5)</f><v>-2.5E1</v></c>
                <c r="E6" s="2"><v>46258</v></c></row>
                <row r="7"><c r="B7" t="inlineStr"><is><t>T3</t></is></c><c r="C7" s="3"><v>5</v></c>
                <c r="E7" s="5"><v>46258.5</v></c></row>
                """,
        };

        var rows = await ReadAsync(file.Write(), Small);

        Assert.Equal([("T1", 125050L, 5), ("T2", -2500L, 6), ("T3", 500L, 7)],
            rows.Select(row => (row.TransactionId!, row.GrossMinor!.Value, row.Number)));
        Assert.Equal(
            [
                new(2026, 8, 24, 17, 30, 0, TimeSpan.Zero),
                new(2026, 8, 23, 18, 0, 0, TimeSpan.Zero),
                new(2026, 8, 24, 6, 0, 0, TimeSpan.Zero),
            ],
            rows.Select(row => row.TransactedAt!.Value));
    }

    [Fact]
    public async Task Dates_since_1904_and_dates_in_words_of_iso_are_read()
    {
        var file = new WorkbookFile
        {
            Properties = """<workbookPr date1904="1"/>""",
            Styles = Styles,
            Rows = WorkbookFile.Inline(
                Head, ["A", "<c><v>1</v></c>", "<c s=\"2\"><v>44796</v></c>"], ["B", "<c><v>1</v></c>", "<c "
                    + "t=\"d\"><v>2026-08-24T10:00:00</v></c>"],
                ["C", "<c><v>1</v></c>", "<c t=\"d\"><v>2026-08-24T21:00:00.000Z</v></c>"]),
        };

        Assert.Equal(
            [
                new(2026, 8, 23, 18, 0, 0, TimeSpan.Zero), new(2026, 8, 24, 4, 0, 0, TimeSpan.Zero),
                new(2026, 8, 24, 15, 0, 0, TimeSpan.Zero),
            ],
            (await ReadAsync(file.Write(), Small)).Select(row => row.TransactedAt!.Value));
    }

    [Theory]
    [InlineData("<c><v>1234567890123450</v></c>", "lost digits")]
    [InlineData("<c><v>1.23E+17</v></c>", "lost digits")]
    [InlineData("<c s=\"1\"><v>46258</v></c>", "made a date of the id")]
    [InlineData("<c t=\"e\"><v>#N/A</v></c>", "a formula failed there (#N/A)")]
    [InlineData("<c><f>A1</f></c>", "a formula without its result")]
    public async Task An_id_that_the_workbook_does_not_hold_as_text_refuses_the_file(string cell, string said)
    {
        var file = new WorkbookFile { Styles = Styles, Rows = WorkbookFile.Inline(Head, [cell, "<c><v>1</v></c>", ""]) };

        var refused = await RefusedAsync(file.Write(), Small);

        Assert.StartsWith("Row 2, column “Id”: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<c><v>123456789012345</v></c>", "123456789012345")]
    [InlineData("<c s=\"4\"><v>123</v></c>", "000123")]
    [InlineData("<c t=\"inlineStr\"><is><t>1234567890123456789</t></is></c>", "1234567890123456789")]
    public async Task An_id_that_kept_its_digits_is_read_as_it_is_shown(string cell, string id)
    {
        var file = new WorkbookFile { Styles = Styles, Rows = WorkbookFile.Inline(Head, [cell, "<c><v>1</v></c>", ""]) };

        Assert.Equal(id, Assert.Single(await ReadAsync(file.Write(), Small)).TransactionId);
    }

    [Theory]
    [InlineData("12.505")]
    [InlineData("1250.49999")]
    public async Task A_number_that_is_finer_than_its_currency_refuses_the_file(string number)
    {
        var file = new WorkbookFile { Rows = WorkbookFile.Inline(Head, ["A", $"<c><v>{number}</v></c>", ""]) };

        await RefusesAsync("no amount of BDT", file.Write(), Small);
    }

    [Fact]
    public async Task A_column_in_which_a_spreadsheet_made_dates_of_some_days_refuses_the_file_by_both_rows()
    {
        var mapping = Mapping([.. Small.Columns.Take(2), Column("Date", SettlementField.TransactedAt) with { DatePattern = "dd/MM/yyyy" }]);
        var file = new WorkbookFile
        {
            Styles = Styles,
            Rows = WorkbookFile.Inline(
                Head, ["A", "<c><v>1</v></c>", "<c s=\"2\"><v>46210</v></c>"], ["B", "<c><v>1</v></c>", "24/06/2026"]),
        };

        await RefusesAsync("row 3 has the text “24/06/2026” and row 2 the date", file.Write(), mapping);
    }

    [Fact]
    public async Task A_thousand_empty_rows_at_the_end_are_nothing_and_the_dimension_is_not_believed()
    {
        var empty = string.Concat(Enumerable.Range(4, 1000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/><c r=\"XFD{row}\" "
            + "s=\"1\"/></row>"));
        var rows = WorkbookFile.Inline(Head, ["A", "<c><v>1</v></c>", ""], ["B", "<c><v>1</v></c>", ""]);

        Assert.Equal(2, (await ReadAsync(new WorkbookFile { Rows = rows + empty }.Write(), Small)).Count);
    }

    [Fact]
    public async Task A_total_of_a_workbook_is_compared_to_the_smallest_unit()
    {
        string[][] rows = [Head, ["A", "<c><v>0.1</v></c>", ""], ["B", "<c><v>0.2</v></c>", ""]];

        Assert.Equal(2, (await ReadAsync(With("0.30000000000000004"), Small)).Count);
        await RefusedAsync(With("0.31"), Small);

        MemoryStream With(string total) =>
            new WorkbookFile { Rows = WorkbookFile.Inline([.. rows, ["Total", $"<c><v>{total}</v></c>", ""]]) }.Write();
    }

    [Fact]
    public async Task The_sheet_of_the_mapping_is_read_or_else_the_first_that_is_shown()
    {
        var shown = WorkbookFile.Inline(Head, ["shown", "<c><v>1</v></c>", ""]);
        var file = new WorkbookFile
        {
            Sheets = """<sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Rows" sheetId="2" r:id="rId2"/>""",
            Rows = WorkbookFile.Inline(Head, ["hidden", "<c><v>1</v></c>", ""]),
        }.With("xl/worksheets/sheet2.xml", $"<worksheet><sheetData>{shown}</sheetData></worksheet>");

        Assert.Equal("shown", Assert.Single(await ReadAsync(file.Write(), Small)).TransactionId);
        Assert.Equal("hidden", Assert.Single(await ReadAsync(file.Write(), Small with { Sheet = "notes" })).TransactionId);
        Assert.DoesNotContain(await DoubtsAsync(file.Write()), doubt => doubt.Contains("sheets", StringComparison.Ordinal));
        await RefusesAsync("It has “Rows”", file.Write(), Small with { Sheet = "Other" });
    }

    [Fact]
    public async Task The_preview_says_that_other_sheets_are_not_read()
    {
        var file = new WorkbookFile
        {
            Sheets = """<sheet name="Sales" sheetId="1" r:id="rId1"/><sheet name="Refunds" sheetId="2" r:id="rId2"/>""",
            Rows = WorkbookFile.Inline(Head, ["A", "<c><v>1</v></c>", ""]),
        };

        Assert.Contains(await DoubtsAsync(file.Write()), doubt => doubt.Contains("“Sales”, “Refunds”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_strict_workbook_is_read()
    {
        var file = new WorkbookFile
        {
            Namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main",
            Rows = WorkbookFile.Inline(Head, ["A", "<c><v>1</v></c>", ""]),
        };

        Assert.Single(await ReadAsync(file.Write(), Small));
    }

    [Fact]
    public async Task A_document_type_is_refused_and_nothing_is_fetched()
    {
        var file = new WorkbookFile { Rows = WorkbookFile.Inline(Head, ["A", "<c><v>1</v></c>", ""]) }.Write();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/sharedStrings.xml")!.Delete();
            using var part = zip.CreateEntry("xl/sharedStrings.xml").Open();
            part.Write("<!DOCTYPE sst [<!ENTITY a 'b'>]><sst><si><t>&a;</t></si></sst>"u8);
        }

        await RefusesAsync("damaged", file, Small);
    }

    [Fact]
    public async Task A_part_that_unpacks_to_far_more_than_it_is_refuses_the_file()
    {
        var row = new string(' ', 1000 * 1000) + "<row/>";
        var file = new WorkbookFile { Rows = string.Concat(Enumerable.Repeat(row, 80)) }.Write(CompressionLevel.SmallestSize);

        await RefusesAsync("unpacks to more", file, Small);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public async Task A_row_without_end_refuses_the_file_before_it_fills_the_memory(int megabytes)
    {
        var file = new WorkbookFile { Rows = $"<row><c t=\"str\"><v>{new string('x', megabytes * 1024 * 1024)}</v></c></row>" }.Write();

        await RefusesAsync("too long to be true", file, Small);
    }

    [Fact]
    public void Millions_of_different_texts_are_read_in_little_memory()
    {
        var strings = new PackedStrings();
        for (var number = 0; number < 200_000; number++)
        {
            strings.Add(Id(number));
            strings.Add($"V{number * 7919L % 99_999_989:00000000}");
        }

        strings.Add(new string('ক', 200_000));
        for (var number = 0; number < 400_000; number += 2) Assert.Equal(Id(number / 2), strings[number]);
        Assert.Equal([Id(199_999), Id(0), Id(123_456)], new[] { 399_998, 0, 246_912 }.Select(number => strings[number]));
        Assert.Equal(200_000, strings[400_000]!.Length);
        Assert.Null(strings[400_001]);
        Assert.Null(strings[-1]);

        static string Id(int number) => $"SSLCZ_TEST_{number:00000000}";
    }

    [Fact]
    public void Texts_that_fill_the_memory_or_are_named_in_any_order_refuse_the_file()
    {
        var many = new PackedStrings(maxBytes: 1024 * 1024);
        var refused = Assert.Throws<FileRefusedException>(() =>
        {
            var noise = new byte[24];
            for (var number = 0; number < 10_000_000; number++)
            {
                System.Security.Cryptography.RandomNumberGenerator.Fill(noise);
                many.Add(Convert.ToBase64String(noise));
            }
        });
        Assert.Contains("Save its sheet as CSV", refused.Message, StringComparison.Ordinal);
        Assert.InRange(many.Count, 20_000, 60_000);

        var hopping = new PackedStrings(maxUnpackings: 500);
        for (var number = 0; number < 1_000_000; number++) hopping.Add($"id {number}");
        Assert.Throws<FileRefusedException>(() =>
        {
            for (var number = 0L; number < 2000; number++) _ = hopping[(int)(number * 104_729 % 1_000_000)];
        });
    }

    [Fact]
    public async Task A_workbook_with_more_texts_than_rows_is_read()
    {
        var ids = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"<si><t>SSLCZ_TEST_{number:00000000}</t></si>"));
        var rows = WorkbookFile.Inline(
            Head, ["<c t=\"s\"><v>0</v></c>", "<c><v>1</v></c>", ""], ["<c t=\"s\"><v>99999</v></c>", "<c><v>1</v></c>", ""]);

        var read = await ReadAsync(new WorkbookFile { Strings = ids, Rows = rows }.Write(), Small);

        Assert.Equal(["SSLCZ_TEST_00000000", "SSLCZ_TEST_00099999"], read.Select(row => row.TransactionId));
    }

    [Theory]
    [InlineData("<row r=\"3\"/><row r=\"2\"/>", "Behind row 3")]
    [InlineData("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "disorder")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>", "does not have")]
    [InlineData("<row r=\"1\"><c r=\"SS1\"><v>1</v></c></row>", "more than 500 columns")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c>", "damaged")]
    public async Task A_sheet_that_no_program_writes_refuses_the_file(string rows, string said)
    {
        await RefusesAsync(said, new WorkbookFile { Rows = rows }.Write(), Small);
    }

    [Fact]
    public async Task A_file_that_names_itself_by_too_many_names_or_is_nested_without_end_is_refused()
    {
        var names = string.Concat(Enumerable.Range(0, 10_000).Select(number => $"<row><a{number}/></row>"));
        await RefusesAsync("kinds of elements", new WorkbookFile { Rows = names }.Write(), Small);

        var deep = string.Concat(Enumerable.Repeat("<row>", 100)) + string.Concat(Enumerable.Repeat("</row>", 100));
        await RefusesAsync("nested", new WorkbookFile { Rows = deep }.Write(), Small);
    }

    [Fact]
    public async Task Another_archive_is_named_for_what_it_is()
    {
        await RefusesAsync("without a workbook", Zip(("report.csv", "Id,Gross\nA,1\n")), Small);
        await RefusesAsync("OpenDocument", Zip(("mimetype", ""), ("content.xml", "")), Small);
        const string document = "<Relationships><Relationship Id=\"1\" Type=\"a/officeDocument\" "
            + "Target=\"word/document.xml\"/></Relationships>";
        await RefusesAsync("no workbook", Zip(("_rels/.rels", document)), Small);
        const string binary = "<Relationships><Relationship Id=\"1\" Type=\"a/officeDocument\" "
            + "Target=\"xl/workbook.bin\"/></Relationships>";
        await RefusesAsync(".xlsb", Zip(("_rels/.rels", binary)), Small);
    }

    [Fact]
    public async Task A_cut_or_spoilt_workbook_is_refused_in_words()
    {
        var whole = new WorkbookFile { Rows = WorkbookFile.Inline(Head, ["A", "<c><v>1</v></c>", ""]) }.Write().ToArray();

        await RefusesAsync("cut", new MemoryStream(whole[..(whole.Length / 2)]), Small);
        for (var at = 4; at < whole.Length; at += 7)
        {
            var spoilt = whole.ToArray();
            spoilt[at] ^= 0x55;
            var refused = await Record.ExceptionAsync(() => ReadAsync(new MemoryStream(spoilt), Small));
            Assert.True(refused is null or FileRefusedException, $"{at}: {refused}");
        }
    }

    [Fact]
    public async Task More_files_than_a_workbook_has_are_refused_before_their_list_is_read()
    {
        var many = Zip([.. Enumerable.Range(0, 20_000).Select(number => ($"folder/with/a/long/name/{number}", ""))]);

        await RefusesAsync("more files than a workbook has", many, Small);
    }

    [Fact]
    public async Task Odd_pieces_change_nothing()
    {
        var rows = WorkbookFile.Inline(Head, ["A", "<c><v>1</v></c>", ""], ["B", "<c><v>2</v></c>", ""]);
        var bytes = new WorkbookFile { Rows = rows }.Write().ToArray();

        await using var file = new PiecedStream(bytes, [1, 3, 2, 7]);
        Assert.Equal(["A", "B"], (await ReadAsync(file, Small)).Select(row => row.TransactionId));
    }

    [Fact]
    public async Task The_preview_of_a_workbook_shows_dates_and_its_proposal_reads_it()
    {
        var file = new WorkbookFile
        {
            Styles = Styles,
            Rows = WorkbookFile.Inline(["Tran Id", "Amount", "Tran Date"], ["A", "<c><v>1</v></c>", "<c s=\"2\"><v>46258</v></c>"]),
        }.Write();

        var preview = await SettlementFile.PreviewAsync(file, Currency.Bdt, CancellationToken.None);

        Assert.Equal(FileFormat.Xlsx, preview.Format);
        Assert.Equal(["A", "1", "2026-08-24"], preview.Rows[0]);
        Assert.Single(await ReadAsync(file, preview.Proposal));
    }

    private static async Task<IReadOnlyList<string>> DoubtsAsync(MemoryStream file) =>
        (await SettlementFile.PreviewAsync(file, Currency.Bdt, CancellationToken.None)).Doubts;

    private static MemoryStream Zip(params (string Path, string Text)[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path).Open());
                writer.Write(text);
            }
        }

        return file;
    }
}
