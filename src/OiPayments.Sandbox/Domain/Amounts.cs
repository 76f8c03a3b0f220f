using System.Globalization;

namespace OiPayments.Sandbox.Domain;

/// <summary>The gateway's arithmetic and its two ways of writing an amount.</summary>
internal static class Amounts
{
    // Every captured sandbox payment loses exactly 2.5 %.
    private const decimal KeptByStore = 0.975m;

    private static readonly NumberFormatInfo Lakhs = new() { NumberGroupSizes = [3, 2] };

    public static decimal Round(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>What the store receives after the fee, half a paisa rounded up.</summary>
    public static decimal AfterFee(decimal amount) => Round(amount * KeptByStore);

    /// <summary><c>292.50</c>, as notices and redirects write it.</summary>
    public static string Padded(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary><c>292.5</c> of <c>292.50</c>, as <c>store_amount</c> stands in JSON.</summary>
    public static string Trimmed(string padded) => padded.TrimEnd('0').TrimEnd('.');

    /// <summary><c>1,23,456.50</c>: lakhs and crores, as people write amounts in Bangladesh.</summary>
    public static string Grouped(decimal amount) => amount.ToString("N2", Lakhs);

    public static string Rate(decimal rate) => rate.ToString("0.0000", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && amount < 1_000_000_000_000m;
}
