using System.Text;
using System.Xml;

namespace OiPayments.Statements.Workbooks;

/// <summary>A text that may be in pieces, each with a look of its own. How to pronounce it is no part of it.</summary>
internal static class RichText
{
    /// <summary>The text within the element that the reader is at; it ends at the element's end.</summary>
    public static string Of(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, first, isSpoken) = (xml.Depth, "", false);
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            StrictXml.CheckDepth(xml);
            if (xml.LocalName == "rPh") isSpoken = xml.NodeType is XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType is XmlNodeType.Element && xml.LocalName == "t" && !isSpoken)
            {
                var piece = StrictXml.TextOf(xml);
                if (first.Length == 0) first = piece;
                else StrictXml.Append(more ??= new(first), piece);
            }
        }

        return more?.ToString() ?? first;
    }
}
