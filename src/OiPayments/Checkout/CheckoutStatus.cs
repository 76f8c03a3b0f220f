using System.Diagnostics;

namespace OiPayments.Checkout;

/// <summary>A state in words: what it is, what it means for the customer, and what to do or expect next.</summary>
public sealed record StatusText(string Title, string Meaning, string? Next = null);

/// <summary>The sign of a state, each in one colour. Never the only thing that tells it: the title does.</summary>
public enum StatusSign
{
    Tick,
    Turning,
    Exclamation,
    Cross,
    Clock,
    Dash,
    Question,
}

/// <summary>How a page says which state it shows.</summary>
public sealed record CheckoutStatus(StatusSign Sign, StatusText Text)
{
    /// <param name="view">The state.</param>
    /// <param name="texts">The language.</param>
    /// <param name="looksAgain">The page will reload itself.</param>
    public static CheckoutStatus Of(CheckoutView view, CheckoutTexts texts, bool looksAgain) => view switch
    {
        CheckoutView.NotFound => new(StatusSign.Question, texts.NotFound),
        CheckoutView.ServiceUnavailable => new(StatusSign.Exclamation, texts.ServiceUnavailable(looksAgain)),
        CheckoutView.NoSuchPage none => new(StatusSign.Question, texts.NoSuchPage(none.Api)),
        CheckoutView.LostReturn => new(StatusSign.Exclamation, texts.LostReturn),
        CheckoutView.Front => new(StatusSign.Dash, texts.Front),
        CheckoutView.Open open => new(StatusSign.Dash, texts.Open(open.Payment)),
        CheckoutView.Sent sent => new(StatusSign.Clock, texts.Sent(sent.Payment.GatewayName)),
        CheckoutView.Waiting waiting => new(StatusSign.Turning, texts.Waiting(waiting.Payment.GatewayName, looksAgain)),
        CheckoutView.Paid paid => new(StatusSign.Tick, texts.Paid(paid.IsRevisit, paid.Beside)),
        CheckoutView.Declined declined => new(StatusSign.Cross, texts.Declined(declined.Reason, declined.Payment)),
        CheckoutView.NotPaidYet back => new(StatusSign.Dash, texts.NotPaidYet(back.Payment, back.IsCancelled)),
        CheckoutView.Failed failed => new(StatusSign.Cross, texts.Failed(failed.Payment, failed.Money)),
        CheckoutView.Expired expired => new(StatusSign.Clock, texts.Expired(expired.Payment, expired.Money)),
        CheckoutView.Cancelled cancelled => new(StatusSign.Dash, texts.Cancelled(cancelled.Payment, cancelled.Money)),
        CheckoutView.Held held => new(StatusSign.Exclamation, texts.Held(held.Payment.ApplicationName)),
        CheckoutView.NotOwed notOwed => new(StatusSign.Dash, texts.NotOwed(notOwed.Payment, notOwed.Money)),
        CheckoutView.ShopClosed closed => new(StatusSign.Dash, texts.ShopClosed(closed.Payment.ApplicationName)),
        CheckoutView.GatewayUnavailable unavailable =>
            new(StatusSign.Exclamation, texts.GatewayUnavailable(unavailable.Payment.GatewayName)),
        CheckoutView.CannotTakePayments cannot => new(StatusSign.Exclamation, texts.CannotTakePayments(cannot.Payment.ApplicationName)),
        _ => throw new UnreachableException($"{view.GetType().Name} has no words."),
    };
}
