using OiPayments.Access;
using OiPayments.Applications;

namespace OiPayments.Bookkeeping;

/// <summary>An application's own books under <c>/ledger</c>, and anybody's, for operators, under <c>/admin/ledger</c>.</summary>
internal static class LedgerEndpoints
{
    extension(RouteGroupBuilder api)
    {
        public void MapLedger()
        {
            var ledger = api.MapGroup("/ledger").WithTags("Ledger").RequireApplication();
            var admin = api.MapGroup("/admin/ledger").WithTags("Books").RequireOperator();
            ReadLedger.Map(ledger, admin);
            ReadSeals.Map(ledger, admin);
            ExportLedger.Map(ledger, admin);
        }
    }
}
