using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.DueWork;
using OiPayments.Reconciliation.Agreements;
using OiPayments.Reconciliation.Banks;

namespace OiPayments.Reconciliation;

internal static class ReconciliationFeature
{
    extension(IServiceCollection services)
    {
        public void AddReconciliation()
        {
            services.AddScoped<UploadStatement>();
            services.AddScoped<FetchStatement>();
            services.AddScoped<ListStatements>();
            services.AddScoped<ReadStatement>();
            services.AddScoped<ReadStatementAgain>();
            services.AddScoped<SetMapping>();
            services.AddScoped<ListMappings>();
            services.AddScoped<ListResults>();
            services.AddScoped<ResolveResult>();
            services.AddScoped<ExportResults>();
            services.AddScoped<ReadCalendar>();
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
            services.AddScoped<CompareWithGateway>();
            services.AddScoped<SetBankAccount>();
            services.AddScoped<ListBankAccounts>();
            services.AddScoped<UploadBankStatement>();
            services.AddScoped<ImportBankFile>();
            services.AddScoped<ListBankFiles>();
            services.AddScoped<ListBankEntries>();
            services.AddScoped<ResolveBankEntry>();
            services.AddScoped<MatchPayouts>();
            services.AddScoped<BookArrival>();
            services.AddScoped<ReadAgreement>();
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
            FetchStatement.Map(reconciliation);
            ListStatements.Map(reconciliation);
            ReadStatement.Map(reconciliation);
            SetMapping.Map(reconciliation);
            ListMappings.Map(reconciliation);
            ListResults.Map(reconciliation);
            ResolveResult.Map(reconciliation);
            ExportResults.Map(reconciliation);
            ReadCalendar.Map(reconciliation);
            ListPayouts.Map(reconciliation);
            RunReconciliation.Map(reconciliation);
            SetBankAccount.Map(reconciliation);
            ListBankAccounts.Map(reconciliation);
            UploadBankStatement.Map(reconciliation);
            ListBankFiles.Map(reconciliation);
            ListBankEntries.Map(reconciliation);
            ResolveBankEntry.Map(reconciliation);
            ReadAgreement.Map(reconciliation);
        }
    }
}
