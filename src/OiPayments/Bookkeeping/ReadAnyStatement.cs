using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Ledger;
using OiPayments.Lists;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/accounts/{code}/entries</c>: what moved on one account of any application's books.</summary>
internal sealed class ReadAnyStatement(OpenBooks books, ReadStatement read)
{
    public static void Map(RouteGroupBuilder admin) =>
        ReadStatement.Describe(admin.MapGet("/accounts/{code}/entries", HandleAsync), "readAnyStatement").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    /// <returns>The page, and how many entries there are in all.</returns>
    public async Task<Outcome<(StatementDto Statement, long Total)>> RunAsync(
        SignedInOperator who, Scope scope, Account account, ReadStatement.Request request, PageRequest page, CancellationToken ct) =>
        await books.RefuseAsync(who, scope, ct) is { } refusal ? refusal : await read.RunAsync(scope, account, request, page, ct);

    private static async Task<Reply> HandleAsync(
        string code, HttpRequest request, SignedInOperator who, ReadAnyStatement read, TimeProvider clock, CancellationToken ct)
    {
        if (OpenBooks.Read(request, who, query => (Page: query.Page(), Period: ReadStatement.Request.Read(query))).IsRefused(
            out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        if (!WireNames<Account>.TryParse(code, out var account)) return Reply.Refused(Refusal.NotFound("account"), clock);

        return (await read.RunAsync(who, asked.Books, account, asked.Else.Period, asked.Else.Page, ct)).IsRefused(
            out var refusal, out var found)
            ? Reply.Refused(refusal, clock)
            : Reply.PageOf(found.Statement, LedgerJson.Default.StatementDto, asked.Else.Page, found.Total, clock);
    }
}
