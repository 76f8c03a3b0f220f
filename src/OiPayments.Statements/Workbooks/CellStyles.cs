using System.Globalization;
using System.Xml;

namespace OiPayments.Statements.Workbooks;

/// <summary>What the formats of cells make of their numbers: dates, or numbers that are filled up with noughts.</summary>
internal sealed class CellStyles
{
    private const int MaxStyles = 100_000;
    private const int LongestPadded = 15;

    private readonly Dictionary<int, string> codes = [];
    private readonly List<int> formats = [];
    private readonly List<(bool IsDate, int Digits)> styles = [];

    public bool IsDate(int style) => style >= 0 && style < styles.Count && styles[style].IsDate;

    /// <summary>How many digits the number is shown with at least: an id 000123 may be the number 123.</summary>
    public int Digits(int style) => style >= 0 && style < styles.Count ? styles[style].Digits : 0;

    public static CellStyles Read(XmlReader xml)
    {
        var styles = new CellStyles();
        var isWithin = false;
        while (xml.Read())
        {
            StrictXml.CheckDepth(xml);
            if (xml.LocalName == "cellXfs") isWithin = xml.NodeType is XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType is XmlNodeType.Element) styles.Take(xml, isWithin);
        }

        styles.styles.AddRange(styles.formats.Select(styles.Format));
        return styles;
    }

    private void Take(XmlReader xml, bool isWithin)
    {
        if (xml.LocalName == "numFmt" && int.TryParse(xml.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var id))
            codes[id] = xml.GetAttribute("formatCode") ?? "";
        if (xml.LocalName != "xf" || !isWithin) return;
        if (formats.Count == MaxStyles)
            throw new FileRefusedException("The workbook has more formats than any program writes. Save its sheet as CSV (UTF-8).");
        formats.Add(int.TryParse(xml.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var format) ? format : 0);
    }

    private (bool IsDate, int Digits) Format(int id)
    {
        // Formats that every workbook has are known by their number (ECMA-376, part 1, 18.8.30).
        if (!codes.TryGetValue(id, out var code)) return (id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 50 and <= 58), 0);
        if (code.Length is > 1 and <= LongestPadded && code.All(letter => letter == '0')) return (false, code.Length);
        return (WritesDate(code), 0);
    }

    // Of the part for positive numbers; texts in it, and letters that stand for themselves, say nothing.
    private static bool WritesDate(string code)
    {
        var (isDate, quoted) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            var letter = char.ToLowerInvariant(code[i]);
            if (letter == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (letter is '\\' or '_' or '*') i++;
            else if (letter == ';') return isDate;
            else if (letter == '[')
            {
                var close = code.IndexOf(']', i);
                if (close < 0) return isDate;

                // Hours that count on beyond a day are a duration.
                if (code.AsSpan(i + 1, close - i - 1).Trim("hHmMsS") is []) return false;
                i = close;
            }
            else if (letter is 'd' or 'm' or 'y') isDate = true;
        }

        return isDate;
    }
}
