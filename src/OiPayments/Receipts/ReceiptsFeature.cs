using Microsoft.Extensions.DependencyInjection;
using OiPayments.Applications;

namespace OiPayments.Receipts;

internal static class ReceiptsFeature
{
    extension(IServiceCollection services)
    {
        public void AddReceipts()
        {
            services.AddScoped<FindReceipt>();
            services.AddScoped<PrintReceipt>();
            services.AddScoped<ReadReceipt>();
            services.AddScoped<ShowReceipt>();
            services.AddScoped<ShowReceiptPdf>();
            services.AddScoped<ShowReceiptLogo>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapReceipts() => ReadReceipt.Map(api.MapGroup("/payments").WithTags("Payments").RequireApplication());
    }

    extension(RouteGroupBuilder web)
    {
        /// <summary>The customer's pages of receipts.</summary>
        public void MapReceiptPages()
        {
            ShowReceipt.Map(web);
            ShowReceiptPdf.Map(web);
            ShowReceiptLogo.Map(web);
        }
    }
}
