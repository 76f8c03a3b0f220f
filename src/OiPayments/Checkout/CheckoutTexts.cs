using OiPayments.Presentation;

namespace OiPayments.Checkout;

/// <summary>Every word a customer reads. A language is a class of this kind, so one that lacks a sentence does not compile.</summary>
public abstract class CheckoutTexts
{
    private static readonly EnglishTexts English = new();
    private static readonly BanglaTexts Bangla = new();

    public static CheckoutTexts For(PageLanguage language) => language switch
    {
        PageLanguage.English => English,
        PageLanguage.Bangla => Bangla,
    };

    public abstract PageLanguage Language { get; }

    public abstract PageLanguage OtherLanguage { get; }

    /// <summary>The other language's name in that language, for those who cannot read this one.</summary>
    public abstract string OtherLanguageName { get; }

    public abstract string TestBand { get; }

    public abstract string AmountToPay { get; }

    public abstract string Amount { get; }

    public abstract string Product { get; }

    public abstract string Customer { get; }
    public abstract string CustomerErased { get; }

    public abstract string PayBefore { get; }

    public abstract string PaidTo { get; }

    public abstract string PaidOn { get; }

    public abstract string PaidWith { get; }

    public abstract string ReferenceLabel { get; }

    public abstract string TimeZoneName { get; }

    public abstract StatusText Open(CheckoutPayment payment);

    public abstract string Pay(CheckoutPayment payment);

    public abstract string TryAgain { get; }

    public abstract string Trust(string gateway);

    /// <summary>The gateway charges in another currency than the one the page shows.</summary>
    public abstract string ChargedIn(string gateway, Currency currency);

    /// <summary>Pay was pressed, and the gateway's page is on its way.</summary>
    public abstract string Opening(string gateway);

    /// <summary>The same, said before, to who has no JavaScript.</summary>
    public abstract string OpeningTakes(string gateway);

    public abstract string CancelThisPayment { get; }

    public abstract string CancelMeaning(string application);

    public abstract string YesCancel { get; }

    public abstract string ReturnTo(string application);

    public abstract string ContinueTo(string application);

    public abstract string ViewReceipt { get; }

    /// <summary>The way to the page of the invoice that a payment pays.</summary>
    public abstract string ViewInvoice { get; }

    public abstract string YouMayClose { get; }

    public abstract string CheckNow { get; }

    public abstract string AlreadyPaid { get; }

    /// <summary>The way from the waiting page to the one that can be paid on.</summary>
    public abstract string NotPaidYetLink { get; }

    public abstract string StopChecking { get; }

    public abstract string WaitingSince { get; }

    public abstract StatusText NotFound { get; }

    public abstract StatusText ServiceUnavailable(bool looksAgain);

    /// <param name="api">Where the API is, when it was probably that which was asked for.</param>
    public abstract StatusText NoSuchPage(Uri? api);

    public abstract StatusText LostReturn { get; }

    public abstract StatusText Front { get; }

    public abstract string Guides { get; }

    public abstract string Dashboard { get; }

    public abstract StatusText Sent(string gateway);

    public abstract StatusText Waiting(string gateway, bool looksAgain);

    public abstract StatusText Paid(bool isRevisit, MoneyKnown beside);

    public abstract StatusText Declined(DeclineReason reason, CheckoutPayment payment);

    public abstract StatusText NotPaidYet(CheckoutPayment payment, bool isCancelled);

    public abstract StatusText Failed(CheckoutPayment payment, MoneyKnown money);

    public abstract StatusText Expired(CheckoutPayment payment, MoneyKnown money);

    public abstract StatusText Cancelled(CheckoutPayment payment, MoneyKnown money);

    public abstract StatusText Held(string application);

    public abstract StatusText NotOwed(CheckoutPayment payment, MoneyKnown money);

    public abstract StatusText ShopClosed(string application);

    public abstract StatusText GatewayUnavailable(string gateway);

    public abstract StatusText CannotTakePayments(string application);
}
