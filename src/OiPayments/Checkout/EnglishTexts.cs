namespace OiPayments.Checkout;

internal sealed class EnglishTexts : CheckoutTexts
{
    public override CheckoutLanguage Language => CheckoutLanguage.English;

    public override CheckoutLanguage OtherLanguage => CheckoutLanguage.Bangla;

    public override string OtherLanguageName => "বাংলা";

    public override string TestBand => "Test mode: no money moves";

    public override string AmountToPay => "Amount to pay";

    public override string Amount => "Amount";

    public override string Product => "For";

    public override string Customer => "Customer";

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

    public override string CancelThisPayment => "Cancel this payment";

    public override string CancelMeaning(string application) =>
        $"You will not be able to pay with this link afterwards, and {application} will be told that you cancelled.";

    public override string YesCancel => "Yes, cancel the payment";

    public override string ReturnTo(string application) => $"Return to {application}";

    public override string ContinueTo(string application) => $"Continue to {application}";

    public override string ViewReceipt => "View receipt";

    public override string YouMayClose => "You can close this page now.";

    public override string CheckNow => "Check now";

    public override string AlreadyPaid => "Already paid? Check the payment";

    public override string StopChecking => "Stop checking automatically";

    public override string WaitingSince => "Since";

    public override StatusText NotFound => new(
        "We cannot find this payment",
        "The link may be incomplete or mistyped.",
        "Open the link again from the message or the page you got it from, or ask whoever sent it to you for a new one.");

    public override StatusText NoSuchPage => new(
        "There is no such page",
        "The address may be incomplete or mistyped.",
        "If you were sent here to pay, open the link again from the message or the page you got it from.");

    public override StatusText LostReturn => new(
        "Your payment is safe",
        "This address works only on the way back from your bank or wallet, so it cannot tell whether you have paid. Opening it charged nothing.",
        "Open your payment's page again, from the shop or from the message that led you there: it tells. Look there before you pay again.");

    public override StatusText Front => new(
        "OI Payments",
        "Customers pay on these pages.",
        "If you were sent here to pay, open the link that you were sent: it leads to your payment.");

    public override string Guides => "Guides and API reference";

    public override string Dashboard => "Operators' dashboard";

    public override StatusText Open(CheckoutPayment payment) => new($"Pay {AmountText.For(payment.Amount, Language)}", AmountToPay);

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

    public override StatusText Paid(bool isRevisit) => isRevisit
        ? new("This payment is complete", "It was paid earlier. You have not been charged again.")
        : new("Payment complete", "Thank you. Your payment has been received.");

    public override StatusText Declined(DeclineReason reason) => new(
        "The payment did not go through",
        reason switch
        {
            DeclineReason.NotSaid => "Your bank or wallet did not complete it.",
            DeclineReason.RefusedByBank => "Your bank refused it without giving a reason. The bank can tell you why.",
            DeclineReason.WrongDetails => "Some of the card or account details were not right.",
            DeclineReason.ExpiredCard => "The card has expired.",
            DeclineReason.NotEnoughMoney => "There was not enough money in the account.",
            DeclineReason.OverLimit => "The amount is above the limit of your card or account.",
            DeclineReason.NotAttempted => "You came back before a payment was made.",
        } + " No payment was received.",
        "You can try again, with the same or another card, account or wallet.");

    public override StatusText Failed(string application) => new(
        "The payment failed",
        "It can no longer be made with this link. No payment was received.",
        $"If you still want to pay, start again at {application}.");

    public override StatusText Expired(string application) => new(
        "This payment has expired",
        "The time to pay is over. No payment was received.",
        $"If you still want to pay, start again at {application}.");

    public override StatusText Cancelled(string application) => new(
        "The payment was cancelled",
        "No payment was received.",
        $"If you did not mean to cancel, start again at {application}.");

    public override StatusText Held(string application) => new(
        "Your payment is being checked",
        "Your payment was taken, and a person is looking at it before it is completed.",
        $"You need not do anything, and please do not pay again. {application} will be told the outcome; if the payment is not accepted, your money is returned.");

    public override StatusText GatewayUnavailable(string gateway) => new(
        $"{gateway} is not answering",
        "You were not sent to it and have not been charged. Your payment is still open.",
        "Please try again in a moment.");
}
