using System.Xml;
using System.Xml.Linq;
using OiPayments.Statements.Workbooks;

namespace OiPayments.Statements.Banks;

/// <summary>One element with all that is within it, without its namespaces, and bounded: whoever walks it may do so freely.</summary>
internal static class SmallElement
{
    private const int MaxElements = 10_000;

    /// <summary>Reads the element that the reader is at, and leaves it at what follows.</summary>
    /// <exception cref="FileRefusedException">It is deeper, or has more elements, than any bank writes.</exception>
    public static XElement Read(XmlReader xml)
    {
        var depth = xml.Depth;
        var root = Begin(xml);
        var (current, count) = (root, 1);
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return root;
        }

        while (xml.Read() && xml.Depth > depth)
        {
            StrictXml.CheckDepth(xml);
            if (xml.NodeType is XmlNodeType.Element)
            {
                if (++count > MaxElements)
                    throw new FileRefusedException("An element of the file has more parts than any bank writes. Download it again.");
                var child = Begin(xml);
                current.Add(child);
                if (!xml.IsEmptyElement) current = child;
            }
            else if (xml.NodeType is XmlNodeType.EndElement) current = current.Parent ?? root;
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) current.Add(new XText(xml.Value));
        }

        xml.Read();
        return root;
    }

    private static XElement Begin(XmlReader xml)
    {
        var element = new XElement(xml.LocalName);
        if (xml.GetAttribute("Ccy") is { } currency) element.SetAttributeValue("Ccy", currency);
        return element;
    }
}
