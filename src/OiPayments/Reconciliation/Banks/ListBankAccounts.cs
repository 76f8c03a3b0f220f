using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Applications;
using OiPayments.Persistence;

namespace OiPayments.Reconciliation.Banks;

/// <summary><c>GET /admin/reconciliation/bank-accounts</c>: the accounts that gateways pay out to.</summary>
internal sealed class ListBankAccounts(OiPaymentsDb db)
{
    public static void Map(RouteGroupBuilder reconciliation) => reconciliation.MapGet("/bank-accounts", HandleAsync)
        .WithName("listBankAccounts")
        .WithSummary("List bank accounts")
        .WithDescription("The bank accounts of the applications you may read reports of, and the company's for who may read all reports: "
            + "how their files are read, and how far they were read. Strongly consistent.")
        .Produces<Envelope<IReadOnlyList<BankAccountDto>>>()
        .Needs(Permission.ReportRead);

    public async Task<Outcome<IReadOnlyList<BankAccountDto>>> RunAsync(SignedInOperator who, CancellationToken ct)
    {
        if (who.Lacks(Permission.ReportRead) is { } missing) return missing;
        var accounts = await db.RecordsFor<BankAccount>(who, Permission.ReportRead).AsNoTracking()
            .OrderBy(a => a.ApplicationId).ThenBy(a => a.Mode).ThenBy(a => a.Name).ToListAsync(ct);
        return Outcome.Of<IReadOnlyList<BankAccountDto>>([.. accounts.Select(BankAccountDto.From)]);
    }

    private static async Task<Reply> HandleAsync(SignedInOperator who, ListBankAccounts list, TimeProvider clock, CancellationToken ct) =>
        Reply.Ok(await list.RunAsync(who, ct), BankJson.Default.IReadOnlyListBankAccountDto, clock);
}
