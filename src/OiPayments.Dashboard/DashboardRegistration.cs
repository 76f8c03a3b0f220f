using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using OiPayments.Dashboard.Calls;
using OiPayments.Dashboard.Pages;
using OiPayments.Dashboard.Shell;
using OiPayments.Web;

namespace OiPayments.Dashboard;

/// <summary>The operators' pages, at <c>/admin</c> on the pages' door.</summary>
public static class DashboardRegistration
{
    extension(IServiceCollection services)
    {
        /// <param name="publicWeb">How the pages are reached from outside; null when nobody said.</param>
        public void AddDashboard(Uri? publicWeb)
        {
            services.AddRazorComponents().AddInteractiveServerComponents();
            services.AddMudServices();
            services.AddAntiforgery(antiforgery =>
            {
                var isHttps = publicWeb?.Scheme == Uri.UriSchemeHttps;
                antiforgery.Cookie.Name = isHttps ? "__Host-oi_form" : "oi_form";
                antiforgery.Cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                antiforgery.Cookie.Path = "/";
            });
            services.AddSingleton<DashboardAssets>();
            services.AddScoped<Desk>();
            services.AddScoped<CircuitSession>();
            services.AddScoped<StepUp>();
            services.AddScoped<Authenticator>();
            services.AddScoped<UseCases>();
            services.AddScoped<KnownApps>();
            services.AddScoped<KnownPeople>();
            services.AddScoped<Notices>();
        }
    }

    extension(WebApplication app)
    {
        /// <summary>Goes after the product: its doors and its way of telling who calls are used here.</summary>
        public async Task UseDashboardAsync()
        {
            app.Use(DashboardGate.PassAsync);
            app.UseAntiforgery();
            app.Use(LostFormCookie.PassAsync);

            var web = app.MapGroup("").OnDoor(Door.Web).ExcludeFromDescription();
            var assets = app.Services.GetRequiredService<DashboardAssets>();
            await assets.MakeThemeAsync();
            assets.MapTo(web);
            PaymentsCsv.Map(web);
            ReportsCsv.Map(web);
            SettlementResultsCsv.Map(web);
            LedgerFile.Map(web);
            StatementFiles.Map(web);
            InvoicePdf.Map(web);
            CreditNotePdf.Map(web);
            TemplateLogo.Map(web);
            TemplatePreview.Map(web);
            PrivacyExport.Map(web);
            PasskeyOptions.Map(web);
            web.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
                .WithMetadata(new DashboardMetadata());
        }
    }
}
