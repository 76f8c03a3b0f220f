namespace OiPayments.Sandbox.Domain;

/// <summary>BDT per unit. The real gateway uses the day's rate; a fixed table lets a test know its total beforehand.</summary>
internal static class ExchangeRates
{
    private static readonly Dictionary<string, decimal> BdtPerUnit = new(StringComparer.Ordinal)
    {
        ["BDT"] = 1m,
        ["AED"] = 33.2300m,
        ["AUD"] = 79.4100m,
        ["CAD"] = 88.1500m,
        ["EUR"] = 141.8000m,
        ["GBP"] = 163.2500m,
        ["IDR"] = 0.0074m,
        ["INR"] = 1.3900m,
        ["JPY"] = 0.8100m,
        ["LKR"] = 0.4000m,
        ["MVR"] = 7.9000m,
        ["MYR"] = 28.8500m,
        ["NGN"] = 0.0840m,
        ["NPR"] = 0.8700m,
        ["OMR"] = 316.9000m,
        ["QAR"] = 33.5000m,
        ["SAR"] = 32.5400m,
        ["SEK"] = 12.7500m,
        ["SGD"] = 94.3000m,
        ["THB"] = 3.7600m,
        ["USD"] = 122.0000m,
    };

    public static bool TryGet(string currency, out decimal bdtPerUnit) => BdtPerUnit.TryGetValue(currency, out bdtPerUnit);
}
