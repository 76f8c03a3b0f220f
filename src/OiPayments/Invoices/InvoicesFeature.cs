using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;
using OiPayments.DueWork;
using OiPayments.Payments;
using OiPayments.Webhooks;

namespace OiPayments.Invoices;

internal static class InvoicesFeature
{
    extension(IServiceCollection services)
    {
        public void AddInvoices()
        {
            services.AddScoped<DescribeInvoice>();
            services.AddScoped<SettleInvoice>();
            services.AddScoped<PayInvoice>();
            services.AddScoped<IPaymentPurpose>(provider => provider.GetRequiredService<PayInvoice>());
            services.AddScoped<NumberSeries>();
            services.AddScoped<MakePayableLink>();
            services.AddScoped<WithholdFromInvoice>();
            services.AddScoped<CreditInvoice>();
            services.AddScoped<WriteDraft>();
            services.AddScoped<ChangeInvoice>();
            services.AddScoped<OperateOnInvoice>();
            services.AddScoped<CreateInvoice>();
            services.AddScoped<ReadInvoice>();
            services.AddScoped<ListInvoices>();
            services.AddScoped<EditInvoice>();
            services.AddScoped<DeleteInvoice>();
            services.AddScoped<IssueInvoice>();
            services.AddScoped<VoidInvoice>();
            services.AddScoped<CreatePayableLink>();
            services.AddScoped<CreateWithholding>();
            services.AddScoped<ListWithholdings>();
            services.AddScoped<CreateCreditNote>();
            services.AddScoped<ListCreditNotes>();
            services.AddScoped<ReadCreditNote>();
            services.AddScoped<CreateAnyPayableLink>();
            services.AddScoped<WithholdFromAnyInvoice>();
            services.AddScoped<ListAnyWithholdings>();
            services.AddScoped<CreditAnyInvoice>();
            services.AddScoped<ListAnyCreditNotes>();
            services.AddHostedService<TellOfOverdueInvoices>();
            services.AddScoped<PrintInvoice>();
            services.AddScoped<PrintCreditNote>();
            services.AddScoped<ReadInvoicePdf>();
            services.AddScoped<ReadCreditNotePdf>();
            services.AddScoped<ReadTemplate>();
            services.AddScoped<WriteTemplate>();
            services.AddScoped<SetTemplate>();
            services.AddScoped<SetTemplateLogo>();
            services.AddScoped<RemoveTemplateLogo>();
            services.AddSingleton<FetchLogo>();
            services.AddHttpClient(FetchLogo.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(provider => FetchLogo.CreateHandler(provider.GetRequiredService<ReceiverConnection>()))
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // its connections end by themselves
                .RemoveAllLoggers();
            services.AddScoped<ListAllInvoices>();
            services.AddScoped<ReadAnyInvoice>();
            services.AddScoped<ReadInvoicesSummary>();
            services.AddScoped<CreateAnyInvoice>();
            services.AddScoped<EditAnyInvoice>();
            services.AddScoped<DeleteAnyInvoice>();
            services.AddScoped<ReadAnyInvoicePdf>();
            services.AddScoped<ReadAnyCreditNotePdf>();
            services.AddScoped<IssueAnyInvoice>();
            services.AddScoped<VoidAnyInvoice>();
            services.AddScoped<ReadAnyTemplate>();
            services.AddScoped<OperateOnTemplate>();
            services.AddScoped<SetAnyTemplate>();
            services.AddScoped<SetAnyTemplateLogo>();
            services.AddScoped<RemoveAnyTemplateLogo>();
            services.AddScoped<ShowAnyTemplateLogo>();
            services.AddScoped<PreviewAnyTemplate>();
            services.AddSingleton<IRetention, LogoRetention>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapInvoices()
        {
            var invoices = api.MapGroup("/invoices").WithTags("Invoices").RequireApplication();
            CreateInvoice.Map(invoices);
            ReadInvoice.Map(invoices);
            ListInvoices.Map(invoices);
            EditInvoice.Map(invoices);
            DeleteInvoice.Map(invoices);
            IssueInvoice.Map(invoices);
            VoidInvoice.Map(invoices);
            CreatePayableLink.Map(invoices);
            CreateWithholding.Map(invoices);
            ListWithholdings.Map(invoices);
            CreateCreditNote.Map(invoices);
            ListCreditNotes.Map(invoices);
            ReadInvoicePdf.Map(invoices);
            ReadTemplate.Map(invoices);
            SetTemplate.Map(invoices);
            SetTemplateLogo.Map(invoices);
            RemoveTemplateLogo.Map(invoices);

            var notes = api.MapGroup("/credit-notes").WithTags("Invoices").RequireApplication();
            ReadCreditNote.Map(notes);
            ReadCreditNotePdf.Map(notes);

            var allInvoices = api.MapGroup("/admin/invoices").WithTags("Invoices in all applications").RequireOperator();
            ListAllInvoices.Map(allInvoices);
            ReadAnyInvoice.Map(allInvoices);
            ReadInvoicesSummary.Map(allInvoices);
            CreateAnyInvoice.Map(allInvoices);
            EditAnyInvoice.Map(allInvoices);
            DeleteAnyInvoice.Map(allInvoices);
            ReadAnyInvoicePdf.Map(allInvoices);
            IssueAnyInvoice.Map(allInvoices);
            VoidAnyInvoice.Map(allInvoices);
            CreateAnyPayableLink.Map(allInvoices);
            WithholdFromAnyInvoice.Map(allInvoices);
            ListAnyWithholdings.Map(allInvoices);
            CreditAnyInvoice.Map(allInvoices);
            ListAnyCreditNotes.Map(allInvoices);
            ReadAnyTemplate.Map(allInvoices);
            SetAnyTemplate.Map(allInvoices);
            SetAnyTemplateLogo.Map(allInvoices);
            RemoveAnyTemplateLogo.Map(allInvoices);

            var allNotes = api.MapGroup("/admin/credit-notes").WithTags("Invoices in all applications").RequireOperator();
            ReadAnyCreditNotePdf.Map(allNotes);
        }
    }
}
