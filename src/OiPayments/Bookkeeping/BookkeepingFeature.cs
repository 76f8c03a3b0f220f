using Microsoft.Extensions.DependencyInjection;

namespace OiPayments.Bookkeeping;

internal static class BookkeepingFeature
{
    extension(IServiceCollection services)
    {
        public void AddBookkeeping()
        {
            services.AddHostedService<SealJournals>();
            services.AddScoped<OpenBooks>();
            services.AddScoped<ListAccounts>();
            services.AddScoped<ListAnyAccounts>();
            services.AddScoped<ReadStatement>();
            services.AddScoped<ReadAnyStatement>();
            services.AddScoped<ReadTrialBalance>();
            services.AddScoped<ReadAnyTrialBalance>();
            services.AddScoped<ReadJournal>();
            services.AddScoped<ReadSealHead>();
            services.AddScoped<ReadAnySealHead>();
            services.AddScoped<ReadSeal>();
            services.AddScoped<ReadAnySeal>();
            services.AddScoped<ExportLedger>();
            services.AddScoped<ExportAnyLedger>();
        }
    }
}
