using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Links;

namespace OiPayments.Checkout;

/// <summary>
/// <c>GET /checkout/{reference}</c>, the page a customer is sent to. <see cref="ShowResult"/> asks for the one after the gateway.
/// </summary>
internal sealed class ShowCheckout(
    FindCheckout find, RegisteredGateways gateways, GatewayAccounts accounts, IBusinessClock clock)
{
    /// <param name="View">The page.</param>
    /// <param name="PaymentPages">Where its pay form may lead.</param>
    internal sealed record Shown(CheckoutView View, IEnumerable<string> PaymentPages);

    public static void Map(IEndpointRouteBuilder web) => web.MapGet(CheckoutPaths.PageRoute, HandleAsync);

    /// <param name="reference">The payment's public name.</param>
    /// <param name="isResult">Whether it is the page after the gateway, not the one before.</param>
    /// <param name="ct">Ends the look-up.</param>
    public async Task<Shown> RunAsync(string reference, bool isResult, CancellationToken ct)
    {
        var subject = await find.ToShowAsync(reference, ct);
        var now = subject is null ? clock.Now() : clock.Now(subject.Payment.Scope);
        return new(CheckoutViews.ViewOf(subject, now, isResult, HasStore), gateways.PaymentPagesOf(subject?.Payment, accounts));

        bool HasStore() =>
            subject is not null && accounts.Find(subject.Payment.Gateway, subject.Payment.Mode, subject.Override) is not null;
    }

    private static async Task<IResult> HandleAsync(string reference, HttpContext http, ShowCheckout show, CancellationToken ct) =>
        CheckoutReply.Page(http, await show.RunAsync(reference, isResult: false, ct));
}
