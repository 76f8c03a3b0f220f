namespace OiPayments.Webhooks;

/// <summary>What an event's <c>data</c> is.</summary>
internal enum EventSubject
{
    Payment,
    Refund,
    Invoice,
    Ping,
}

/// <summary>A kind of event: its name on the wire, what its data is, and what it says.</summary>
internal sealed record EventType(string Name, EventSubject Subject, string Meaning);

/// <summary>Every kind of event there is. The API's description, the guide's table and whoever raises one take it from here.</summary>
internal static class EventTypes
{
    public const string PaymentSucceeded = "payment.succeeded";
    public const string PaymentFailed = "payment.failed";
    public const string PaymentExpired = "payment.expired";
    public const string PaymentCancelled = "payment.cancelled";
    public const string PaymentHeld = "payment.held";
    public const string RefundSucceeded = "refund.succeeded";
    public const string RefundFailed = "refund.failed";
    public const string InvoiceIssued = "invoice.issued";
    public const string InvoicePartiallyPaid = "invoice.partially_paid";
    public const string InvoicePaid = "invoice.paid";
    public const string InvoiceOverdue = "invoice.overdue";
    public const string InvoiceCredited = "invoice.credited";
    public const string InvoiceVoided = "invoice.voided";
    public const string Ping = "ping";

    public static readonly IReadOnlyList<EventType> All =
    [
        new(
            PaymentSucceeded, EventSubject.Payment,
            "The gateway confirmed the money, and it is booked. Also when it comes after the payment had ended."),
        new(PaymentFailed, EventSubject.Payment, "Every attempt that was allowed is used up, or an operator gives held money back."),
        new(PaymentExpired, EventSubject.Payment, "The customer's time ran out, and the gateway was asked a last time."),
        new(PaymentCancelled, EventSubject.Payment, "The customer gave up."),
        new(
            PaymentHeld, EventSubject.Payment,
            "The gateway took money that cannot simply count: it calls it risky, or charged a wrong amount. An operator decides."),
        new(
            RefundSucceeded, EventSubject.Refund,
            "The gateway gave the money back. With source SUSPENSE it is money that never counted, and the payment is untouched."),
        new(RefundFailed, EventSubject.Refund, "The gateway did not give the money back; it can be refunded again."),
        new(InvoiceIssued, EventSubject.Invoice, "It has its number, and is owed from now on."),
        new(InvoicePartiallyPaid, EventSubject.Invoice, "A part of it was paid or withheld; the rest is still owed."),
        new(InvoicePaid, EventSubject.Invoice, "Nothing of it is owed any more. After a refund it can come again."),
        new(InvoiceOverdue, EventSubject.Invoice, "A day to pay has passed by; told once, at the start of the day after it."),
        new(InvoiceCredited, EventSubject.Invoice, "A credit note took back a part of it, or all."),
        new(InvoiceVoided, EventSubject.Invoice, "It counts no longer; its number stays its own."),
        new(Ping, EventSubject.Ping, "You asked for a test event."),
    ];
}
