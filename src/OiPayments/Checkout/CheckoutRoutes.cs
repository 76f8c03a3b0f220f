using OiPayments.Payments;

namespace OiPayments.Checkout;

internal static class CheckoutRoutes
{
    extension(RouteGroupBuilder web)
    {
        /// <summary>The customer's pages and what they are made of; the browser's way back from the gateway among them.</summary>
        public void MapCheckoutPages()
        {
            ShowCheckout.Map(web);
            StartPaying.Map(web);
            CancelPayment.Map(web);
            ReceiveReturn.Map(web);
            LostReturn.Map(web);
            ShowFrontPage.Map(web);
            web.MapCheckoutAssets();
        }
    }
}
