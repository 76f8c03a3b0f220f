using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Invoices;

namespace OiPayments.Mail;

internal static class MailFeature
{
    extension(IServiceCollection services)
    {
        public void AddMail()
        {
            services.AddScoped<StageMails>();
            services.AddScoped<IInvoiceListener>(provider => provider.GetRequiredService<StageMails>());
            services.AddScoped<SendMail>();
            services.AddSingleton<DeliverMail>();
            services.AddSingleton<MailMetrics>();
            services.TryAddSingleton(new MailServerTrust(Judge: null));
            services.AddScoped<ListMails>();
            services.AddScoped<ListAnyMails>();
            services.AddScoped<MailAnyInvoice>();
            services.AddHostedService<RemindOfInvoices>();
            services.AddHostedService<SendMails>();
            services.AddSingleton<IRetention, MailRetention>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapMail()
        {
            ListMails.Map(api.MapGroup("/invoices").WithTags("Invoices").RequireApplication());

            var allInvoices = api.MapGroup("/admin/invoices").WithTags("Invoices in all applications").RequireOperator();
            ListAnyMails.Map(allInvoices);
            MailAnyInvoice.Map(allInvoices);
        }
    }
}
