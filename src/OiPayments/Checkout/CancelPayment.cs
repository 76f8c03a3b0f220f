using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Web;

namespace OiPayments.Checkout;

/// <summary>
/// <c>POST /checkout/{reference}/cancel</c>: the customer does not want to pay. Nothing is cancelled while somebody says that it is
/// paid; money that was on its way all the same still counts when it arrives.
/// </summary>
internal static class CancelPayment
{
    private const int MaxRounds = 5;

    public static void Map(IEndpointRouteBuilder web) => web.MapPost("/checkout/{reference}/cancel", HandleAsync);

    private static async Task<IResult> HandleAsync(
        string reference, HttpContext http, OiPaymentsDb db, FindCheckout find, EndPayment end, PublicUrls urls, TimeProvider clock, CancellationToken ct)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            db.StartOver();
            if (await find.ToChangeAsync(reference, ct) is not { } subject) return CheckoutReply.Page(http, new CheckoutView.NotFound());
            if (subject.Payment.Status is not PaymentStatus.Pending || subject.Payment.HeldAt is not null) break;
            if (subject.Attempts.SaidToBePaidSince is not null) return new SeeOther(urls.Result(reference, StartPaying.LanguageOf(http)));

            if (await end.TryAsync(subject.Payment, PaymentStatus.Cancelled, FollowUpPayments.NextLookAt(subject.Attempts, clock.GetUtcNow()), ct)) break;
        }

        return new SeeOther(urls.Checkout(reference, StartPaying.LanguageOf(http)));
    }
}
