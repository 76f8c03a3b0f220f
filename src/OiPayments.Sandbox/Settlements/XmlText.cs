using System.Xml;

namespace OiPayments.Sandbox.Settlements;

/// <summary>Texts of stores in XML, which has no place for some characters.</summary>
internal static class XmlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with a replacement for each character that XML 1.0 does not allow.</summary>
    public static string Of(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text);
        }
        catch (XmlException)
        {
            return string.Concat(text.EnumerateRunes().Select(rune =>
                rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Replacement.ToString() : rune.ToString()));
        }
    }
}
