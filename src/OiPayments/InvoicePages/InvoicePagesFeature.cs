using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.InvoicePages;

internal static class InvoicePagesFeature
{
    extension(IServiceCollection services)
    {
        public void AddInvoicePages()
        {
            services.AddScoped<FindPayableInvoice>();
            services.AddScoped<ShowInvoice>();
            services.AddScoped<ShowInvoicePdf>();
            services.AddScoped<ShowInvoiceLogo>();
            services.AddScoped<StartPayingInvoice>();
            services.AddScoped<ReadPayableInvoice>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapInvoicePagesApi() => ReadPayableInvoice.Map(api);
    }

    extension(RouteGroupBuilder web)
    {
        /// <summary>The customer's pages of invoices.</summary>
        public void MapInvoicePages()
        {
            ShowInvoice.Map(web);
            StartPayingInvoice.Map(web);
            ShowInvoicePdf.Map(web);
            ShowInvoiceLogo.Map(web);
        }
    }
}
