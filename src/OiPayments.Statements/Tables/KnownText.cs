using System.Text.RegularExpressions;

namespace OiPayments.Statements.Tables;

/// <summary>What a text file is, by its first lines.</summary>
internal static partial class KnownText
{
    // Bank messages stand in an envelope or behind a line or two of a portal's own.
    private const int LookedAt = 2048;

    public static FileFormat FormatOf(string sample)
    {
        var begin = sample.AsSpan(0, Math.Min(sample.Length, LookedAt)).TrimStart().ToString();
        if (begin.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || OtherXml().IsMatch(begin)) return FormatOfXml(begin);
        if (Html().IsMatch(begin)) return FileFormat.HtmlTable;
        return Message().IsMatch(begin) ? FileFormat.Mt940 : FileFormat.Csv;
    }

    private static FileFormat FormatOfXml(string begin)
    {
        if (begin.Contains("camt.053", StringComparison.Ordinal)) return FileFormat.Camt053;
        if (HtmlRoot().IsMatch(begin)) return FileFormat.HtmlTable;

        throw new FileRefusedException(begin.Contains("urn:schemas-microsoft-com:office:spreadsheet", StringComparison.Ordinal)
            ? "The file is an Excel workbook saved as XML. Open it and save it as .xlsx or CSV (UTF-8)."
            : begin.Contains("camt.05", StringComparison.Ordinal)
                ? "The file is a bank message, but no camt.053 statement. Ask the bank for camt.053: only it has opening and closing "
                    + "balances."
                : $"The file is XML, but no camt.053 statement. {KnownBinary.WhatToUpload}");
    }

    [GeneratedRegex(
        @"\A(<!--|<!doctype\s+html|<(html|head|body|meta|title|style|table|thead|tbody|tr|div|center|font|p|br|h[1-6])\b)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Html();

    [GeneratedRegex(@"<(!doctype\s+)?html\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex HtmlRoot();

    [GeneratedRegex(@"\A<([A-Za-z]+:)?(Document|Workbook)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherXml();

    [GeneratedRegex(@"(\A\{1:|^:20:)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Message();
}
