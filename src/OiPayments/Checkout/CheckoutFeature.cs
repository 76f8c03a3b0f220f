using Microsoft.Extensions.DependencyInjection;
using OiPayments.Payments;

namespace OiPayments.Checkout;

internal static class CheckoutFeature
{
    extension(IServiceCollection services)
    {
        public void AddCheckout()
        {
            services.AddScoped<FindCheckout>();
            services.AddSingleton<OpeningSessions>();
            services.AddScoped<ShowCheckout>();
            services.AddScoped<StartPaying>();
            services.AddScoped<CancelPayment>();
            services.AddScoped<ReadCheckout>();
            services.AddCheckoutPages();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapCheckout() => ReadCheckout.Map(api);
    }

    extension(RouteGroupBuilder web)
    {
        /// <summary>The customer's pages and what they are made of; the browser's way back from the gateway among them.</summary>
        public void MapCheckoutPages()
        {
            ShowCheckout.Map(web);
            ShowResult.Map(web);
            ReloadPostedPage.Map(web);
            StartPaying.Map(web);
            CancelPayment.Map(web);
            ReceiveReturn.Map(web);
            LostReturn.Map(web);
            ShowFrontPage.Map(web);
            web.MapCheckoutAssets();
        }
    }
}
