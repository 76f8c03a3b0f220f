using OiPayments.Invoices;
using OiPayments.Payments;
using OiPayments.Presentation;

namespace OiPayments.InvoicePages;

/// <summary>What a customer is told beside the invoice itself.</summary>
public enum InvoiceNotice
{
    None,

    /// <summary>The page's link is for more than is owed by now, or has ended: what is owed can be paid all the same.</summary>
    LinkReplaced,

    /// <summary>The application takes no payments at present.</summary>
    ShopClosed,

    /// <summary>Pay was pressed, and no payment could be made.</summary>
    CannotBePaid,
}

/// <summary>An invoice as its customer's page shows it.</summary>
public sealed record InvoiceView
{
    /// <summary>As the page was opened.</summary>
    public required string Reference { get; init; }

    public required string Sender { get; init => field = OutsideText.Clean(value); }

    public required Mode Mode { get; init; }

    public required string Number { get; init; }

    public required InvoiceStatus Status { get; init; }

    public required bool IsOverdue { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? CustomerName { get; init => field = OutsideText.CleanOrNull(value); }

    /// <summary>Whether the customer's data was erased.</summary>
    public bool IsErased { get; init; }

    public string? Notes { get; init => field = OutsideText.CleanOrNull(value); }

    public required IReadOnlyList<Line> Lines { get; init; }

    public required Money Subtotal { get; init; }

    public required Money Discount { get; init; }

    /// <summary>By rate, in basis points; the lowest first.</summary>
    public required IReadOnlyList<(int Rate, Money Amount)> Taxes { get; init; }

    public required Money Total { get; init; }

    public required Money Paid { get; init; }

    public required Money Withheld { get; init; }

    public required Money Credited { get; init; }

    public required Money Due { get; init; }

    /// <summary>What the page's link asks for; null when it asks for all that is owed.</summary>
    public Money? Asked { get; init; }

    public required IReadOnlyList<Part> Parts { get; init; }

    public required string? LogoPath { get; init; }

    public required InvoiceNotice Notice { get; init; }

    public bool CanBePaid => Due.IsPositive && Notice is not InvoiceNotice.ShopClosed;

    public sealed record Line(string Description, decimal Quantity, Money UnitAmount, Money Total)
    {
        public string Description { get; } = OutsideText.Clean(Description);
    }

    public sealed record Part(int Number, DateOnly DueOn, Money Amount, Money Due, bool IsOverdue);

    /// <param name="found">The invoice.</param>
    /// <param name="dto">The same as answered by the API, for figures that are reckoned there.</param>
    /// <param name="reference">As the page was opened.</param>
    /// <param name="day">When it was issued, where the application is.</param>
    /// <param name="now">In the time of its scope.</param>
    /// <param name="couldNotPay">Whether Pay was pressed in vain.</param>
    internal static InvoiceView Of(
        PayableInvoice found, InvoiceDto dto, string reference, DateOnly day, DateTimeOffset now, bool couldNotPay)
    {
        var (invoice, currency) = (found.Invoice, found.Invoice.Currency);
        var isReplaced = found.Link is { } opened
            && opened.Status is not PaymentStatus.Succeeded
            && !(opened.IsPayableAt(now) && opened.AmountMinor <= invoice.DueMinor);
        return new()
        {
            Reference = reference,
            Sender = found.Looks.CompanyName ?? "",
            Mode = invoice.Mode,
            Number = invoice.Number ?? "",
            Status = invoice.Status,
            IsOverdue = dto.Overdue,
            IssuedOn = day,
            DueOn = invoice.DueDate,
            CustomerName = invoice.CustomerName,
            IsErased = invoice.ErasedAt is not null,
            Notes = invoice.Notes,
            Lines = [.. dto.LineItems.Select(line => new Line(
                line.Description, line.Qty, Of(line.UnitAmountMinor), Of(line.LineTotalMinor)))],
            Subtotal = Of(dto.SubtotalMinor),
            Discount = Of(dto.DiscountMinor),
            Taxes = [.. dto.Taxes.Where(tax => tax.TaxMinor > 0).Select(tax => (tax.TaxRate, Of(tax.TaxMinor)))],
            Total = Of(dto.TotalMinor),
            Paid = Of(dto.AmountPaidMinor),
            Withheld = Of(dto.AmountWithheldMinor),
            Credited = Of(dto.AmountCreditedMinor),
            Due = Of(dto.AmountDueMinor),
            Asked = found.Link is { Status: PaymentStatus.Pending } link && !isReplaced ? link.Amount : null,
            Parts = [.. dto.Installments.Select(part => new Part(
                part.Installment, part.DueDate, Of(part.AmountMinor), Of(part.AmountDueMinor), part.Overdue))],
            LogoPath = found.Looks.LogoDigest is null ? null : Links.InvoicePaths.Logo(reference),
            Notice = couldNotPay ? InvoiceNotice.CannotBePaid
                : found.IsClosed && invoice.DueMinor > 0 ? InvoiceNotice.ShopClosed
                : isReplaced && invoice.DueMinor > 0 ? InvoiceNotice.LinkReplaced
                : InvoiceNotice.None,
        };

        Money Of(long minor) => new(minor, currency);
    }
}
