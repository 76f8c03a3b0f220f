namespace OiPayments.Sandbox.Domain;

internal enum ChannelGroup
{
    Card,
    MobileBanking,
    NetBanking,
}

/// <summary>A way to pay, and what the gateway reports about the instrument; the customer's own number is never echoed.</summary>
internal sealed record Channel(
    string Code,
    ChannelGroup Group,
    string Name,
    string GatewayKey,
    string CardType,
    string CardNumber,
    string Issuer,
    string Brand,
    string SubBrand,
    string Category)
{
    public string Country { get; init; } = "Bangladesh";

    public string CountryCode { get; init; } = "BD";

    public static readonly Channel Visa = new("VISA", ChannelGroup.Card, "VISA", "visacard",
        "VISA-Dutch Bangla", "418117XXXXXX6675", "TRUST BANK, LTD.", "VISA", "Classic", "CREDIT");

    public static IReadOnlyList<Channel> All { get; } =
    [
        Visa,
        new("MASTER", ChannelGroup.Card, "Mastercard", "mastercard",
            "MASTER-Dutch Bangla", "546001XXXXXX2384", "EASTERN BANK, LTD.", "MASTER", "Classic", "CREDIT"),
        new("AMEX", ChannelGroup.Card, "AMEX", "amexcard",
            "AMEX-City Bank", "376947XXXXX1012", "THE CITY BANK, LTD.", "AMEX", "Classic", "CREDIT"),
        new("BKASH", ChannelGroup.MobileBanking, "bKash", "bkash",
            "BKASH-BKash", "", "BKash Mobile Banking", "MOBILEBANKING", "Classic", "MOBILE"),
        new("NAGAD", ChannelGroup.MobileBanking, "Nagad", "nagad",
            "NAGAD-Nagad", "N016****9844", "Nagad", "MOBILEBANKING", "MB", "MOBILE"),
        new("DBBLMOBILEBANKING", ChannelGroup.MobileBanking, "DBBL Mobile Banking", "dbblmobilebanking",
            "DBBLMOBILEB-Dbbl Mobile Banking", "", "DBBL Mobile Banking", "MOBILEBANKING", "Classic", "MOBILE"),
        new("BANKASIA", ChannelGroup.NetBanking, "Bank Asia", "bankasia",
            "BANKASIA-Bank Asia Internet Banking", "", "Bank Asia Limited", "IB", "Classic", "IB"),
        new("CITY", ChannelGroup.NetBanking, "City Touch", "city",
            "CITY-City Touch Internet Banking", "", "The City Bank Limited", "IB", "Classic", "IB"),
        new("IBBL", ChannelGroup.NetBanking, "Islami Bank", "ibbl",
            "IBBL-Islami Bank Internet Banking", "", "Islami Bank Bangladesh Limited", "IB", "Classic", "IB"),
        new("MTBL", ChannelGroup.NetBanking, "Mutual Trust Bank", "mtbl",
            "MTBL-Mutual Trust Bank Internet Banking", "", "Mutual Trust Bank Limited", "IB", "Classic", "IB"),
    ];

    /// <summary>Finds a channel by its code or its gateway key, in any case.</summary>
    public static Channel? Find(string? name) => All.FirstOrDefault(channel =>
        string.Equals(channel.Code, name, StringComparison.OrdinalIgnoreCase) ||
        string.Equals(channel.GatewayKey, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The instrument reported for a risky payment: a foreign card; wallets and banks stay as they are.</summary>
    public Channel AsRisky() => Group != ChannelGroup.Card ? this : this with
    {
        CardNumber = "450850******4050",
        Issuer = "CAJA DE AHORROS Y PENSIONES DE BARCELONA(LA CAIXA)",
        Country = "Spain",
        CountryCode = "ES",
    };
}
