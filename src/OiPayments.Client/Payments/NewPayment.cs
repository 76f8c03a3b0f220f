namespace OiPayments.Client;

/// <summary>A payment to be created.</summary>
public sealed record NewPayment
{
    /// <summary>How much, more than zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>Your own name for the customer; payments are found by it. Need not be unique.</summary>
    public required string CustomerReference { get; init; }

    /// <summary>Shown on the checkout page, and told to the gateway.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The gateway may write to it.</summary>
    public string? CustomerEmail { get; init; }

    /// <summary>With its country, or one of Bangladesh, in any digits.</summary>
    public string? CustomerPhone { get; init; }

    /// <summary>What is paid for, as the customer knows it.</summary>
    public string? ProductName { get; init; }

    /// <summary>For your own staff; customers do not see it.</summary>
    public string? Description { get; init; }

    /// <summary>An invoice of yours that this pays, by its <c>Id</c>. At most what it is owed.</summary>
    public long? InvoiceId { get; init; }

    /// <summary>https, or http on localhost: where the customer goes at the end, with <c>?reference=</c> added.</summary>
    public Uri? ReturnUrl { get; init; }

    /// <summary>Your own notes: at most 20 keys of 40 characters with texts of 500.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    internal NewPaymentBody ToBody() => new(
        Amount.MinorUnits, Amount.Currency, CustomerReference, CustomerName, CustomerEmail, CustomerPhone, ProductName, Description,
        InvoiceId, ReturnUrl, Metadata);
}

/// <summary>The same as it is sent.</summary>
internal sealed record NewPaymentBody(
    long AmountMinor, string Currency, string CustomerReference, string? CustomerName, string? CustomerEmail, string? CustomerPhone,
    string? ProductName, string? Description, long? InvoiceId, Uri? ReturnUrl, IReadOnlyDictionary<string, string>? Metadata);
