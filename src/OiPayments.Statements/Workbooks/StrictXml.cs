using System.Text;
using System.Xml;
using OiPayments.Statements.Tables;

namespace OiPayments.Statements.Workbooks;

/// <summary>XML of strangers: no document type, no entity of its own, nothing fetched from anywhere.</summary>
internal static class StrictXml
{
    /// <summary>Deeper than any workbook or bank message.</summary>
    public const int MaxDepth = 64;

    public static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        NameTable = new BoundedNames(),
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    public static void CheckDepth(XmlReader xml)
    {
        if (xml.Depth > MaxDepth) throw new FileRefusedException("The file is nested deeper than any program writes it. Download it "
            + "again.");
    }

    /// <summary>The text within the element that the reader is at; it ends at the element's end.</summary>
    public static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, first) = (xml.Depth, "");
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            CheckDepth(xml);
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
                continue;

            // Nearly every text is in one piece, and a sheet has millions.
            if (first.Length == 0) first = xml.Value;
            else Append(more ??= new(first), xml.Value);
        }

        return more?.ToString() ?? first;
    }

    /// <exception cref="FileRefusedException">The text is longer than a cell can be.</exception>
    public static void Append(StringBuilder text, string piece)
    {
        if (text.Length + piece.Length <= TableRow.MaxCellLength) text.Append(piece);
        else throw new FileRefusedException($"The file has a text of more than {TableRow.MaxCellLength} characters. Shorten it in the "
            + "source.");
    }
}
