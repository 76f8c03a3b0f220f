using System.Globalization;
using System.Text;
using System.Xml;
using OiPayments.Sandbox.Domain;

namespace OiPayments.Sandbox.Settlements;

/// <summary>Writes a statement as camt.053, version 8. Names, and the order of elements, are those of ISO 20022.</summary>
internal sealed class CamtFile
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    private const string Day = "yyyy-MM-dd";
    private const string Bank = "SANDBOX";

    private readonly XmlWriter xml;
    private readonly BankStatement statement;

    private CamtFile(XmlWriter xml, BankStatement statement) => (this.xml, this.statement) = (xml, statement);

    public static byte[] Write(BankStatement statement)
    {
        using var file = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(file, settings)) new CamtFile(xml, statement).WriteDocument();
        return file.ToArray();
    }

    private void WriteDocument()
    {
        // When a bank closes its day: of the same statement always the same.
        var created = $"{Shown(statement.To)}T23:59:00+06:00";
        var id = string.Create(CultureInfo.InvariantCulture, $"{statement.Account}-{statement.Number}");
        Within("Document", () => Within("BkToCstmrStmt", () =>
        {
            Within("GrpHdr", () =>
            {
                Add("MsgId", id);
                Add("CreDtTm", created);
            });
            Within("Stmt", () =>
            {
                Add("Id", id);
                Add("ElctrncSeqNb", statement.Number.ToString(CultureInfo.InvariantCulture));
                Add("CreDtTm", created);
                Within("Acct", () =>
                {
                    Within("Id", () => Within("Othr", () => Add("Id", statement.Account)));
                    Add("Ccy", "BDT");

                    // ISO 20022 does not ask for the bank, but banks name themselves, and readers rely on it.
                    Within("Svcr", () => Within("FinInstnId", () => Within("Othr", () => Add("Id", Bank))));
                });
                AddBalance("OPBD", statement.Opening, statement.From);
                AddBalance("CLBD", statement.Closing, statement.To);
                foreach (var line in statement.Lines) AddEntry(line);
            });
        }));
    }

    private void AddBalance(string kind, decimal balance, DateOnly day) => Within("Bal", () =>
    {
        Within("Tp", () => Within("CdOrPrtry", () => Add("Cd", kind)));
        AddAmount(balance);
        Within("Dt", () => Add("Dt", Shown(day)));
    });

    private void AddEntry(BankLine line) => Within("Ntry", () =>
    {
        AddAmount(line.Amount, line.IsReturn);
        Within("Sts", () => Add("Cd", "BOOK"));
        Within("BookgDt", () => Add("Dt", Shown(line.Day)));
        Within("ValDt", () => Add("Dt", Shown(line.Day)));
        Add("AcctSvcrRef", line.BankReference);
        Within("BkTxCd", () => Within("Prtry", () => Add("Cd", line.Reference is null ? "CHRG" : line.IsReturn ? "RTRN" : "NTRF")));
        if (line.Reference is { } reference) AddDetails(reference, line.Text);
        else Add("AddtlNtryInf", line.Text);
    });

    private void AddDetails(string reference, string text) => Within("NtryDtls", () => Within("TxDtls", () =>
    {
        Within("Refs", () => Add("EndToEndId", reference));
        Within("RmtInf", () => Add("Ustrd", text));
    }));

    private void AddAmount(decimal amount, bool isReturn = false)
    {
        xml.WriteStartElement("Amt", Namespace);
        xml.WriteAttributeString("Ccy", "BDT");
        xml.WriteString(Amounts.Padded(Math.Abs(amount)));
        xml.WriteEndElement();
        Add("CdtDbtInd", amount < 0 ? "DBIT" : "CRDT");
        if (isReturn) Add("RvslInd", "true");
    }

    private void Within(string name, Action write)
    {
        xml.WriteStartElement(name, Namespace);
        write();
        xml.WriteEndElement();
    }

    private void Add(string name, string text) => xml.WriteElementString(name, Namespace, text);

    private static string Shown(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);
}
