using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;

namespace OiPayments.Reports;

internal static class ReportsFeature
{
    extension(IServiceCollection services)
    {
        public void AddReports()
        {
            services.AddScoped<ReadReport>();
            services.AddScoped<ExportReport>();
            services.AddScoped<ReadSummary>();
            services.AddScoped<CountDays>();
            services.AddHostedService<CountForReports>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapReports()
        {
            var reports = api.MapGroup("/admin/reports").WithTags("Reports").RequireOperator();
            ReadSummary.Map(reports);
            ReadReport.Map(reports, ReportKinds.Volume, "reportVolume", "what was paid", ReportsJson.Default.Paid);
            ReadReport.Map(reports, ReportKinds.Fees, "reportFees", "what the gateway keeps", ReportsJson.Default.Paid);
            ReadReport.Map(reports, ReportKinds.Channels, "reportChannels", "what customers paid with", ReportsJson.Default.Paid);
            ReadReport.Map(
                reports, ReportKinds.SuccessRate, "reportSuccessRate", "how many payments succeed", ReportsJson.Default.Outcomes);
            ReadReport.Map(reports, ReportKinds.Refunds, "reportRefunds", "what was given back", ReportsJson.Default.Refunds);
        }
    }
}
