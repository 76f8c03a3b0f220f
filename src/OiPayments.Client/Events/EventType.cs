using System.Text.Json.Serialization;

namespace OiPayments.Client;

/// <summary>What happened. Values that are newer than this client are kept as they came.</summary>
[JsonConverter(typeof(WireNameConverter<EventType>))]
public readonly record struct EventType : IWireName<EventType>
{
    /// <summary>The gateway confirmed the money, and it is booked.</summary>
    public static readonly EventType PaymentSucceeded = new("payment.succeeded");

    /// <summary>Every attempt that was allowed is used up.</summary>
    public static readonly EventType PaymentFailed = new("payment.failed");

    /// <summary>The customer's time ran out.</summary>
    public static readonly EventType PaymentExpired = new("payment.expired");

    /// <summary>The customer gave up.</summary>
    public static readonly EventType PaymentCancelled = new("payment.cancelled");

    /// <summary>Money arrived that waits for an operator.</summary>
    public static readonly EventType PaymentHeld = new("payment.held");

    /// <summary>The gateway gave the money back.</summary>
    public static readonly EventType RefundSucceeded = new("refund.succeeded");

    /// <summary>The gateway did not give the money back.</summary>
    public static readonly EventType RefundFailed = new("refund.failed");

    /// <summary>It has its number, and is owed from now on.</summary>
    public static readonly EventType InvoiceIssued = new("invoice.issued");

    /// <summary>A part of it is settled.</summary>
    public static readonly EventType InvoicePartiallyPaid = new("invoice.partially_paid");

    /// <summary>Nothing of it is owed any more.</summary>
    public static readonly EventType InvoicePaid = new("invoice.paid");

    /// <summary>A day to pay has passed by.</summary>
    public static readonly EventType InvoiceOverdue = new("invoice.overdue");

    /// <summary>A credit note took back a part of it, or all.</summary>
    public static readonly EventType InvoiceCredited = new("invoice.credited");

    /// <summary>It counts no longer.</summary>
    public static readonly EventType InvoiceVoided = new("invoice.voided");

    /// <summary>You asked for a test event.</summary>
    public static readonly EventType Ping = new("ping");

    private readonly string? value;

    /// <summary>As the API spells it.</summary>
    public EventType(string value) => this.value = value;

    /// <summary>As the API spells it; empty when none was read.</summary>
    public string Value => value ?? "";

    static EventType IWireName<EventType>.Of(string value) => new(value);

    /// <summary>As the API spells it.</summary>
    public override string ToString() => Value;
}
