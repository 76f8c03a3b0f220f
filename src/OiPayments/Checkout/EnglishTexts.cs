using OiPayments.Presentation;

namespace OiPayments.Checkout;

internal sealed class EnglishTexts : CheckoutTexts
{
    public override PageLanguage Language => PageLanguage.English;

    public override PageLanguage OtherLanguage => PageLanguage.Bangla;

    public override string OtherLanguageName => "বাংলা";

    public override string TestBand => "Test mode: no money moves";

    public override string AmountToPay => "Amount to pay";

    public override string Amount => "Amount";

    public override string Product => "For";

    public override string Customer => "Customer";
    public override string CustomerErased => "Personal data was erased";

    public override string PayBefore => "Pay before";

    public override string PaidTo => "Paid to";

    public override string PaidOn => "Paid on";

    public override string PaidWith => "Paid with";

    public override string ReferenceLabel => "Reference";

    public override string TimeZoneName => "Bangladesh time";

    public override string Pay(CheckoutPayment payment) =>
        $"Pay {AmountText.For(payment.Amount, Language)} with {payment.GatewayName}";

    public override string TryAgain => "Try again";

    public override string Trust(string gateway) => $"You will pay on {gateway}’s secure page. We never see your card details.";

    public override string ChargedIn(string gateway, Currency currency) =>
        $"{gateway} charges this in {NameOf(currency)}, at its own exchange rate. See how much that is on its page before you pay.";

    public override string Opening(string gateway) => $"Opening {gateway}’s page. This can take up to 20 seconds; please wait.";

    public override string OpeningTakes(string gateway) => $"After you press it, {gateway}’s page can take up to 20 seconds to open.";

    public override string CancelThisPayment => "Cancel this payment";

    public override string CancelMeaning(string application) =>
        $"You will not be able to pay with this link afterwards, and {application} will be told that you cancelled.";

    public override string YesCancel => "Yes, cancel the payment";

    public override string ReturnTo(string application) => $"Return to {application}";

    public override string ContinueTo(string application) => $"Continue to {application}";

    public override string ViewReceipt => "View receipt";

    public override string ViewInvoice => "See the invoice";

    public override string YouMayClose => "You can close this page now.";

    public override string CheckNow => "Check now";

    public override string AlreadyPaid => "Already paid? Check the payment";

    public override string NotPaidYetLink => "Not paid yet? Go back to the payment";

    public override string StopChecking => "Stop checking automatically";

    public override string WaitingSince => "Since";

    public override StatusText NotFound => new(
        "We cannot find this payment",
        "The link may be incomplete or mistyped.",
        "Open the link again from the message or the page you got it from, or ask whoever sent it to you for a new one.");

    public override StatusText NoSuchPage(Uri? api) => new(
        "There is no such page",
        api is null ? "The address may be incomplete or mistyped." : $"The API is not at this address. It is at {api}.",
        "If you were sent here to pay, open the link again from the message or the page you got it from.");

    public override StatusText LostReturn => new(
        "Your payment is safe",
        "This address works only on the way back from your bank or wallet, so it cannot tell whether you have paid. Opening it charged "
            + "nothing.",
        "Open your payment's page again, from the shop or from the message that led you there: it tells. Look there before you pay again.");

    public override StatusText Front => new(
        "OI Payments",
        "Customers pay on these pages.",
        "If you were sent here to pay, open the link that you were sent: it leads to your payment.");

    public override string Guides => "Guides and API reference";

    public override string Dashboard => "Operators' dashboard";

    public override StatusText Open(CheckoutPayment payment) => new($"Pay {AmountText.For(payment.Amount, Language)}", AmountToPay);

    public override StatusText ServiceUnavailable(bool looksAgain) => new(
        "This page cannot be shown just now",
        "A part of our service is not answering. Nothing is lost: a payment that you made, or began, is kept.",
        looksAgain
            ? "This page tries again by itself. If you have paid already, please do not pay again."
            : "Go back, wait a moment and open the page again. If you have paid already, please do not pay again.");

    public override StatusText Sent(string gateway) => new(
        "You have started to pay",
        $"If {gateway}’s page is still open in another tab, finish there.",
        "If you closed it, you can start again. If you have already approved the payment, do not pay twice: check it first.");

    public override StatusText Waiting(string gateway, bool looksAgain) => new(
        "Confirming your payment",
        $"We are waiting for {gateway} to confirm it. This usually takes a few seconds.",
        looksAgain
            ? "This page checks by itself. Please do not pay again."
            : "This page has stopped checking by itself. Please do not pay again.");

