using System.ComponentModel;
using System.Text.Json.Serialization;
using OiPayments.Api;

namespace OiPayments.Invoices;

/// <summary>A line as it is asked for.</summary>
internal sealed record LineItemRequest(
    [property: Description("What it is, as the customer knows it; at most 500 characters.")] string Description,
    [property: Description("How many, more than zero: a whole number, or one with up to three decimals, also as a text such as \"1.5\".")]
    [property: AlsoAsText]
    decimal Qty,
    [property: Description("The price of one, in minor units.")] long UnitAmountMinor,
    [property: Description("Taken off the line, in minor units; at most what it comes to.")] long? DiscountMinor,
    [property: Description("In basis points, at most 10000: 1500 is 15 %. No tax when left out.")] long? TaxRate)
{
    public static LineItemRequest Read(JsonFields fields) => new(
        fields.RequiredText("description"), fields.RequiredDecimal("qty"),
        fields.RequiredWholeNumber("unitAmountMinor", 0, Money.MaxMinorUnits),
        fields.OptionalWholeNumber("discountMinor", 0, Money.MaxMinorUnits),
        fields.OptionalWholeNumber("taxRate", 0, InvoiceTotals.MaxTaxRate));

    /// <summary>The same with what was left out said.</summary>
    public LineItemRequest Spell() => this with { DiscountMinor = DiscountMinor ?? 0, TaxRate = TaxRate ?? 0 };

    /// <summary>Null when it has more than three decimals, is not above zero, or is beyond what can be reckoned with.</summary>
    public long? ToThousandths() =>
        Qty > 0 && Qty <= InvoiceTotals.MaxQuantityThousandths / InvoiceTotals.ThousandthsInOne
        && decimal.Truncate(Qty * InvoiceTotals.ThousandthsInOne) == Qty * InvoiceTotals.ThousandthsInOne
            ? (long)(Qty * InvoiceTotals.ThousandthsInOne)
            : null;

    public void Check(FieldErrors errors)
    {
        errors.CheckFilled("description", Description, InvoiceContent.MaxDescriptionLength);
        if (ToThousandths() is null) errors.Add("qty", "Must be more than 0 and at most 1000000000, with at most three decimals.");
        errors.CheckRange("unitAmountMinor", UnitAmountMinor, 0, Money.MaxMinorUnits);
        errors.CheckRange("discountMinor", DiscountMinor, 0, Money.MaxMinorUnits);
        errors.CheckRange("taxRate", TaxRate, 0, InvoiceTotals.MaxTaxRate);
    }

    public PricedLine ToPriced() => new(ToThousandths() ?? 0, UnitAmountMinor, DiscountMinor ?? 0, (int)(TaxRate ?? 0));
}

/// <summary>An instalment as it is asked for.</summary>
internal sealed record InstallmentRequest(
    [property: Description("The last day to pay it, such as 2026-07-31; not before the one before.")] DateOnly DueDate,
    [property: Description("Minor units; all together are the total.")] long AmountMinor)
{
    public static InstallmentRequest Read(JsonFields fields) =>
        new(fields.OptionalDay("dueDate", isRequired: true) ?? default, fields.RequiredWholeNumber("amountMinor", 1, Money.MaxMinorUnits));
}

