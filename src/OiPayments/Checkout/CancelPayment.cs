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
internal sealed class CancelPayment(UnitOfWork unit, FindCheckout find, EndPayment end, IBusinessClock clock)
{
    /// <summary>What became of it, as far as it decides what the customer sees next.</summary>
    internal enum Result
    {
        /// <summary>There is nothing left to cancel, or others were faster: the payment's page says how it stands.</summary>
        Done,

        /// <summary>Somebody says that it is paid: the customer waits for the gateway to confirm it.</summary>
        SaidToBePaid,

        NotFound,
    }

    public static void Map(IEndpointRouteBuilder web) => web.MapPost(CheckoutPaths.CancelRoute, HandleAsync);

    public async Task<Result> RunAsync(string reference, CancellationToken ct)
    {
        var cancelled = await unit.RunAsync(CancelAsync, ct);
        return cancelled.IsSaved(out var result) ? result : Result.Done;

        async Task<Outcome<Result>> CancelAsync()
        {
            if (await find.ToChangeAsync(reference, ct) is not { } subject) return Result.NotFound;
            if (subject.Payment.Status is not PaymentStatus.Pending || subject.Payment.HeldAt is not null) return Result.Done;
            if (subject.Attempts.SaidToBePaidSince is not null) return Result.SaidToBePaid;

            var askAgainAt = PaymentFollowUpSchedule.NextLookAt(subject.Attempts, clock.Now(subject.Payment.Scope));
            return await end.RunAsync(subject.Payment, PaymentStatus.Cancelled, askAgainAt, ct) is { } refusal ? refusal : Result.Done;
        }
    }

    private static async Task<IResult> HandleAsync(
        string reference, HttpContext http, CancelPayment cancel, PublicUrls urls, CancellationToken ct) =>
        await cancel.RunAsync(reference, ct) switch
        {
            Result.NotFound => CheckoutReply.Page(http, new CheckoutView.NotFound()),
            Result.SaidToBePaid => new SeeOther(urls.Result(reference, CheckoutReply.ChosenLanguage(http))),
            Result.Done => new SeeOther(urls.Checkout(reference, CheckoutReply.ChosenLanguage(http))),
        };
}
