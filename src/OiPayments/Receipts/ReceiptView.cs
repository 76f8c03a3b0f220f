using OiPayments.Checkout;
using OiPayments.Invoices;
using OiPayments.Links;
using OiPayments.Presentation;

namespace OiPayments.Receipts;

/// <summary>A receipt as its customer's page shows it.</summary>
public sealed record ReceiptView
{
    public required string Reference { get; init; }

    /// <summary>Who got the money.</summary>
    public required string Sender { get; init => field = OutsideText.Clean(value); }

    public required Mode Mode { get; init; }

    public required Money Amount { get; init; }

    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>What it was paid with, as its customers call it; null when the gateway did not say.</summary>
    public string? Method { get; init; }

    /// <summary>What it was for; null where that is an invoice, or nobody said.</summary>
    public string? ProductName { get; init => field = OutsideText.CleanOrNull(value); }

    public string? CustomerName { get; init => field = OutsideText.CleanOrNull(value); }

    /// <summary>Whether the customer's data was erased.</summary>
    public bool IsErased { get; init; }

    /// <summary>The gateway's own id of the money.</summary>
    public string? GatewayReference { get; init => field = OutsideText.CleanOrNull(value); }

    /// <summary>The number of the invoice that it paid; null when it paid none.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>Which of that invoice's instalments; null when it paid whatever was owed.</summary>
    public int? Installment { get; init; }

    /// <summary>What was given back by now.</summary>
    public required Money Refunded { get; init; }

    public string? LogoPath { get; init; }

    /// <summary>Whether the application wants its documents in both languages, whatever the page's is.</summary>
    public bool IsPdfInBoth { get; init; }

    internal static ReceiptView Of(Receipt receipt)
    {
        var payment = receipt.Payment;
        return new()
        {
            Reference = payment.Reference,
            Sender = receipt.Looks.CompanyName ?? "",
            Mode = payment.Mode,
            Amount = payment.Amount,
            PaidAt = receipt.PaidAt,
            Method = ChannelText.For(payment.Channel),
            ProductName = receipt.Invoice is null ? payment.ProductName : null,
            CustomerName = payment.CustomerName,
            IsErased = payment.ErasedAt is not null,
            GatewayReference = payment.GatewayTxnId,
            InvoiceNumber = receipt.Invoice?.Number,
            Installment = payment.Installment,
            Refunded = new(payment.RefundedMinor, payment.Currency),
            LogoPath = receipt.Looks.LogoDigest is null ? null : ReceiptPaths.Logo(payment.Reference),
            IsPdfInBoth = receipt.Looks.Language is InvoiceLanguage.Both,
        };
    }
}
