using System.Globalization;

namespace OiPayments.Documents;

/// <summary>The colour of a brand, as <c>#rrggbb</c>.</summary>
public readonly record struct AccentColour
{
    /// <summary>The ratio that WCAG 2 asks of text against its background.</summary>
    private const double LegibleRatio = 4.5;

    private AccentColour(uint rgb) => Rgb = rgb;

    /// <summary>A dark blue, for companies that chose none.</summary>
    public static AccentColour Default { get; } = new(0x1F4E79);

    /// <summary>Red, green and blue in its three lower bytes.</summary>
    public uint Rgb { get; }

    /// <summary>Whether text in this colour can be read on white paper.</summary>
    public bool IsLegibleOnWhite => 1.05 / (Luminance + 0.05) >= LegibleRatio;

    // Relative luminance of sRGB, as WCAG 2 defines it.
    private double Luminance => (0.2126 * Linear(Rgb >> 16)) + (0.7152 * Linear(Rgb >> 8)) + (0.0722 * Linear(Rgb));

    /// <summary>Refuses anything but <c>#</c> and six hexadecimal digits.</summary>
    public static Outcome<AccentColour> Parse(string? text) =>
        text is ['#', _, _, _, _, _, _]
        && uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new AccentColour(rgb)
            : new Refusal(ErrorCode.ValidationError, "A colour is # and six hexadecimal digits, such as #1f4e79.");

    public override string ToString() => $"#{Rgb:x6}";

    private static double Linear(uint component) =>
        (component & 0xFF) / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
}