    public override StatusText Paid(bool isRevisit, MoneyKnown beside) => new(
        isRevisit ? "This payment is complete" : "Payment complete",
        isRevisit
            ? "It was paid earlier." + (beside is MoneyKnown.None ? " You have not been charged again." : "")
            : "Thank you. Your payment has been received.",
        beside switch
        {
            MoneyKnown.None => null,
            MoneyKnown.MayHaveBeenTaken =>
                "Please do not pay again. If another attempt of yours turns out to be paid too, that money goes back to you.",
            MoneyKnown.GoesBack => "You paid more than once. What was paid beside this does not count, and goes back to you.",
        });

    public override StatusText Declined(DeclineReason reason, CheckoutPayment payment) => new(
        "The payment did not go through",
        reason switch
        {
            DeclineReason.NotSaid => "It was not completed, and no reason was given.",
            DeclineReason.RefusedByBank => "Your bank refused it without giving a reason. The bank can tell you why.",
            DeclineReason.WrongDetails => "Some of the card or account details were not right.",
            DeclineReason.ExpiredCard => "The card has expired.",
            DeclineReason.NotEnoughMoney => "There was not enough money in the account.",
            DeclineReason.OverLimit => "The amount is above the limit of your card or account.",
            DeclineReason.NotAttempted => "You came back before a payment was made.",
            DeclineReason.NotStarted => $"{payment.GatewayName} would not start this payment, and you were not sent to it.",
        } + " No payment was received.",
        reason is DeclineReason.NotStarted
            ? Sentence($"You can try again. If it happens again, tell {payment.ApplicationName}")
            : "You can try again, with the same or another card, account or wallet.");

    public override StatusText NotPaidYet(CheckoutPayment payment, bool isCancelled) => new(
        isCancelled ? $"You cancelled at {payment.GatewayName}" : "You have not paid yet",
        "No payment was made. You can still pay here until the time below.",
        $"If you do not want to pay, cancel this payment at the end of the page: {payment.ApplicationName} is told then. Until you do, it "
            + "stays open.");

    public override StatusText Failed(CheckoutPayment payment, MoneyKnown money) => new(
        "The payment failed", $"It can no longer be made with this link. {MoneyOf(money, payment)}", StartAgain(payment, money));

    public override StatusText Expired(CheckoutPayment payment, MoneyKnown money) => new(
        "This payment has expired", $"The time to pay is over. {MoneyOf(money, payment)}", StartAgain(payment, money));

    public override StatusText Cancelled(CheckoutPayment payment, MoneyKnown money) => new(
        "The payment was cancelled", MoneyOf(money, payment),
        money is MoneyKnown.None
            ? Sentence($"If you did not mean to cancel, start again at {payment.ApplicationName}")
            : StartAgain(payment, money));

    public override StatusText Held(string application) => new(
        "Your payment is being checked",
        "Your payment was taken, and a person is looking at it before it is completed.",
        $"You need not do anything, and please do not pay again. {application} will be told the outcome; if the payment is not accepted, "
            + "your money is returned.");

    public override StatusText NotOwed(CheckoutPayment payment, MoneyKnown money) => new(
        "This link is no longer valid",
        $"The invoice it pays is owed less than this by now, or nothing. {MoneyOf(money, payment)}",
        money is MoneyKnown.MayHaveBeenTaken ? null : "Open the invoice to see what is owed.");

    public override StatusText ShopClosed(string application) => new(
        $"{application} takes no payments at present",
        "This payment cannot be made now. No payment was received.",
        $"Please ask {application} when you can pay, or try this page again later.");

    public override StatusText GatewayUnavailable(string gateway) => new(
        $"{gateway} is not answering",
        "You were not sent to it and have not been charged. Your payment is still open.",
        "Please try again in a moment.");

    public override StatusText CannotTakePayments(string application) => new(
        "This payment cannot be made at the moment",
        $"{application} cannot take payments here yet. It is nothing that you did, and nothing is wrong with your card or wallet. You "
            + "have not been charged.",
        Sentence($"The payment stays open. Try again later, or tell {application}"));

    private static string MoneyOf(MoneyKnown money, CheckoutPayment payment) => money switch
    {
        MoneyKnown.None => "No payment was received.",
        MoneyKnown.MayHaveBeenTaken =>
            $"No payment has been confirmed so far. If you approved one at {payment.GatewayName}, do not pay again: this page will show "
                + "it once it is confirmed.",
        MoneyKnown.GoesBack => "Money that was taken for it could not be accepted, and goes back to you.",
    };

    private static string StartAgain(CheckoutPayment payment, MoneyKnown money) => Sentence(money is MoneyKnown.MayHaveBeenTaken
        ? $"If you approved nothing and still want to pay, start again at {payment.ApplicationName}"
        : $"If you still want to pay, start again at {payment.ApplicationName}");

    /// <summary>A name such as "Tea Ltd." brings the full stop with it.</summary>
    private static string Sentence(string text) => text.EndsWith('.') ? text : $"{text}.";

    private static string NameOf(Currency currency) => currency == Currency.Bdt ? "Bangladeshi taka (BDT)" : currency.Code;
}
