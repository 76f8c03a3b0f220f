using System.Diagnostics;

namespace OiPayments.Checkout;

/// <summary>A state in words: what it is, what it means for the customer, and what to do or expect next.</summary>
public sealed record StatusText(string Title, string Meaning, string? Next = null);

/// <summary>The colour and the sign of a state. Never the only thing that tells it: the title does.</summary>
public enum StatusTone
{
    Good,
    Busy,
    Warning,
    Bad,
    Neutral,
}

/// <summary>How a page says which state it shows.</summary>
public sealed record CheckoutStatus(StatusTone Tone, StatusText Text)
{
    /// <param name="view">The state.</param>
    /// <param name="texts">The language.</param>
    /// <param name="looksAgain">The page will reload itself.</param>
    public static CheckoutStatus Of(CheckoutView view, CheckoutTexts texts, bool looksAgain) => view switch
    {
        CheckoutView.NotFound => new(StatusTone.Neutral, texts.NotFound),
        CheckoutView.Open open => new(StatusTone.Neutral, texts.Open(open.Payment)),
        CheckoutView.Sent sent => new(StatusTone.Busy, texts.Sent(sent.Payment.GatewayName)),
        CheckoutView.Waiting waiting => new(StatusTone.Busy, texts.Waiting(waiting.Payment.GatewayName, looksAgain)),
        CheckoutView.Paid paid => new(StatusTone.Good, texts.Paid(paid.IsRevisit)),
        CheckoutView.Declined declined => new(StatusTone.Bad, texts.Declined(declined.Reason)),
        CheckoutView.Failed failed => new(StatusTone.Bad, texts.Failed(failed.Payment.ApplicationName)),
        CheckoutView.Expired expired => new(StatusTone.Neutral, texts.Expired(expired.Payment.ApplicationName)),
        CheckoutView.Cancelled cancelled => new(StatusTone.Neutral, texts.Cancelled(cancelled.Payment.ApplicationName)),
        CheckoutView.Held held => new(StatusTone.Warning, texts.Held(held.Payment.ApplicationName)),
        CheckoutView.GatewayUnavailable unavailable => new(StatusTone.Warning, texts.GatewayUnavailable(unavailable.Payment.GatewayName)),
        _ => throw new UnreachableException($"{view.GetType().Name} has no words."),
    };
}
