using OiPayments.Documents.Pages;

namespace OiPayments.Documents.Layout;

/// <summary>Sizes and colours that all documents share. Sizes are in points.</summary>
internal static class Style
{
    public const float Left = 48;
    public const float Right = Sheet.Width - Left;
    public const float ContentWidth = Right - Left;

    public const float Top = 46;
    public const float TopOfFurtherPages = 74;

    /// <summary>Below it is the foot of the page alone.</summary>
    public const float Bottom = Sheet.Height - 66;

    public const float Title = 24;
    public const float Headline = 16;
    public const float SecondHeadline = 11;
    public const float Body = 9;
    public const float Small = 7.5f;

    /// <summary>Room for Bangla, whose letters reach higher and lower than Latin ones.</summary>
    public const float LineHeight = 1.4f;

    /// <summary>From the upper edge of a line to what its letters stand on.</summary>
    public const float Ascent = 1.04f;

    /// <summary>25 mm is what a telephone reads at arm's length; a little more for printers that scale.</summary>
    public const float QrSide = 74;

    public const uint Ink = 0x1A1F27;
    public const uint Quiet = 0x5B6470;
    public const uint Hairline = 0xDDE1E6;
    public const uint Tint = 0xF4F6F8;

    /// <summary>The letters of a status, and what they stand on.</summary>
    public static (uint Text, uint Fill) Of(DocumentStatus status) => status switch
    {
        DocumentStatus.Paid => (0x0B5A38, 0xDDF3E7),
        DocumentStatus.PartlyPaid => (0x7A4B00, 0xFDF0D5),
        DocumentStatus.Overdue => (0x96201B, 0xFBE4E2),
        DocumentStatus.Open => (0x1B4B8F, 0xE1ECFA),
        DocumentStatus.Draft or DocumentStatus.Void or DocumentStatus.WrittenOff => (0x454C57, 0xE8EBEF),
    };
}
