using System.Text;
using OiPayments.Statements;
using static OiPayments.UnitTests.Statements.StatementFiles;

namespace OiPayments.UnitTests.Statements;

/// <summary>An upload lies in the database, in pieces: no thread may wait for them.</summary>
public class WaitingForFilesTests
{
    private const int Rows = 20_000;

    private static readonly SettlementMapping Small = Mapping(
        Column("Id", SettlementField.TransactionId), Column("Gross", SettlementField.Gross));

    [Fact]
    public async Task Text_is_read_asynchronously()
    {
        var text = "Id,Gross\n" + string.Concat(Enumerable.Range(0, Rows).Select(number => $"T{number},1.50\n"));

        Assert.Equal(Rows, (await ReadAsync(new AwaitedStream(Encoding.UTF8.GetBytes(text)), Small)).Count);
    }

    [Fact]
    public async Task A_workbook_is_read_asynchronously()
    {
        var strings = string.Concat(Enumerable.Range(0, Rows).Select(number => $"<si><t>T{number * 7919L % 1_000_003}</t></si>"));
        var rows = WorkbookFile.Inline(
            [["Id", "Gross"], .. Enumerable.Range(0, Rows).Select(number => (string[])[$"<c "
                + $"t=\"s\"><v>{number}</v></c>", "<c><v>1.5</v></c>"])]);

        var file = new AwaitedStream(new WorkbookFile { Strings = strings, Rows = rows }.Write().ToArray());

        Assert.Equal(Rows, (await ReadAsync(file, Small)).Count);
    }

    [Fact]
    public async Task A_page_is_read_asynchronously()
    {
        var rows = string.Concat(Enumerable.Range(0, Rows).Select(number => $"<tr><td>T{number}</td><td>1.50</td></tr>"));

        var file = new AwaitedStream(Encoding.UTF8.GetBytes($"<table><tr><td>Id</td><td>Gross</td></tr>{rows}</table>"));

        Assert.Equal(Rows, (await ReadAsync(file, Small)).Count);
    }

    [Fact]
    public async Task Bank_statements_are_read_asynchronously()
    {
        var lines = string.Concat(Enumerable.Repeat(":61:260824C1,NTRFX//Y\n:86:TEXT\n", Rows));
        var message = $":20:A\n:25:1\n:28C:1\n:60F:C260824BDT0,\n{lines}:62F:C260824BDT{Rows},\n";
        Assert.Equal(Rows, Assert.Single(await BankFiles.ReadAsync(new AwaitedStream(Encoding.UTF8.GetBytes(message)))).Lines.Count);

        const string entry = "<Ntry><Amt Ccy=\"BDT\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
            + "<BookgDt><Dt>2026-08-24</Dt></BookgDt></Ntry>";
        var entries = string.Concat(Enumerable.Repeat(entry, Rows));
        var camt = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt>"
            + $"{Balance("OPBD", 0)}{Balance("CLBD", Rows)}{entries}</Stmt></BkToCstmrStmt></Document>";
        Assert.Equal(Rows, Assert.Single(await BankFiles.ReadAsync(new AwaitedStream(Encoding.UTF8.GetBytes(camt)))).Lines.Count);

        static string Balance(string kind, int amount) =>
            $"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"BDT\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
            + "<Dt><Dt>2026-08-24</Dt></Dt></Bal>";
    }
}
