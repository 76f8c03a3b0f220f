using OiPayments.DueWork;
using OiPayments.Links;
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
    public static void Map(IEndpointRouteBuilder web) => web.MapPost(CheckoutPaths.CancelRoute, HandleAsync);

    private static async Task<IResult> HandleAsync(
        string reference, HttpContext http, UnitOfWork unit, FindCheckout find, EndPayment end, PublicUrls urls, IBusinessClock clock,
        CancellationToken ct)
    {
        var cancelled = await unit.RunAsync(CancelAsync, ct);
        return cancelled.IsSaved(out var answer) ? answer : new SeeOther(urls.Checkout(reference, StartPaying.LanguageOf(http)));

        async Task<Outcome<IResult>> CancelAsync()
        {
            if (await find.ToChangeAsync(reference, ct) is not { } subject)
                return Outcome.Of<IResult>(CheckoutReply.Page(http, new CheckoutView.NotFound()));
            if (subject.Payment.Status is PaymentStatus.Pending && subject.Payment.HeldAt is null)
            {
                if (subject.Attempts.SaidToBePaidSince is not null)
                    return Outcome.Of<IResult>(new SeeOther(urls.Result(reference, StartPaying.LanguageOf(http))));
                var askAgainAt = FollowUpPayments.NextLookAt(subject.Attempts, clock.Now(subject.Payment.Scope));
                if (await end.RunAsync(subject.Payment, PaymentStatus.Cancelled, askAgainAt, ct) is { } refusal) return refusal;
            }

            return Outcome.Of<IResult>(new SeeOther(urls.Checkout(reference, StartPaying.LanguageOf(http))));
        }
    }
}
