using System.Diagnostics.CodeAnalysis;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>The shape of an e-mail address as far as a gateway's form may care; whether it exists is the mail's business.</summary>
internal static class EmailAddress
{
    public static bool Fits([NotNullWhen(true)] string? text, int maxLength)
    {
        if (text is null || text.Length > maxLength || text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            return false;

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var dot = text.LastIndexOf('.');
        return at > 0 && at == text.LastIndexOf('@') && dot > at + 1 && dot < text.Length - 1;
    }
}
