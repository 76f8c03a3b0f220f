using System.Globalization;
using System.Text.RegularExpressions;
using OiPayments.Cli.Invocation;
using OiPayments.Client;

namespace OiPayments.Cli.Output;

/// <summary>How amounts, times and statuses are written, and how people type them.</summary>
internal static partial class Words
{
    /// <summary>Such as 1,250.50 BDT.</summary>
    public static string Amount(Money money)
    {
        var text = money.ToString();
        var end = text.AsSpan().IndexOfAny('.', ' ');
        var whole = decimal.Parse(text.AsSpan(0, end), CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
        return $"{(text[0] == '-' && whole[0] != '-' ? "-" : "")}{whole}{text[end..]}";
    }

    /// <summary>Reads 1250.50 or 1,250.50: exactly, or not at all.</summary>
    public static Money ReadAmount(string text, string currency)
    {
        var code = currency.ToUpperInvariant();
        if (!AmountText().IsMatch(text))
            throw CommandFailure.WrongUsage($"{text} is no amount. Write it as 1250.50, with the currency in --currency.");
        try
        {
            return Money.FromMajorUnits(
                decimal.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), code);
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException)
        {
            throw CommandFailure.WrongUsage($"{text} {code} cannot be an amount: it is finer than the currency, or too large.");
        }
    }

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    public static Cell Status(string status) => new(status, status switch
    {
        "SUCCEEDED" or "PAID" or "DELIVERED" => Tone.Good,
        "FAILED" or "REJECTED" or "PARKED" or "EXPIRED" => Tone.Bad,
        "PENDING" or "AWAITING_APPROVAL" or "ISSUED" => Tone.Waiting,
        _ => Tone.Plain,
    });

    public static Cell Status(int status) => new(
        status.ToString(CultureInfo.InvariantCulture), status switch { < 400 => Tone.Good, < 500 => Tone.Waiting, _ => Tone.Bad });

    /// <summary>What an event is about, by the name that people use.</summary>
    public static string Subject(OiPaymentsEvent happened) => happened switch
    {
        PaymentEvent payment => payment.Data.Reference,
        RefundEvent refund => refund.Data.Reference,
        InvoiceEvent invoice => invoice.Data.Number ?? invoice.Data.Reference,
        _ => "",
    };

    [GeneratedRegex(@"^(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,4})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AmountText();
}
