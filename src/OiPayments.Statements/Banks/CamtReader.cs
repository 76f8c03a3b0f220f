using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using OiPayments.Statements.Workbooks;

namespace OiPayments.Statements.Banks;

/// <summary>Reads camt.053 of whatever version, forwards only: one element of a statement, or one detail of an entry, at a time.</summary>
internal sealed partial class CamtReader(XmlReader xml, ReadAhead part)
{
    public static async IAsyncEnumerable<BankStatement> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var part = new ReadAhead(file, file.Length, leaveOpen: true);
        await part.CompleteAsync(ct);
        using var xml = XmlReader.Create(part, StrictXml.Settings());
        var (reader, hasAny) = (new CamtReader(xml, part), false);

        while (await reader.NextAsync(ct) is { } statement)
        {
            hasAny = true;
            yield return statement;
        }

        if (!hasAny) throw new FileRefusedException("The file has no statement. Download it again from the bank.");
    }

    private async Task<BankStatement?> NextAsync(CancellationToken ct)
    {
        try
        {
            while (await ReadAsync(ct))
            {
                if (xml.NodeType is not XmlNodeType.Element) continue;
                if (xml.Depth == 0) CheckRoot();
                if (xml is { LocalName: "Stmt", Depth: 2 }) return await StatementAsync(ct);
            }

            return null;
        }
        catch (XmlException broken)
        {
            throw new FileRefusedException(
                "The file is no sound XML, or has a document type, which no bank writes. Download it again.", innerException: broken);
        }
    }

    private void CheckRoot()
    {
        if (Namespace().IsMatch(xml.NamespaceURI) && xml.LocalName == "Document") return;
        throw new FileRefusedException($"The file is XML of {Quoted.Of(xml.NamespaceURI)} and no camt.053. Ask the bank for camt.053.");
    }

    private async Task<BankStatement> StatementAsync(CancellationToken ct)
    {
        var statement = new CamtStatement();
        var depth = xml.Depth;
        if (xml.IsEmptyElement) return statement.Finish();

        await ReadAsync(ct);
        while (xml.Depth > depth)
        {
            if (xml.NodeType is not XmlNodeType.Element) await ReadAsync(ct);
            else if (xml.LocalName == "Ntry") statement.AddEntry(await EntryAsync(statement.Entry(), ct));
            else statement.Add(await ElementAsync(ct));
        }

        return statement.Finish();
    }

    private async Task<CamtEntry> EntryAsync(CamtEntry entry, CancellationToken ct)
    {
        var depth = xml.Depth;
        var isEmpty = xml.IsEmptyElement;
        await ReadAsync(ct);
        while (!isEmpty && xml.Depth > depth)
        {
            // The elements of the details' frame are stepped into: a batch has thousands of details.
            if (xml.NodeType is not XmlNodeType.Element || xml.LocalName == "NtryDtls") await ReadAsync(ct);
            else if (xml.LocalName == "TxDtls") entry.AddDetail(await ElementAsync(ct));
            else if (xml.Depth == depth + 1) entry.Add(await ElementAsync(ct));
            else await ElementAsync(ct);
        }

        // Behind the entry's end, unless it was empty.
        if (!isEmpty) await ReadAsync(ct);
        return entry;
    }

    // Leaves the reader at what follows the element.
    private async Task<XElement> ElementAsync(CancellationToken ct)
    {
        var element = SmallElement.Read(xml);
        await part.CompleteAsync(ct);
        return element;
    }

    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        if (!xml.Read()) return false;
        StrictXml.CheckDepth(xml);
        await part.CompleteAsync(ct);
        return true;
    }

    [GeneratedRegex(@"\Aurn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.[0-9]{2}\z", RegexOptions.None, 1000)]
    private static partial Regex Namespace();
}
