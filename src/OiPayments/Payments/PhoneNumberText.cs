using PhoneNumbers;

namespace OiPayments.Payments;

/// <summary>
/// Reads a telephone number as people write it: with spaces, hyphens or brackets, in Bangla or other digits, with or without a country. It
/// is kept as E.164 writes it, <c>+8801711000000</c>, which every gateway can take.
/// </summary>
internal static class PhoneNumberText
{
    /// <summary>Longer texts are no number with whatever people put around it.</summary>
    public const int MaxLength = 40;

    /// <summary>Whose numbers are meant when no country is written.</summary>
    private const string Home = "BD";

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// False for what is no number that can be called: too short, too long, or of no numbering plan. An extension is refused, since none
    /// can be kept.
    /// </summary>
    public static bool TryRead(string text, out string e164)
    {
        e164 = "";
        if (text.Length > MaxLength) return false;
        try
        {
            var number = Plans.Parse(text, Home);
            if (number.HasExtension || !Plans.IsPossibleNumber(number)) return false;
            e164 = Plans.Format(number, PhoneNumberFormat.E164);
            return true;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}
