using Microsoft.Extensions.DependencyInjection;
using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Bookkeeping;

/// <summary>An application's own books under <c>/ledger</c>, and anybody's, for operators, under <c>/admin/ledger</c>.</summary>
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
            services.AddScoped<DownloadStatement>();
            services.AddScoped<DownloadAnyStatement>();
            services.AddScoped<SumUpMonth>();
            services.AddScoped<DownloadMonthlyStatement>();
            services.AddScoped<DownloadAnyMonthlyStatement>();
            services.AddScoped<ReadTrialBalance>();
            services.AddScoped<ReadAnyTrialBalance>();
            services.AddScoped<ReadJournal>();
            services.AddScoped<DescribeManualJournals>();
            services.AddScoped<ChangeManualJournal>();
            services.AddScoped<AskForJournal>();
            services.AddScoped<ApproveJournal>();
            services.AddScoped<RejectJournal>();
            services.AddScoped<ListManualJournals>();
            services.AddScoped<ReadManualJournal>();
            services.AddScoped<DateJournals>();
            services.AddScoped<DescribeLedgerCloses>();
            services.AddScoped<CloseMonth>();
            services.AddScoped<ListLedgerCloses>();
            services.AddScoped<ReadSealHead>();
            services.AddScoped<ReadAnySealHead>();
            services.AddScoped<ReadSeal>();
            services.AddScoped<ReadAnySeal>();
            services.AddScoped<ExportLedger>();
            services.AddScoped<ExportAnyLedger>();
        }
    }

    extension(RouteGroupBuilder api)
    {
        public void MapBookkeeping()
        {
            var own = api.MapGroup("/ledger").WithTags("Ledger").RequireApplication();
            var any = api.MapGroup("/admin/ledger").WithTags("Books").RequireOperator();
            ListAccounts.Map(own);
            ListAnyAccounts.Map(any);
            ReadStatement.Map(own);
            ReadAnyStatement.Map(any);
            DownloadStatement.Map(own);
            DownloadAnyStatement.Map(any);
            DownloadMonthlyStatement.Map(own);
            DownloadAnyMonthlyStatement.Map(any);
            ReadTrialBalance.Map(own);
            ReadAnyTrialBalance.Map(any);
            ReadJournal.Map(any);
            AskForJournal.Map(any);
            ApproveJournal.Map(any);
            RejectJournal.Map(any);
            ListManualJournals.Map(any);
            ReadManualJournal.Map(any);
            CloseMonth.Map(any);
            ListLedgerCloses.Map(any);
            ReadSealHead.Map(own);
            ReadAnySealHead.Map(any);
            ReadSeal.Map(own);
            ReadAnySeal.Map(any);
            ExportLedger.Map(own);
            ExportAnyLedger.Map(any);
        }
    }
}
