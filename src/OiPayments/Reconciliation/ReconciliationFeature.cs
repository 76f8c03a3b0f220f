using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.DueWork;

namespace OiPayments.Reconciliation;

internal static class ReconciliationFeature
{
    extension(IServiceCollection services)
    {
        public void AddReconciliation()
        {
            services.AddScoped<UploadStatement>();
            services.AddScoped<ListStatements>();
            services.AddScoped<ReadStatement>();
            services.AddScoped<ReadStatementAgain>();
            services.AddScoped<SetMapping>();
            services.AddScoped<ListMappings>();
            services.AddScoped<ListResults>();
            services.AddScoped<ResolveResult>();
            services.AddScoped<ListPayouts>();
            services.AddScoped<RunReconciliation>();
            services.AddScoped<FindTransactions>();
            services.AddScoped<LookUpRows>();
            services.AddScoped<StageRows>();
            services.AddScoped<BookSettlement>();
            services.AddScoped<CountStatement>();
            services.AddScoped<CloseMissing>();
            services.AddScoped<CompareAgain>();
            services.AddScoped<FlagMissing>();
            services.AddSingleton<IRetention, StatementRetention>();
            services.AddHostedService<ReadStatements>();
            services.AddHostedService<AskDeferredAgain>();
            services.AddHostedService<LookForOverdue>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapReconciliation()
        {
            var reconciliation = api.MapGroup("/admin/reconciliation").WithTags("Settlement").RequireOperator();
            UploadStatement.Map(reconciliation);
            ListStatements.Map(reconciliation);
            ReadStatement.Map(reconciliation);
            SetMapping.Map(reconciliation);
            ListMappings.Map(reconciliation);
            ListResults.Map(reconciliation);
            ResolveResult.Map(reconciliation);
            ListPayouts.Map(reconciliation);
            RunReconciliation.Map(reconciliation);
        }
    }
}
