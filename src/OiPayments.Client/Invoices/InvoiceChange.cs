using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>
/// What is to change of a draft. A property that is not set leaves its field as it is; one that is set to null clears it.
/// </summary>
public sealed record InvoiceChange
{
    /// <summary>Your own name for the customer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string>))]
    public Change<string> CustomerReference { get; init; }

    /// <summary>All lines anew: 1 to 500.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<IReadOnlyList<NewInvoiceLine>>))]
    public Change<IReadOnlyList<NewInvoiceLine>> LineItems { get; init; }

    /// <summary>ISO 4217, in capitals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string>))]
    public Change<string> Currency { get; init; }

    /// <summary>The last day to pay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<DateOnly?>))]
    public Change<DateOnly?> DueDate { get; init; }

    /// <summary>Stands on the invoice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string?>))]
    public Change<string?> CustomerName { get; init; }

    /// <summary>Where the invoice may be sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string?>))]
    public Change<string?> CustomerEmail { get; init; }

    /// <summary>Stands on the invoice; at most 500 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string?>))]
    public Change<string?> CustomerAddress { get; init; }

    /// <summary>The customer's business identification number, for tax invoices: 9 or 13 digits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string?>))]
    public Change<string?> CustomerBin { get; init; }

    /// <summary>For the customer to read; at most 2000 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<string?>))]
    public Change<string?> Notes { get; init; }

    /// <summary>Taken off the whole, in minor units.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<long?>))]
    public Change<long?> DiscountMinor { get; init; }

    /// <summary>Whether the prices of the lines include the tax.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<bool?>))]
    public Change<bool?> TaxIncluded { get; init; }

    /// <summary>All instalments anew; an empty list takes them away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ChangeConverter<IReadOnlyList<NewInstallment>>))]
    public Change<IReadOnlyList<NewInstallment>> Installments { get; init; }
}
