namespace OiPayments.Checkout;

/// <summary>Why an attempt took no money, as far as a customer can do something about it.</summary>
public enum DeclineReason
{
    /// <summary>The bank did not say, or said nothing a customer could act on.</summary>
    NotSaid,
    RefusedByBank,
    WrongDetails,
    ExpiredCard,
    NotEnoughMoney,
    OverLimit,

    /// <summary>The customer came back without paying.</summary>
    NotAttempted,

    /// <summary>The gateway would not open its page for this payment; no bank was asked.</summary>
    NotStarted,
}

/// <summary>Reads the gateway's words, which are made for programmers and bank clerks.</summary>
public static class DeclineReasons
{
    // Invalid CVV, Invalid expiration date, Do not honor and "did not choose to pay" were seen from SSLCOMMERZ; the
    // others are the usual words of ISO 8583 response codes.
    private static readonly (string Words, DeclineReason Reason)[] Known =
    [
        ("did not choose to pay", DeclineReason.NotAttempted),
        ("insufficient", DeclineReason.NotEnoughMoney),
        ("not sufficient", DeclineReason.NotEnoughMoney),
        ("limit", DeclineReason.OverLimit),
        ("expired card", DeclineReason.ExpiredCard),
        ("card expired", DeclineReason.ExpiredCard),
        ("expiration", DeclineReason.WrongDetails),
        ("expiry", DeclineReason.WrongDetails),
        ("cvv", DeclineReason.WrongDetails),
        ("invalid card", DeclineReason.WrongDetails),
        ("invalid otp", DeclineReason.WrongDetails),
        ("incorrect pin", DeclineReason.WrongDetails),
        ("do not honor", DeclineReason.RefusedByBank),
        ("do not honour", DeclineReason.RefusedByBank),
        ("declined", DeclineReason.RefusedByBank),
        ("restricted", DeclineReason.RefusedByBank),
    ];

    extension(DeclineReason)
    {
        /// <summary>Never shows <paramref name="gatewayWords"/> to anyone: they pick one of our sentences, or none.</summary>
        public static DeclineReason From(string? gatewayWords) =>
            Known.FirstOrDefault(known => gatewayWords?.Contains(known.Words, StringComparison.OrdinalIgnoreCase) is true).Reason;
    }
}
