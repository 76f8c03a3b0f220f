using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Domain;

/// <summary>
/// What the gateway asks of a new session, one problem at a time. The texts marked "recorded" were captured from the real
/// one; no capture exists for the others.
/// </summary>
internal static class SessionRules
{
    /// <summary>Recorded.</summary>
    public const string BadLogin = "Store Credential Error Or Store is De-active";

    /// <summary>Recorded, for amounts below and above what the store allows.</summary>
    public const string BadAmount = "Transaction amount is not allowed as per admin configuration!";

    private static readonly string[] Core =
        ["total_amount", "currency", "tran_id", "success_url", "fail_url", "cancel_url", "cus_name", "cus_email"];

    private static readonly (string Name, string Hint)[] Delivery =
    [
        ("ship_name", ""), ("ship_add1", ""), ("ship_city", ""), ("ship_postcode", ""), ("ship_country", ""),
    ];

    private static readonly (string Name, string Hint)[] Logistics =
    [
        ("num_of_item", " Example: 1"), ("weight_of_items", " Example: 0.50"), ("logistic_pickup_id", ""),
        ("logistic_delivery_type", ""), .. Delivery, ("ship_area", ""), ("ship_sub_city", ""),
    ];

    private static readonly (string Name, string Hint)[] Product =
        [("product_name", ""), ("product_category", ""), ("product_profile", " Example: general")];

    private static readonly (string Name, string Hint)[] Flight =
    [
        ("hours_till_departure", " Example: 12 hrs"), ("flight_type", " Example: Oneway"), ("pnr", ""),
        ("journey_from_to", " Example: DAC-CGP"), ("third_party_booking", " Example: No"),
    ];

    private static readonly (string Name, string Hint)[] Hotel =
    [
        ("hotel_name", ""), ("length_of_stay", " Example: 2 days"), ("check_in_time", " Example: 14:00"), ("hotel_city", ""),
    ];

    private static readonly (string Name, string Hint)[] TopUp =
        [("product_type", " Example: Prepaid"), ("topup_number", ""), ("country_topup", " Example: Bangladesh")];

    /// <summary>Makes the order of a session, or says why not. The v3 path is lenient: shipment and product are not asked for.</summary>
    public static string? Read(CallFields sent, SandboxStore store, bool lenient, out Order order)
    {
        order = null!;
        if ((MissingField(sent) ?? (lenient ? null : MissingDetail(sent))) is { } missing) return missing;
        if (!ExchangeRates.TryGet(sent["currency"], out var rate)) return "Invalid Information! 'currency' is not supported.";
        if (!Amounts.TryParse(sent["total_amount"], out var asked)) return "Invalid Information! 'total_amount' is invalid.";
        if (BadUrl(sent) is { } badUrl) return badUrl;

        var currencyAmount = Amounts.Round(asked);
        var amount = Amounts.Round(currencyAmount * rate);
        if (amount < store.MinAmount || amount > store.MaxAmount) return BadAmount;

        order = new()
        {
            TransactionId = sent["tran_id"],
            Amount = amount,
            Currency = sent["currency"],
            CurrencyAmount = currencyAmount,
            Rate = rate,
            SuccessUrl = sent["success_url"],
            FailUrl = sent["fail_url"],
            CancelUrl = sent["cancel_url"],
            IpnUrl = sent["ipn_url"],
            ProductName = sent["product_name"],
            ValueA = sent["value_a"],
            ValueB = sent["value_b"],
            ValueC = sent["value_c"],
            ValueD = sent["value_d"],
        };
        return null;
    }

    private static string? MissingField(CallFields sent)
    {
        if (Core.FirstOrDefault(name => !sent.Has(name)) is { } missing) return Blank(missing);
        // Left out it passes, sent blank it does not: both have been seen.
        if (sent.WasSent("cus_add1") && !sent.Has("cus_add1")) return Blank("cus_add1");
        return sent.Has("cus_phone") ? null : Blank("cus_phone");
    }

    private static string? MissingDetail(CallFields sent)
    {
        if (!sent.Has("shipping_method"))
        {
            return "Invalid Information! 'shipping_method' is missing. Example: YES, NO, Courier, Air, Ship, Truck, " +
                "SSLCOMMERZ_LOGISTIC. With NO the shipping address is not needed.";
        }

        return Absent(sent, sent["shipping_method"].ToUpperInvariant() switch
        {
            "YES" => Delivery,
            "SSLCOMMERZ_LOGISTIC" => Logistics,
            _ => [],
        })
            ?? Absent(sent, Product)
            ?? Absent(sent, sent["product_profile"] switch
            {
                "airline-tickets" => Flight,
                "travel-vertical" => Hotel,
                "telecom-vertical" => TopUp,
                // Unknown profiles are let through, as merchants in the wild rely on.
                _ => [],
            });
    }

    private static string? Absent(CallFields sent, (string Name, string Hint)[] fields)
    {
        foreach (var (name, hint) in fields)
        {
            if (!sent.Has(name)) return $"Invalid Information! '{name}' is missing.{hint}";
        }
        return null;
    }

    private static string? BadUrl(CallFields sent)
    {
        string[] links = ["success_url", "fail_url", "cancel_url", "ipn_url"];
        var bad = links.FirstOrDefault(name => sent.Has(name) && !IsWebAddress(sent[name]));
        return bad is null ? null : $"Invalid Information! '{bad}' is invalid.";
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static string Blank(string name) => $"Invalid Information! '{name}' is missing or empty.";
}
