using System.Text.Json.Serialization;
using OiPayments.Sandbox.Domain;
using OiPayments.Sandbox.Notices;
using OiPayments.Sandbox.Wire;

namespace OiPayments.Sandbox.Control;

/// <summary>A session as <c>/control</c> shows it; <c>status</c> is PROCESSING until it has ended.</summary>
internal sealed record SessionView(
    [property: JsonPropertyName("sessionkey")] string SessionKey,
    [property: JsonPropertyName("store_id")] string StoreId,
    [property: JsonPropertyName("tran_id")] string TransactionId,
    [property: JsonPropertyName("amount")] string Amount,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("val_id")] string ValidationId,
    [property: JsonPropertyName("created")] DateTimeOffset Created,
    [property: JsonPropertyName("expires")] DateTimeOffset Expires)
{
    public static SessionView Of(PaymentSession session) => new(
        session.Key,
        session.Store.Id,
        session.Order.TransactionId,
        Amounts.Padded(session.Order.Amount),
        session.Attempt is { } attempt ? TransactionFields.StatusOf(attempt) : "PROCESSING",
        session.Attempt?.ValidationId ?? "",
        GatewayClock.InDhaka(session.CreatedAt),
        GatewayClock.InDhaka(session.ExpiresAt));
}

/// <summary>How a session ended, with the form a browser would now carry to the merchant.</summary>
internal sealed record EndedView(
    [property: JsonPropertyName("tran_id")] string TransactionId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("val_id")] string ValidationId,
    [property: JsonPropertyName("ipn")] NoticeReport Notice,
    [property: JsonPropertyName("redirect")] RedirectView? Redirect)
{
    public static EndedView Of(PaymentSession session, Attempt attempt, NoticeReport notice) => new(
        session.Order.TransactionId,
        TransactionFields.StatusOf(attempt),
        attempt.ValidationId,
        notice,
        BrowserReturn.For(session, attempt) is { } form ? new(form.Url, new(form.Fields)) : null);
}

/// <summary>A form POST.</summary>
internal sealed record RedirectView(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("fields")] OrderedDictionary<string, string> Fields);
