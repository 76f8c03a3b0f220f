namespace OiPayments.Sandbox.Pages;

/// <summary>The gateway's published test cards. Any other number is refused, so that nobody leaves a real one here.</summary>
public sealed record TestCard(string Code, string Name, string Number)
{
    public const string Expiry = "12/26";
    public const string SecurityCode = "111";

    public static IReadOnlyList<TestCard> All { get; } =
    [
        new("VISA", "VISA", "4111111111111111"),
        new("MASTER", "Mastercard", "5111111111111111"),
        new("AMEX", "AMEX", "371111111111111"),
    ];

    /// <summary>In groups of four, as printed on a card.</summary>
    public string Spaced => string.Join(' ', Number.Chunk(4).Select(group => new string(group)));

    public static TestCard? Find(string number)
    {
        var digits = DigitsOf(number);
        return All.FirstOrDefault(card => card.Number == digits);
    }

    /// <summary>The gateway's own words for what is wrong; null when the card is good. 12/25 stands on older pages.</summary>
    public static string? Decline(string expiry, string securityCode) =>
        DigitsOf(expiry) is not ("1225" or "1226" or "122025" or "122026") ? "Invalid expiration date"
        : securityCode.Trim() != SecurityCode ? "Invalid CVV"
        : null;

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
