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

    /// <summary>The gateway's name as customers know it, such as <c>SSLCOMMERZ</c>.</summary>
    public required string GatewayName { get; init; }

    public string? ProductName { get; init => field = OutsideText.CleanOrNull(value); }

    public string? CustomerName { get; init => field = OutsideText.CleanOrNull(value); }

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

    /// <summary>An address that is nobody's, and was never a payment's.</summary>
    public sealed record NoSuchPage : CheckoutView;

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

    /// <summary>The customer is back and the gateway has not confirmed. The page reloads itself, ever more slowly.</summary>
    /// <param name="Payment">The payment.</param>
    /// <param name="Since">When the customer came back.</param>
    /// <param name="Now">The time of this answer.</param>
    public sealed record Waiting(CheckoutPayment Payment, DateTimeOffset Since, DateTimeOffset Now) : Known(Payment);

    /// <summary>The gateway confirmed the money.</summary>
    /// <param name="Payment">The payment.</param>
    /// <param name="PaidAt">When it was confirmed.</param>
    /// <param name="Channel">What was paid with, in the gateway's words, such as <c>BKASH-BKash</c>.</param>
    /// <param name="ReceiptPath">The path of the public receipt, where the application gives receipts.</param>
    /// <param name="IsRevisit">The customer opened the checkout page again, and should hear that nothing more was charged.</param>
    public sealed record Paid(
        CheckoutPayment Payment,
        DateTimeOffset PaidAt,
        string? Channel = null,
        string? ReceiptPath = null,
        bool IsRevisit = false) : Known(Payment);

    /// <summary>The attempt took no money; another may be made.</summary>
    public sealed record Declined(CheckoutPayment Payment, DeclineReason Reason) : Known(Payment);

    /// <summary>Will not be paid any more: attempts used up, or the application allows only one.</summary>
    public sealed record Failed(CheckoutPayment Payment) : Known(Payment);

    public sealed record Expired(CheckoutPayment Payment) : Known(Payment);

    public sealed record Cancelled(CheckoutPayment Payment) : Known(Payment);

    /// <summary>The money was taken and a person looks at it before the payment counts.</summary>
    public sealed record Held(CheckoutPayment Payment) : Known(Payment);

    /// <summary>Pay was pressed and the gateway did not answer. Nothing was lost; the payment is still open.</summary>
    public sealed record GatewayUnavailable(CheckoutPayment Payment) : Known(Payment);
}

/// <summary>How soon a page that waits for the gateway looks again.</summary>
public static class RefreshPace
{
    /// <summary>After so long a page that nobody watches stops asking; its button still does.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(1);

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
