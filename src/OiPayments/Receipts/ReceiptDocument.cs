using OiPayments.Api;
using OiPayments.Checkout;
using OiPayments.Documents;
using OiPayments.Invoices;

namespace OiPayments.Receipts;

/// <summary>
/// What a receipt says on paper. It names the customer and says no more of them: whoever has its link can show it to others. Days are
/// Dhaka's, as on the customer's pages.
/// </summary>
internal sealed class ReceiptDocument(Receipt receipt)
{
    private const string TestInEnglish = "A test: no real money was paid.";
    private const string TestInBangla = "এটি একটি পরীক্ষা: আসল টাকা দেওয়া হয়নি।";

    private const string ErasedInEnglish = "Personal data was erased";
    private const string ErasedInBangla = "ব্যক্তিগত তথ্য মুছে ফেলা হয়েছে";

    public required Logo? Logo { get; init; }

    public required DocumentLanguage Language { get; init; }

    public Document Write()
    {
        var payment = receipt.Payment;
        return new()
        {
            Kind = DocumentKind.Receipt,
            Language = Language,
            Brand = receipt.Looks.BrandWith(Logo),
            BillTo = new() { Name = ForWhom },
            Number = payment.Reference,
            IssuedOn = null,
            Original = receipt.Invoice is { Number: { } number, IssuedAt: { } issued } ? new(number, DayOf(issued)) : null,
            Payment = new(DayOf(receipt.PaidAt), ChannelText.For(payment.Channel), payment.GatewayTxnId),
            Lines = [new() { Description = ForWhat, Quantity = 1, UnitPrice = payment.Amount, Total = payment.Amount }],
            Subtotal = payment.Amount,
            Total = payment.Amount,
            Refunded = payment.RefundedMinor > 0 ? new(payment.RefundedMinor, payment.Currency) : null,
            Notes = payment.Mode is Mode.Test ? Say(TestInEnglish, TestInBangla) : null,
        };
    }

    private string ForWhom => receipt.Payment switch
    {
        { ErasedAt: not null } => Say(ErasedInEnglish, ErasedInBangla),
        { CustomerName: { Length: > 0 } name } => name,
        _ => receipt.Payment.CustomerReference,
    };

    private string ForWhat => receipt switch
    {
        { Invoice.Number: { } number, Payment.Installment: { } part } => Say(
            $"Invoice {number}, instalment {Invariant(part)}",
            $"চালান {number}, কিস্তি {NumeralText.In(Numerals.Bangla, Invariant(part))}"),
        { Invoice.Number: { } number } => Say($"Invoice {number}", $"চালান {number}"),
        { Payment.ProductName: { } product } when !string.IsNullOrWhiteSpace(product) => product,
        _ => Say("Payment", "পরিশোধ"),
    };

    private string Say(string english, string bangla) => Language switch
    {
        DocumentLanguage.English => english,
        DocumentLanguage.Bangla => bangla,
        DocumentLanguage.Both => $"{english}\n{bangla}",
    };

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly DayOf(DateTimeOffset instant) => TimeZones.DayOf(TimeZones.Default, instant);
}
