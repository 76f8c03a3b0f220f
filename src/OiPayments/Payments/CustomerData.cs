using System.Globalization;
using OiPayments.Access;

namespace OiPayments.Payments;

/// <summary>How much of a customer somebody gets to see.</summary>
internal enum CustomerView
{
    /// <summary>Nothing: for events, which are kept and sent on by machines that need no name.</summary>
    Absent,

    /// <summary>Enough to recognise the right one of two, and not to write to them.</summary>
    Masked,

    Whole,
}

/// <summary>A customer's name, e-mail address and telephone number, as far as somebody gets to see them.</summary>
internal readonly record struct CustomerData(string? Name, string? Email, string? Phone)
{
    private const int PhoneDigitsShown = 4;

    public static CustomerData Of(Payment payment, CustomerView view) => view switch
    {
        CustomerView.Whole => new(payment.CustomerName, payment.CustomerEmail, payment.CustomerPhone),
        CustomerView.Masked => new(MaskName(payment.CustomerName), MaskEmail(payment.CustomerEmail), MaskPhone(payment.CustomerPhone)),
        _ => default,
    };

    /// <summary><c>R••••• K•••••</c>, however long the words are.</summary>
    private static string? MaskName(string? name) => name is null ? null
        : string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => First(word) + "•••••"));

    /// <summary><c>r••••@example.com</c>.</summary>
    private static string? MaskEmail(string? email) => email is null ? null
        : email.LastIndexOf('@') is > 0 and var at ? $"{First(email[..at])}••••{email[at..]}" : "••••";

    /// <summary><c>••••••7890</c>; nothing of a number that is hardly longer.</summary>
    private static string? MaskPhone(string? phone)
    {
        if (phone is null) return null;
        var digits = SearchTerms.Plain(phone).Where(char.IsAsciiDigit).ToArray();
        return "••••••" + (digits.Length >= 2 * PhoneDigitsShown ? new string(digits[^PhoneDigitsShown..]) : "");
    }

    /// <summary>The first letter with everything that belongs to it: Bangla writes vowels as signs on it.</summary>
    private static string First(string word) => StringInfo.GetNextTextElement(word);
}

internal static class SeeingCustomers
{
    extension(SignedInOperator who)
    {
        /// <summary>How much this operator sees of the customers of one application.</summary>
        public CustomerView ViewOfCustomers(ApplicationId application) =>
            who.May(Permission.CustomerRead, application) ? CustomerView.Whole : CustomerView.Masked;
    }
}
