using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Bookkeeping;

/// <summary>An application's own books under <c>/ledger</c>, and anybody's, for operators, under <c>/admin/ledger</c>.</summary>
internal static class LedgerRoutes
{
    extension(RouteGroupBuilder api)
    {
        public void MapLedger()
        {
            var own = api.MapGroup("/ledger").WithTags("Ledger").RequireApplication();
            var any = api.MapGroup("/admin/ledger").WithTags("Books").RequireOperator();
            ListAccounts.Map(own);
            ListAnyAccounts.Map(any);
            ReadStatement.Map(own);
            ReadAnyStatement.Map(any);
            ReadTrialBalance.Map(own);
            ReadAnyTrialBalance.Map(any);
            ReadJournal.Map(any);
            ReadSealHead.Map(own);
            ReadAnySealHead.Map(any);
            ReadSeal.Map(own);
            ReadAnySeal.Map(any);
            ExportLedger.Map(own);
            ExportAnyLedger.Map(any);
        }
    }
}
