using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Audit;
using OiPayments.Bookkeeping;
using OiPayments.Cases;
using OiPayments.Checkout;
using OiPayments.Documentation;
using OiPayments.Documentation.OpenApi;
using OiPayments.DueWork;
using OiPayments.Encryption;
using OiPayments.Idempotency;
using OiPayments.InvoicePages;
using OiPayments.Invoices;
using OiPayments.Ledger;
using OiPayments.Links;
using OiPayments.Mail;
using OiPayments.Monitoring;
using OiPayments.Operators;
using OiPayments.Oversight;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Presentation;
using OiPayments.Printing;
using OiPayments.Privacy;
using OiPayments.Receipts;
using OiPayments.Reconciliation;
using OiPayments.Refunds;
using OiPayments.Reports;
using OiPayments.RequestLog;
using OiPayments.SigningIn;
using OiPayments.TestClocks;
using OiPayments.Verification;
using OiPayments.Web;
using OiPayments.Webhooks;

namespace OiPayments;

/// <summary>The table of contents: every feature is registered and routed here, in a line or two each.</summary>
internal static class OiPaymentsFeatures
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Everything but what the host chooses: storage, gateways with their <see cref="GatewayStores"/>, <see cref="GatewayOptions"/>,
        /// <see cref="PublicUrls"/>, <see cref="PaymentOptions"/>, <see cref="RefundOptions"/>, <see cref="CredentialOptions"/>,
        /// <see cref="WebhookOptions"/>, <see cref="ControlOptions"/>, <see cref="MailOptions"/>, <see cref="TestClockOptions"/>,
        /// <see cref="RetentionOptions"/> and where Data Protection keeps its keys.
        /// </summary>
        public void AddOiPayments()
        {
            // The floor.
            services.AddBooks();
            services.AddRefundQuestions();
            services.AddSingleton<RequestsInFlight>();
            services.AddSingleton(provider =>
            {
                var urls = provider.GetRequiredService<PublicUrls>();
                return new DoorAddresses(door => door switch { Door.Api => urls.Api, Door.Web => urls.Web, _ => null });
            });
            services.AddHostedService<PurgeExpired>();
            services.AddSingleton<IRetention, RecordRetention>();
            services.AddSingleton(typeof(DueSignal<>));
            services.AddSingleton<DrawDocuments>();
            services.AddScoped<AuditTrail>();
            services.AddScoped<StaleChange>();
            services.AddHostedService<SealAuditLog>();

            // Before the workers, so that it stops after them.
            services.TryAddSingleton(new WallClock(TimeProvider.System));
            services.AddSingleton<DatabaseOutage>();
            services.AddSingleton<ClockWatch>();
            services.AddSingleton<NodeHealth>();
            services.AddHealthChecks()
                .AddCheck<ClockCheck>("clock", tags: [ClockCheck.Tag])
                .AddCheck<NodeCheck>("node", tags: [ClockCheck.Tag]);
            services.AddHostedService<KeepAlive>();

            // Features.
            services.AddApplications();
            services.AddSigningIn();
            services.AddOperators();
            services.AddOversight();
            services.AddPayments();
            services.AddRefunds();
            services.AddInvoices();
            services.AddMail();
            services.AddTestClocks();
            services.AddRequestLog();

            // In the order in which they hear of it.
            services.AddScoped<IPaymentListener, RaisePaymentEvents>();
            services.AddScoped<IPaymentListener, RaiseRefundEvents>();
            services.AddScoped<IPaymentListener>(provider => provider.GetRequiredService<PayInvoice>());
            services.AddScoped<IPaymentListener>(provider => provider.GetRequiredService<StageMails>());
            services.AddScoped<IPaymentListener, CountPayments>();

            services.AddCases();
            services.AddReports();
            services.AddCheckout();
            services.AddInvoicePages();
            services.AddReceipts();
            services.AddBookkeeping();
            services.AddReconciliation();
            services.AddWebhooks();
            services.AddMonitoring();
            services.AddPrivacy();

            services.AddAuthentication()
                .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
                .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(OperatorAuthorization.SessionScheme, null);
            services.AddAuthorization();
            services.AddDocumentation();
            services.AddCompression();
        }

        /// <summary>
        /// What asks a gateway about refunds and compares; the gateways themselves, and their stores, are the host's to add.
        /// </summary>
        public void AddRefundQuestions()
        {
            services.AddSingleton<ThisNode>();
            services.AddSingleton(CrashPoints.Inert);
            services.AddSingleton<SecretBox>();
            services.TryAddSingleton(new TestClockOptions(IsOn: false));
            services.AddSingleton<TestTimes>();
            services.TryAddSingleton<IBusinessClock, BusinessClock>();
            services.AddSingleton<GatewayMetrics>();
            services.AddSingleton<RegisteredGateways>();
            services.AddSingleton<GatewayAccounts>();
            services.AddScoped<AskAboutRefund>();
            services.AddScoped<CompareRefunds>();
        }

        /// <summary>The ledger and its checks, for commands that need nothing else but storage.</summary>
        public void AddBooks()
        {
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton<IdBlocks>();
            services.AddSingleton<IIdSource>(provider => provider.GetRequiredService<IdBlocks>());
            services.AddScoped<UnitOfWork>();
            services.AddScoped<Book>();
            services.AddScoped<SealChain>();
            services.AddScoped<Turnovers>();
            services.AddScoped<AuditChain>();
            services.AddScoped<LedgerFacts>();
            services.AddVerification();
        }
    }

    extension(WebApplication app)
    {
        public void UseOiPayments()
        {
            app.HearOfRefusedRequests();
            app.UseMiddleware<OutsideAddress>();
            app.UseMiddleware<OwnOrigin>();
            app.UseCompression();
            app.UseWhen(context => context.IsForApi, api => api.UseMiddleware<NoteRequests>().UseMiddleware<EnvelopeMiddleware>());
            app.UseWhen(context => !context.IsForApi, web => web.UseMiddleware<PageErrors>());
            app.UseHeadAndOptions();
            app.UseRouting();
            app.UseDoors();
            app.UseAuthentication();
            app.UseAuthorization();

            var api = app.MapGroup("/api/v1").OnDoor(Door.Api);
            api.MapApplications();
            api.MapSigningIn();
            api.MapOperators();
            api.MapOversight();
            api.MapPayments();
            api.MapRefunds();
            api.MapInvoices();
            api.MapMail();
            api.MapTestClocks();
            api.MapRequestLog();
            api.MapCases();
            api.MapReports();
            api.MapWebhooks();
            api.MapCheckout();
            api.MapInvoicePagesApi();
            api.MapReceipts();
            api.MapBookkeeping();
            api.MapReconciliation();
            api.MapVerification();
            api.MapPrivacy();
            api.MapDocumentation();

            var web = app.MapGroup("").OnDoor(Door.Web).ExcludeFromDescription();
            web.MapPageFonts();
            web.MapCheckoutPages();
            web.MapInvoicePages();
            web.MapReceiptPages();
            web.MapDocumentationPages();

            app.MapApiDescription();
        }
    }
}
