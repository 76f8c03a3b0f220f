using OiPayments.Presentation;

namespace OiPayments.Checkout;

/// <summary>The payment a page is about: what every state of it shows.</summary>
public sealed record CheckoutPayment
{
    public required Reference Reference { get; init; }

    /// <summary>Who asks for the money, as registered.</summary>
    public required string ApplicationName { get; init => field = OutsideText.Clean(value); }

    public required Mode Mode { get; init; }

    public required Money Amount { get; init; }

    /// <summary>Until when it can be paid.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the gateway charges in where that is another currency than the amount's; null when it is the same.</summary>
    public Currency? ChargedIn { get; init; }

    /// <summary>The gateway's name as customers know it, such as <c>SSLCOMMERZ</c>.</summary>
    public required string GatewayName { get; init; }

    /// <summary>The path of the page of the invoice that it pays, without a language; null when it pays none.</summary>
    public string? InvoicePath { get; init; }

    public string? ProductName { get; init => field = OutsideText.CleanOrNull(value); }

    public string? CustomerName { get; init => field = OutsideText.CleanOrNull(value); }

    /// <summary>Whether the customer's data was erased: the page says so instead of showing a gap.</summary>
    public bool IsErased { get; init; }

    /// <summary>Where the customer goes at the end, with the reference already in it. Anything but http and https is dropped.</summary>
    public Uri? ReturnUrl { get; init => field = value is { IsAbsoluteUri: true, Scheme: "https" or "http" } ? value : null; }
}

/// <summary>What a customer who opens a payment's page gets to see: one case for each state, with all that it needs.</summary>
public abstract record CheckoutView
{
    private CheckoutView()
    {
    }

    /// <summary>No such payment, or a mistyped reference. Says nothing about any payment.</summary>
    public sealed record NotFound : CheckoutView;

    /// <summary>
    /// Our database cannot be used, so nothing is known of any payment. The page reloads itself where it was only looked at.
    /// </summary>
    public sealed record ServiceUnavailable : CheckoutView;

    /// <summary>An address that is nobody's, and was never a payment's.</summary>
    /// <param name="Api">Where the API is, when it was probably that which was asked for.</param>
    public sealed record NoSuchPage(Uri? Api) : CheckoutView;

    /// <summary>The address that a gateway sends browsers back to, opened by hand: it tells nothing of any payment.</summary>
    public sealed record LostReturn : CheckoutView;

    /// <summary>The address without a path.</summary>
    public sealed record Front : CheckoutView;

    /// <summary>A state of a payment that exists.</summary>
    public abstract record Known(CheckoutPayment Payment) : CheckoutView;

    /// <summary>Can be paid; nothing was tried yet.</summary>
    public sealed record Open(CheckoutPayment Payment) : Known(Payment);

    /// <summary>An attempt is open at the gateway: the customer may go on with it, start again, or look whether it went through.</summary>
    public sealed record Sent(CheckoutPayment Payment) : Known(Payment);

    /// <summary>The customer may have paid and the gateway has not confirmed. The page reloads itself, ever more slowly.</summary>
    /// <param name="Payment">The payment.</param>
    /// <param name="Since">When the customer came back.</param>
    /// <param name="Now">The time of this answer.</param>
    /// <param name="MayGoOn">Nobody said yet that it is paid, and it still can be: who has not paid finds the way back.</param>
    public sealed record Waiting(CheckoutPayment Payment, DateTimeOffset Since, DateTimeOffset Now, bool MayGoOn = false) : Known(Payment);

    /// <summary>The gateway confirmed the money.</summary>
    /// <param name="Payment">The payment.</param>
    /// <param name="PaidAt">When it was confirmed.</param>
    /// <param name="Channel">What was paid with, in the gateway's words, such as <c>BKASH-BKash</c>.</param>
    /// <param name="ReceiptPath">The path of the public receipt, without a language; null where the application gives none.</param>
    /// <param name="IsRevisit">The customer opened the checkout page again, and should hear whether more was charged.</param>
    /// <param name="Beside">What is known of other attempts' money.</param>
    public sealed record Paid(
        CheckoutPayment Payment,
        DateTimeOffset PaidAt,
        string? Channel = null,
        string? ReceiptPath = null,
        bool IsRevisit = false,
        MoneyKnown Beside = MoneyKnown.None) : Known(Payment);

    /// <summary>The attempt took no money; another may be made.</summary>
    public sealed record Declined(CheckoutPayment Payment, DeclineReason Reason) : Known(Payment);

    /// <summary>The customer came back from the gateway's page without having tried to pay; the payment is as open as before.</summary>
    /// <param name="Payment">The payment.</param>
    /// <param name="IsCancelled">They pressed cancel there, as the gateway says.</param>
    public sealed record NotPaidYet(CheckoutPayment Payment, bool IsCancelled) : Known(Payment);

    /// <summary>Will not be paid any more: attempts used up, or money that cannot be accepted.</summary>
    public sealed record Failed(CheckoutPayment Payment, MoneyKnown Money = MoneyKnown.None) : Known(Payment);

    public sealed record Expired(CheckoutPayment Payment, MoneyKnown Money = MoneyKnown.None) : Known(Payment);

    public sealed record Cancelled(CheckoutPayment Payment, MoneyKnown Money = MoneyKnown.None) : Known(Payment);

    /// <summary>The money was taken and a person looks at it before the payment counts.</summary>
    public sealed record Held(CheckoutPayment Payment) : Known(Payment);

    /// <summary>
    /// The invoice that it pays is owed less by now: paid by another link, credited or void. Nobody is asked for this amount.
    /// </summary>
    public sealed record NotOwed(CheckoutPayment Payment, MoneyKnown Money = MoneyKnown.None) : Known(Payment);

    /// <summary>The application takes no payments at present; this one may be paid when it does again. No money is on its way.</summary>
    public sealed record ShopClosed(CheckoutPayment Payment) : Known(Payment);

    /// <summary>Pay was pressed and the gateway did not answer. The customer was not sent there; the payment is still open.</summary>
    public sealed record GatewayUnavailable(CheckoutPayment Payment) : Known(Payment);

    /// <summary>There is no store for the money, or one that the gateway refuses: our fault, and nobody else's.</summary>
    public sealed record CannotTakePayments(CheckoutPayment Payment) : Known(Payment);
}

/// <summary>How soon a page that waits for the gateway looks again.</summary>
public static class RefreshPace
{
    /// <summary>After so long a page that nobody watches stops asking; its button still does.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(1);

    /// <summary>Seconds until a page that could not be shown at all is asked for again.</summary>
    public const int WhileUnavailable = 10;

    /// <summary>Seconds until the next look, or null for "no more". Most confirmations come in the first seconds.</summary>
    public static int? SecondsAfter(TimeSpan waited) => waited switch
    {
        _ when waited >= GivesUpAfter => null,
        { TotalSeconds: < 15 } => 2,
        { TotalSeconds: < 60 } => 5,
        { TotalMinutes: < 5 } => 15,
        _ => 60,
    };
}
