using System.Net;
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
using OiPayments.Ledger;
using OiPayments.Links;
using OiPayments.Operators;
using OiPayments.Oversight;
using OiPayments.Payments;
using OiPayments.Persistence;
using OiPayments.Presentation;
using OiPayments.Refunds;
using OiPayments.Reports;
using OiPayments.SigningIn;
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
        /// Everything but what the host chooses: storage, gateways with their <see cref="GatewayStores"/>, <see cref="GatewayOptions"/>, <see cref="PublicUrls"/>,
        /// <see cref="PaymentOptions"/>, <see cref="RefundOptions"/>, <see cref="CredentialOptions"/>, <see cref="WebhookOptions"/>, <see cref="ControlOptions"/> and where Data
        /// Protection keeps its keys.
        /// </summary>
        public void AddOiPayments()
        {
            // The floor.
            services.AddBooks();
            services.AddRefundQuestions();
            services.AddSingleton<RequestsInFlight>();
            services.AddHostedService<PurgeExpired>();
            services.AddSingleton<IRetention, RecordRetention>();
            services.AddSingleton(typeof(DueSignal<>));
            services.AddScoped<AuditTrail>();
            services.AddScoped<StaleChange>();
            services.AddHostedService<SealAuditLog>();

            // Before the workers, so that it stops after them.
            services.TryAddSingleton(new WallClock(TimeProvider.System));
            services.AddSingleton<DatabaseOutage>();
            services.AddSingleton<ClockWatch>();
            services.AddSingleton<NodeHealth>();
            services.AddHealthChecks().AddCheck<ClockCheck>("clock", tags: [ClockCheck.Tag]);
            services.AddHostedService<KeepAlive>();

            // Features.
            services.AddSingleton<CallerLimits>();
            services.AddSingleton<KnownCredentials>();
            services.AddScoped<RegisterApplication>();
            services.AddScoped<ReadApplications>();
            services.AddScoped<UpdateSettings>();
            services.AddScoped<ProposeChange>();
            services.AddScoped<ReadSettingChanges>();
            services.AddScoped<DecideChange>();
            services.AddScoped<RotateCredentials>();
            services.AddScoped<ChangeCredential>();
            services.AddScoped<RevokeCredential>();
            services.AddScoped<RotateSigningSecret>();
            services.AddScoped<SetGatewayOverride>();
            services.AddScoped<RemoveGatewayOverride>();
            services.AddOperators();
            services.AddScoped<ReadAuditLog>();
            services.AddSingleton<LeftToOthers>();
            services.AddScoped<PaymentListeners>();

            // In the order in which they hear of it.
            services.AddScoped<IPaymentListener, RaisePaymentEvents>();
            services.AddScoped<IPaymentListener, RaiseRefundEvents>();
            services.AddScoped<ConfirmPayment>();
            services.AddScoped<ReceiveCallback>();
            services.AddScoped<EndPayment>();
            services.AddHostedService<FollowUpPayments>();
            services.AddHostedService<IndexPayments>();
            services.AddScoped<OperatorPayments>();
            services.AddScoped<ReleasePayment>();
            services.AddScoped<ExportPayments>();
            services.AddScoped<OperatorCallbacks>();
            services.AddScoped<StartRefund>();
            services.AddScoped<SettleRefund>();
            services.AddScoped<ConvertRefund>();
            services.AddScoped<RefundApprovals>();
            services.AddScoped<DescribeRefunds>();
            services.AddScoped<ResolveRefund>();
            services.AddHostedService<FollowUpRefunds>();
            services.AddScoped<OperatorRefunds>();
            services.AddScoped<ReadCase>();
            services.AddScoped<OperatorReports>();
            services.AddScoped<ExportReport>();
            services.AddScoped<ReadSummary>();
            services.AddScoped<FindCheckout>();
            services.AddSingleton<OpeningSessions>();
            services.AddScoped<StartPaying>();
            services.AddCheckoutPages();
            services.AddScoped<Outbox>();
            services.AddHostedService<SealJournals>();
            services.AddScoped<ReadLedger>();
            services.AddScoped<OperatorBooks>();
            services.AddScoped<ReadWebhooks>();
            services.AddScoped<ResendWebhooks>();
            services.AddSingleton<RecordAttempt>();
            services.AddSingleton<PublicAddresses>();
            services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
            services.AddSingleton<ReceiverConnection>();
            services.AddSingleton<WebhookSender>();
            services.AddHostedService<WebhookDispatcher>();
            services.AddSingleton<IRetention, AttemptRetention>();
            services.AddHttpClient(WebhookSender.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<ReceiverConnection>().CreateHandler())
                .RemoveAllLoggers();

            services.AddAuthentication()
                .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
                .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(OperatorAuthorization.SessionScheme, null);
            services.AddAuthorization();
            services.AddDocumentation();
            services.AddCompression();
        }

        /// <summary>What asks a gateway about refunds and compares; the gateways themselves, and their stores, are the host's to add.</summary>
        public void AddRefundQuestions()
        {
            services.AddSingleton<ThisNode>();
            services.AddSingleton(CrashPoints.Inert);
            services.AddSingleton<SecretBox>();
            services.TryAddSingleton<IBusinessClock, RealTime>();
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
            app.UseWhen(context => context.IsForApi, api => api.UseMiddleware<EnvelopeMiddleware>());
            app.UseWhen(context => !context.IsForApi, web => web.UseMiddleware<PageErrors>());
            app.UseHeadAndOptions();
            app.UseRouting();
            app.UseDoors();
            app.UseAuthentication();
            app.UseAuthorization();

            var api = app.MapGroup("/api/v1").OnDoor(Door.Api);
            api.MapApplications();
            AuthEndpoints.Map(api);
            OperatorAccounts.Map(api);
            OperatorRoles.Map(api);
            ReadAuditLog.Map(api);
            api.MapPayments();
            api.MapRefunds();
            api.MapCases();
            api.MapReports();
            api.MapWebhooks();
            ReadCheckout.Map(api);
            api.MapLedger();
            VerifyDatabase.Map(api);
            ShowApi.Map(api);

            var web = app.MapGroup("").OnDoor(Door.Web).ExcludeFromDescription();
            web.MapPageFonts();
            web.MapCheckoutPages();
            web.MapDocumentationPages();

            app.MapApiDescription();
        }
    }
}