/// <summary>Everything that somebody writes into an invoice, however they send it.</summary>
internal sealed record InvoiceContent(
    string CustomerReference, IReadOnlyList<LineItemRequest> LineItems, string Currency, DateOnly? DueDate, string? CustomerName,
    string? CustomerEmail, string? CustomerAddress, string? CustomerBin, string? Notes, long DiscountMinor, bool TaxIncluded,
    IReadOnlyList<InstallmentRequest> Installments)
{
    public const int MaxLines = 500;
    public const int MaxInstallments = 60;
    public const int MaxTextLength = 255;
    public const int MaxDescriptionLength = 500;
    public const int MaxNotesLength = 2000;
    public const int MaxAddressLength = 500;

    /// <summary>The last day to pay all of it.</summary>
    [JsonIgnore]
    public DateOnly? LastDay => DueDate ?? (Installments.Count == 0 ? null : Installments[^1].DueDate);

    public static IReadOnlyList<LineItemRequest> ReadLines(JsonFields fields, FieldErrors errors)
    {
        if (!fields.Has("lineItems")) errors.Add("lineItems", "Is required.");
        return ReadLines(fields, "lineItems") ?? [];
    }

    /// <summary>Null when there are none of that name.</summary>
    public static IReadOnlyList<LineItemRequest>? ReadLines(JsonFields fields, string name) =>
        fields.OptionalObjects(name, MaxLines) is { } items ? [.. items.Select(item => LineItemRequest.Read(item.Fields))] : null;

    public static IReadOnlyList<InstallmentRequest> ReadInstallments(JsonFields fields) =>
        [.. (fields.OptionalObjects("installments", MaxInstallments) ?? []).Select(item => InstallmentRequest.Read(item.Fields))];

    public void Check(FieldErrors errors)
    {
        errors.CheckFilled("customerReference", CustomerReference, MaxTextLength);
        if (!OiPayments.Currency.TryParse(Currency, out _))
            errors.Add("currency", "Must be a currency of ISO 4217 in capitals, such as BDT.");
        errors.CheckText("customerName", CustomerName, MaxTextLength);
        errors.CheckEmail("customerEmail", CustomerEmail);
        errors.CheckText("customerAddress", CustomerAddress, MaxAddressLength);
        errors.CheckBin("customerBin", CustomerBin);
        errors.CheckText("notes", Notes, MaxNotesLength);
        errors.CheckRange("discountMinor", DiscountMinor, 0, Money.MaxMinorUnits);
        if (LineItems.Count is 0 or > MaxLines) errors.Add("lineItems", $"Must hold 1 to {MaxLines} lines.");
        for (var place = 0; place < LineItems.Count; place++) LineItems[place].Check(errors.Within($"lineItems[{place}]"));
        CheckInstallments(errors);
    }

    /// <summary>The same for who may not know who the customer is.</summary>
    public InvoiceContent WithoutCustomer() =>
        this with { CustomerName = null, CustomerEmail = null, CustomerAddress = null, CustomerBin = null };

    /// <summary>What it comes to; a refusal where that is more than can be reckoned with, or the instalments are another sum.</summary>
    public Outcome<InvoiceTotals> Reckon()
    {
        var lines = LineItems.Select(line => line.ToPriced()).ToList();
        if (InvoiceTotals.Of(lines, DiscountMinor, TaxIncluded).IsRefused(out var refusal, out var totals))
            return refusal;
        if (Installments.Count == 0 || PlannedMinor() == totals.TotalMinor) return totals;

        var errors = new FieldErrors();
        errors.Add("installments", $"Must add up to the total, {totals.TotalMinor} minor units.");
        return errors.Refusal!;
    }

    /// <summary>What the instalments come to.</summary>
    public Int128 PlannedMinor() => Installments.Aggregate(Int128.Zero, (sum, one) => sum + one.AmountMinor);

    private void CheckInstallments(FieldErrors errors)
    {
        if (Installments.Count > MaxInstallments) errors.Add("installments", $"Holds at most {MaxInstallments} instalments.");
        for (var place = 0; place < Installments.Count; place++)
        {
            errors.CheckRange($"installments[{place}].amountMinor", Installments[place].AmountMinor, 1, Money.MaxMinorUnits);
            if (place > 0 && Installments[place].DueDate < Installments[place - 1].DueDate)
                errors.Add($"installments[{place}].dueDate", "Must not be before the one before.");
        }

        if (Installments.Count > 0 && DueDate is { } last && last != Installments[^1].DueDate)
            errors.Add("dueDate", "Must be that of the last instalment, or be left out.");
    }
}
