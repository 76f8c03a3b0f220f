using OiPayments.Presentation;

namespace OiPayments.Checkout;

/// <summary>What was paid with, as its customers call it: SSLCOMMERZ writes <c>BKASH-BKash</c> and <c>VISA-Dutch Bangla</c>.</summary>
public static class ChannelText
{
    /// <summary><c>bKash</c>, <c>Visa (Dutch Bangla)</c>; what is not known stays as it is, and nothing stays nothing.</summary>
    public static string? For(string? gatewayWords)
    {
        if (OutsideText.CleanOrNull(gatewayWords) is not { } channel) return null;

        var dash = channel.IndexOf('-');
        if (dash < 0) return NameOf(channel) ?? channel;
        if (NameOf(channel[..dash].Trim()) is not { } name) return channel;

        var through = channel[(dash + 1)..].Trim();
        return through.Length == 0 || through.Equals(name, StringComparison.OrdinalIgnoreCase) ? name : $"{name} ({through})";
    }

    private static string? NameOf(string brand) => brand.ToUpperInvariant() switch
    {
        "BKASH" => "bKash",
        "NAGAD" => "Nagad",
        "VISA" => "Visa",
        "MASTER" or "MASTERCARD" => "Mastercard",
        "AMEX" => "American Express",
        _ => null,
    };
}
