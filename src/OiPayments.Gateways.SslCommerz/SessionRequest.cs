using System.Diagnostics.CodeAnalysis;

namespace OiPayments.Gateways.SslCommerz;

/// <summary>
/// The form of <c>POST /gwprocess/v4/api.php</c>. Every mandatory field is sent and non-empty: the documentation contradicts
/// itself about which ones may be blank, and the gateway names only the first one it misses.
/// </summary>
/// <remarks>
/// What the application did not tell is filled in with words that are nobody's: name <c>Customer</c>, telephone eleven
/// zeros, address <c>N/A</c> in Bangladesh, and a <see cref="DerivedEmail"/>, to which the gateway may send its receipt.
/// A name too long is cut; an e-mail address or telephone number too long is replaced, because cut it would be someone else's.
/// </remarks>
internal sealed class SessionRequest
{
    public const string Path = "gwprocess/v4/api.php";

    private const int TransactionIdLength = 30;
    private const int UrlLength = 255;
    public const int CustomerFieldLength = 50;
    private const int PhoneLength = 20;
    private const int ProductNameLength = 255;
    private const string NotTold = "N/A";

    /// <exception cref="ArgumentException">
    /// A transaction id or URL that the gateway would cut or refuse: our mistake, not the customer's.
    /// </exception>
    public SessionRequest(GatewayAccount account, GatewayCharge charge, string emailDomain)
    {
        if (!FieldText.IsId(charge.TransactionId, TransactionIdLength))
            throw new ArgumentException($"A transaction id has 1 to {TransactionIdLength} letters, digits, '-' or '_'.", nameof(charge));

        var (name, email, phone) = charge.Customer;
        Fields =
        [
            new("store_id", account.StoreId),
            new("store_passwd", account.StorePassword),
            new("total_amount", AmountLimits.ToField(charge.Amount)),
            new("currency", charge.Amount.Currency.Code),
            new("tran_id", charge.TransactionId),
            new("success_url", Address(charge.Urls.Success)),
            new("fail_url", Address(charge.Urls.Failure)),
            new("cancel_url", Address(charge.Urls.Cancel)),
            new("ipn_url", Address(charge.Urls.Notice)),
            new("cus_name", Or("Customer", FieldText.Fit(name, CustomerFieldLength))),
            new(
                "cus_email",
                EmailAddress.Fits(email?.Trim(), CustomerFieldLength) ? email.Trim() : DerivedEmail.Of(charge.TransactionId, emailDomain)),
            new("cus_phone", IsPhone(phone?.Trim()) ? phone.Trim() : "00000000000"),
            new("cus_add1", NotTold),
            new("cus_city", NotTold),
            new("cus_state", NotTold),
            new("cus_postcode", NotTold),
            new("cus_country", "Bangladesh"),
            new("shipping_method", "NO"),
            new("num_of_item", "1"),
            new("product_name", Or("Payment", FieldText.Fit(charge.ProductName, ProductNameLength))),
            new("product_category", "General"),
            new("product_profile", "general"),
        ];
    }

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    /// <summary>What of a customer's details does not fit into the fields above.</summary>
    public static IReadOnlyList<ChangedDetail> ChangesTo(GatewayCustomer customer)
    {
        var (name, email, phone) = customer;
        var changes = new List<ChangedDetail>();
        if (!string.IsNullOrWhiteSpace(name) && FieldText.Fit(name, CustomerFieldLength) != name.Trim())
            changes.Add(new(
                CustomerDetail.Name,
                $"is longer than the {CustomerFieldLength} characters of one line that SSLCOMMERZ takes, and is cut for it."));
        if (!string.IsNullOrWhiteSpace(email) && !EmailAddress.Fits(email.Trim(), CustomerFieldLength))
        {
            changes.Add(new(
                CustomerDetail.Email, $"is no address of at most {CustomerFieldLength} characters as SSLCOMMERZ takes them; it is given "
                    + "one of the service's own, and its receipt goes there."));
        }

        if (!string.IsNullOrWhiteSpace(phone) && !IsPhone(phone.Trim()))
            changes.Add(new(CustomerDetail.Phone, "is no number that SSLCOMMERZ takes; it is not told."));
        return changes;
    }

    private static string Or(string fillIn, string text) => text.Length == 0 ? fillIn : text;

    private static bool IsPhone([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= PhoneLength }
        && text.Any(char.IsAsciiDigit)
        && text.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '(' or ')' or '.' or '/' or ' ');

    private static string Address(Uri url) =>
        url.IsAbsoluteUri && url.AbsoluteUri.Length <= UrlLength
            ? url.AbsoluteUri
            : throw new ArgumentException($"The gateway takes absolute URLs of at most {UrlLength} characters.", nameof(url));
}
