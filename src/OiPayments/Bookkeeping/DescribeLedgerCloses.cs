using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Ledger;
using OiPayments.Persistence;

namespace OiPayments.Bookkeeping;

/// <summary>Closed months with what was kept of them, and people and applications by name. A page takes as many queries as one.</summary>
internal sealed class DescribeLedgerCloses(OiPaymentsDb db)
{
    public async Task<IReadOnlyList<LedgerCloseDto>> AllAsync(IReadOnlyList<LedgerClose> closes, CancellationToken ct)
    {
        if (closes.Count == 0) return [];

        var (owners, ids) = (closes.Select(c => c.ApplicationId).Distinct().ToList(), closes.Select(c => c.Id).ToList());
        var balances = (await db.AcrossApplications<ClosingBalance>()
            .AsNoTracking()
            .Where(b => owners.Contains(b.ApplicationId) && ids.Contains(b.CloseId))
            .ToListAsync(ct)).ToLookup(b => (b.ApplicationId, b.CloseId));
        var names = await db.Directory<Application>().Where(a => owners.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        var people = await db.OperatorNamesAsync(closes.Select(c => c.CreatedBy), ct);
        return
        [
            .. closes.Select(c => new LedgerCloseDto(
                c.Id, c.ApplicationId, names.GetValueOrDefault(c.ApplicationId, ""), c.Mode, $"{Month.Of(c.Month)}",
                [
                    .. balances[(c.ApplicationId, c.Id)]
                        .OrderBy(b => b.Currency.Code, StringComparer.Ordinal)
                        .ThenBy(b => b.Account)
                        .Select(b => AccountDto.From(new AccountBalance(b.Account, b.Currency, b.DebitMinor, b.CreditMinor))),
                ],
                c.CreatedBy, people.GetValueOrDefault(c.CreatedBy, c.CreatedBy), c.CreatedAt)),
        ];
    }
}
