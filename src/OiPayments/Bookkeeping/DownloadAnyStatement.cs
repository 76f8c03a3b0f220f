using OiPayments.Access;
using OiPayments.Api;
using OiPayments.Ledger;

namespace OiPayments.Bookkeeping;

/// <summary><c>GET /admin/ledger/accounts/{code}/statement</c>: the same of any application's books, for operators.</summary>
internal sealed class DownloadAnyStatement(OpenBooks books, DownloadStatement download)
{
    public static void Map(RouteGroupBuilder admin) =>
        DownloadStatement.Describe(admin.MapGet("/accounts/{code}/statement", HandleAsync), "downloadAnyStatement").OfAnyBooks();

    /// <summary>Takes <see cref="Permission.LedgerRead"/> for the application whose books they are.</summary>
    public async Task<Outcome<IResult>> RunAsync(
        SignedInOperator who, Scope scope, Account account, DownloadStatement.Request request, CancellationToken ct) =>
        (await books.FindAsync(who, scope, ct)).IsRefused(out var refusal, out var application)
            ? refusal
            : await download.RunAsync(scope, application.Name, account, request, ct);

    private static async Task<IResult> HandleAsync(
        string code, HttpRequest request, SignedInOperator who, DownloadAnyStatement download, TimeProvider clock, CancellationToken ct)
    {
        if (OpenBooks.Read(request, who, DownloadStatement.Request.Read).IsRefused(out var unreadable, out var asked))
            return Reply.Refused(unreadable, clock);
        if (!WireNames<Account>.TryParse(code, out var account)) return Reply.Refused(Refusal.NotFound("account"), clock);

        return (await download.RunAsync(who, asked.Books, account, asked.Else, ct)).IsRefused(out var refusal, out var file)
            ? Reply.Refused(refusal, clock)
            : file;
    }
}
